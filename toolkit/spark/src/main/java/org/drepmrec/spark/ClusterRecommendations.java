package org.drepmrec.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.eval.DotScorer;
import org.drepmrec.model.Representations;
import org.drepmrec.sparse.Csr;
import org.drepmrec.train.TrainedModel;

/**
 * The best items for every user on a cluster. Of a trained model, the lists are those of
 * {@link org.drepmrec.train.Recommendations}, scores to the last bit.
 *
 * <pre>{@code ClusterRecommendations.of(spark, TrainedModel.load(folder, data), 20).deny("gift-card").to("hdfs:///lists");}</pre>
 */
public final class ClusterRecommendations {

    /** Users of a task's step: enough to make little of packing the items, few enough to be sent at once. */
    private static final int BLOCK = 2048;

    /** Enough that a lost executor costs little and cores end together. */
    private static final int TASKS_PER_CORE = 8;

    private static final StructType ROW = new StructType()
            .add("user", DataTypes.StringType, false)
            .add("rank", DataTypes.IntegerType, false)
            .add("item", DataTypes.StringType, false)
            .add("score", DataTypes.FloatType, false);

    private final SparkSession spark;
    private final Users users;
    private final Candidates items;
    private final int k;
    private final boolean[] allowed;
    private boolean heldOut;

    /** Where the users come from. */
    @FunctionalInterface
    private interface Users {
        /**
         * Blocks of users.
         *
         * @param place of each item among the candidates; -1 for what is none
         * @param heldOut whether held-out test items stay candidates
         */
        JavaRDD<UserBlock> blocks(int[] place, boolean heldOut);
    }

    private ClusterRecommendations(SparkSession spark, Users users, Candidates items, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("number of items to recommend: found " + k + ", expected at least 1");
        }
        this.spark = spark;
        this.users = users;
        this.items = items;
        this.k = k;
        this.allowed = new boolean[items.size()];
        Arrays.fill(allowed, true);
    }

    /**
     * Of a trained model, for every user with a training interaction, without any item that the user has, in whichever split.
     *
     * @param k the number of items a user gets
     * @throws IllegalArgumentException if k is below 1, or the model's score is no dot product of two vectors
     */
    public static ClusterRecommendations of(SparkSession spark, TrainedModel model, int k) {
        if (model.isComputed() || !(model.scorer() instanceof DotScorer)) {
            throw new IllegalArgumentException(
                    model.name() + ": found a score that is no dot product of a user's and an"
                            + " item's vector, expected one, as LightGCN has; use TrainedModel.recommendAll on one machine");
        }
        MultimodalDataset data = model.data();
        Representations all = model.representations();
        String[] names = IntStream.range(0, data.items()).mapToObj(data::itemId).toArray(String[]::new);
        Candidates items =
                new Candidates(names, all.items(all.general()), all.general().size());
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        return new ClusterRecommendations(
                spark,
                (place, heldOut) -> {
                    List<UserBlock> blocks = blocks(data, all.general(), place, heldOut);
                    int tasks = Math.min(blocks.size(), TASKS_PER_CORE * context.defaultParallelism());
                    return context.parallelize(blocks, Math.max(1, tasks));
                },
                items,
                k);
    }

    private static List<UserBlock> blocks(
            MultimodalDataset data, Representations.Line line, int[] place, boolean heldOut) {
        Csr train = data.train().matrix();
        List<Csr> hidden = Stream.of(Split.values())
                .filter(s -> !heldOut || s != Split.TEST)
                .map(s -> data.split(s).matrix())
                .toList();
        int[] known = IntStream.range(0, data.users())
                .filter(u -> train.degree(u) > 0)
                .toArray();
        List<UserBlock> blocks = new ArrayList<>();
        int d = line.size();
        for (int from = 0; from < known.length; from += BLOCK) {
            int size = Math.min(BLOCK, known.length - from);
            String[] names = new String[size];
            float[] vectors = new float[size * d];
            int[][] seen = new int[size][];
            for (int b = 0; b < size; b++) {
                int user = known[from + b];
                names[b] = data.userId(user);
                System.arraycopy(line.values(), user * d, vectors, b * d, d);
                seen[b] = seen(hidden.stream().flatMapToInt(m -> Arrays.stream(m.columns(user))), place);
            }
            blocks.add(new UserBlock(names, vectors, seen));
        }
        return blocks;
    }

    private static int[] seen(IntStream items, int... place) {
        return items.map(i -> place[i]).filter(p -> p >= 0).sorted().distinct().toArray();
    }

    /**
     * Of tables, which need not fit one machine in the case of users.
     *
     * @param users columns "user" (text) and "vector" (array of float, d numbers), and where there is one "seen" (array of
     *     text): items that the user does not see again
     * @param items columns "item" (text) and "vector"; of equal scores, the item that is first by name ranks first
     * @param k the number of items a user gets
     * @throws IllegalArgumentException if k is below 1, there is no item, or vectors differ in length
     */
    public static ClusterRecommendations of(Dataset<Row> users, Dataset<Row> items, int k) {
        Candidates candidates = VectorTables.candidates(items);
        SparkSession spark = users.sparkSession();
        return new ClusterRecommendations(
                spark, (place, heldOut) -> VectorTables.blocks(users, candidates, place, BLOCK), candidates, k);
    }

    /**
     * Recommends none but these items; of several calls, those that all allow.
     *
     * @param named what items are called
     * @throws IllegalArgumentException if there is no such item
     */
    public ClusterRecommendations allow(Collection<String> named) {
        boolean[] kept = flags(named);
        for (int i = 0; i < kept.length; i++) {
            allowed[i] &= kept[i];
        }
        return this;
    }

    /**
     * Recommends none of these items.
     *
     * @param named what items are called
     * @throws IllegalArgumentException if there is no such item
     */
    public ClusterRecommendations deny(Collection<String> named) {
        boolean[] left = flags(named);
        for (int i = 0; i < left.length; i++) {
            allowed[i] &= !left[i];
        }
        return this;
    }

    /** As {@link #deny(Collection)}. */
    public ClusterRecommendations deny(String... named) {
        return deny(List.of(named));
    }

    /** Leaves a model's held-out test items among the candidates, as the evaluation does. Without effect on tables. */
    public ClusterRecommendations forEvaluation() {
        this.heldOut = true;
        return this;
    }

    private boolean[] flags(Collection<String> named) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            places.put(items.names()[i], i);
        }
        boolean[] flags = new boolean[allowed.length];
        for (String item : named) {
            Integer place = places.get(item);
            if (place == null) {
                throw new IllegalArgumentException("item \"" + item + "\" is unknown, expected one of the "
                        + allowed.length + " items, such as \"" + items.names()[0] + "\"; check its id");
            }
            flags[place] = true;
        }
        return flags;
    }

    /**
     * The lists: columns user, rank (from 1), item, score; a user's rows together and best first.
     *
     * @throws IllegalArgumentException if the filters leave no item
     */
    public Dataset<Row> table() {
        Candidates left = items.only(allowed);
        if (left.size() == 0) {
            throw new IllegalArgumentException(
                    "filters: found no item left of " + allowed.length + ", expected some; loosen them");
        }
        int[] place = new int[allowed.length];
        int next = 0;
        for (int i = 0; i < place.length; i++) {
            place[i] = allowed[i] ? next++ : -1;
        }
        BlockRanking ranking = new BlockRanking(new JavaSparkContext(spark.sparkContext()), left, k);
        JavaRDD<Row> rows = users.blocks(place, heldOut).flatMap(block -> {
            List<Row> lists = new ArrayList<>();
            ranking.rank(block, lists::add);
            return lists.iterator();
        });
        return spark.createDataFrame(rows, ROW);
    }

    /**
     * Writes {@link #table} as Parquet.
     *
     * @param folder on a file system that the cluster shares; its content is replaced
     */
    public void to(String folder) {
        table().write().mode(SaveMode.Overwrite).parquet(folder);
    }
}
