package org.drepmrec.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * The k-core of pairs in rounds: whoever has too few pairs leaves, and the next round counts what is left. Between rounds no
 * more is kept than a bit for each user and item, so a lost executor costs its part of a round. The core is the one that
 * {@link org.drepmrec.data.KCore} finds, since there is but one.
 *
 * @param users that are left
 * @param items that are left
 * @param rounds in which someone left
 */
record CoreRounds(KeptNumbers users, KeptNumbers items, int rounds) {

    /**
     * Filters until nothing changes.
     *
     * @param pairs distinct, columns {@code user} and {@code item}, int; read once in each round
     * @param m numbers of users are below
     * @param n numbers of items are below
     * @param k at least 1
     */
    static CoreRounds of(Dataset<Row> pairs, int m, int n, int k) {
        JavaSparkContext context = new JavaSparkContext(pairs.sparkSession().sparkContext());
        BitSet users = new BitSet(m);
        BitSet items = new BitSet(n);
        int rounds = 0;
        Dataset<Row> live = pairs;
        boolean more = k > 1;
        while (more) {
            boolean fewerUsers = leave(live, "user", k, users);
            boolean fewerItems = leave(live, "item", k, items);
            more = fewerUsers || fewerItems;
            if (more) {
                rounds++;
                Broadcast<BitSet[]> gone =
                        context.broadcast(new BitSet[] {(BitSet) users.clone(), (BitSet) items.clone()});
                live = pairs.where(left(gone));
            }
        }
        return new CoreRounds(new KeptNumbers(m, users), new KeptNumbers(n, items), rounds);
    }

    private static Column left(Broadcast<BitSet[]> gone) {
        UserDefinedFunction left = udf(
                (UDF2<Integer, Integer, Boolean>)
                        (user, item) -> !gone.value()[0].get(user) && !gone.value()[1].get(item),
                DataTypes.BooleanType);
        return left.apply(col("user"), col("item"));
    }

    /** Marks the nodes that have too few pairs; whether there are any. */
    private static boolean leave(Dataset<Row> live, String side, int k, BitSet gone) {
        List<int[]> leaving = live.groupBy(side)
                .count()
                .where(col("count").lt(k))
                .select(side)
                .as(Encoders.INT())
                .toJavaRDD()
                .mapPartitions(CoreRounds::array)
                .collect();
        leaving.forEach(part -> {
            for (int node : part) {
                gone.set(node);
            }
        });
        return leaving.stream().anyMatch(part -> part.length > 0);
    }

    private static Iterator<int[]> array(Iterator<Integer> numbers) {
        Ints all = new Ints();
        numbers.forEachRemaining(all::add);
        return List.of(all.toArray()).iterator();
    }
}
