package org.drepmrec.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tables of names and vectors in the form that tasks compute with. */
final class VectorTables {

    private VectorTables() {}

    /** The items of a table, by name; for its columns see {@link ClusterRecommendations#of(Dataset, Dataset, int)}. */
    static Candidates candidates(Dataset<Row> items) {
        List<Row> rows = new ArrayList<>(items.select("item", "vector").collectAsList());
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("items: found no row, expected at least one; check the table");
        }
        Collections.sort(rows, (a, b) -> a.getString(0).compareTo(b.getString(0)));
        int d = rows.get(0).getList(1).size();
        float[] vectors = new float[Math.multiplyExact(rows.size(), d)];
        String[] names = new String[rows.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = rows.get(i).getString(0);
            copy("item " + names[i], rows.get(i).getList(1), d, vectors, i);
        }
        return new Candidates(names, vectors, d);
    }

    /** The users of a table; for its columns see {@link ClusterRecommendations#of(Dataset, Dataset, int)}. */
    static JavaRDD<UserBlock> blocks(Dataset<Row> users, Candidates items, int[] place, int size) {
        boolean filtered = Arrays.asList(users.columns()).contains("seen");
        Dataset<Row> wanted = filtered ? users.select("user", "vector", "seen") : users.select("user", "vector");
        JavaSparkContext context = new JavaSparkContext(users.sparkSession().sparkContext());
        Broadcast<String[]> names = context.broadcast(filtered ? items.names() : new String[0]);
        Broadcast<int[]> places = context.broadcast(filtered ? place : new int[0]);
        int d = items.dimension();
        return wanted.toJavaRDD().mapPartitions(rows -> new Blocks(rows, d, size, names, places));
    }

    static void copy(String what, List<Float> vector, int d, float[] to, int row) {
        // A linked list, of which to get a number by its place takes as many steps.
        int j = 0;
        for (Float number : vector) {
            if (j < d) {
                to[row * d + j] = number;
            }
            j++;
        }
        if (j != d) {
            throw new IllegalArgumentException(
                    "vector of " + what + ": found " + j + " numbers, expected " + d + " as in the others");
        }
    }

    /** The rows of a partition, some users at a time. */
    private static final class Blocks implements Iterator<UserBlock> {

        private final Iterator<Row> rows;
        private final int d;
        private final int size;
        private final Broadcast<String[]> names;
        private final Broadcast<int[]> places;

        Blocks(Iterator<Row> rows, int d, int size, Broadcast<String[]> names, Broadcast<int[]> places) {
            this.rows = rows;
            this.d = d;
            this.size = size;
            this.names = names;
            this.places = places;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public UserBlock next() {
            String[] users = new String[size];
            float[] vectors = new float[size * d];
            int[][] seen = new int[size][];
            int u = 0;
            for (; u < size && rows.hasNext(); u++) {
                Row row = rows.next();
                users[u] = row.getString(0);
                copy("user " + users[u], row.getList(1), d, vectors, u);
                seen[u] = row.size() < 3 || row.isNullAt(2) ? new int[0] : seen(row.getList(2));
            }
            return new UserBlock(Arrays.copyOf(users, u), Arrays.copyOf(vectors, u * d), Arrays.copyOf(seen, u));
        }

        private int[] seen(List<String> items) {
            IntStream found = items.stream()
                    .mapToInt(item -> Arrays.binarySearch(names.value(), item))
                    .filter(i -> i >= 0);
            return found.map(i -> places.value()[i])
                    .filter(p -> p >= 0)
                    .sorted()
                    .distinct()
                    .toArray();
        }
    }
}
