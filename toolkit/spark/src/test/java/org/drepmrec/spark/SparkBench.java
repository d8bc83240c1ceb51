package org.drepmrec.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.xxhash64;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.drepmrec.graph.similarity.Approximation;

/**
 * Measures this module on generated data, on two cores of one machine; see BENCHMARKS.md for how to start it.
 *
 * <pre>
 * lists USERS ITEMS D K          lists of all users, beside ALS.recommendForAllUsers on the same factors
 * prepare ROWS FOLDER            ROWS interactions from Parquet to the field's layout, 5-core, random split
 * neighbors ITEMS D K PARTS [RECALL]   nearest items of every item, each pair compared, or approximately
 * </pre>
 */
final class SparkBench {

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private SparkBench() {}

    public static void main(String[] args) {
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 16)
                .config("spark.local.dir", TEMPORARY.toString())
                .getOrCreate();
        switch (args[0]) {
            case "lists" -> lists(spark, number(args[1]), number(args[2]), number(args[3]), number(args[4]));
            case "prepare" -> prepare(spark, Long.parseLong(args[1]), Path.of(args[2]));
            default ->
                neighbors(
                        spark,
                        number(args[1]),
                        number(args[2]),
                        number(args[3]),
                        number(args[4]),
                        args.length > 5 ? OptionalDouble.of(Double.parseDouble(args[5])) : OptionalDouble.empty());
        }
        spark.stop();
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    /** From 0 to 1, the same in every run. */
    private static Column uniform(int seed) {
        return uniform(col("id"), seed);
    }

    private static Column uniform(Column of, int seed) {
        return xxhash64(of, lit(seed)).bitwiseAND(0xFFFFFF).divide(lit((double) 0x1000000));
    }

    private static void lists(SparkSession spark, int users, int items, int d, int k) {
        Dataset<Row> ratings = spark.range(5L * users)
                .select(
                        col("id").mod(users).cast("int").as("user"),
                        uniform(1).multiply(items).cast("int").as("item"),
                        uniform(2).cast("float").as("rating"));
        ALSModel model = new ALS().setRank(d).setMaxIter(1).setSeed(1).fit(ratings);
        Dataset<Row> named = model.userFactors()
                .select(col("id").cast("string").as("user"), col("features").as("vector"))
                .cache();
        Dataset<Row> named2 = model.itemFactors()
                .select(col("id").cast("string").as("item"), col("features").as("vector"))
                .cache();
        System.out.println(named.count() + " users, " + named2.count() + " items, d = " + d + ", K = " + k);
        for (int round = 1; round <= 2; round++) {
            Peaks als = took(model.recommendForAllUsers(k));
            Peaks own = took(ClusterRecommendations.of(named, named2, k).table());
            System.out.printf(
                    Locale.ROOT,
                    "round %d: ALS %.0f users/s, %s%nClusterRecommendations %.0f users/s, %s%n%.1f times%n",
                    round,
                    users / als.seconds(),
                    als,
                    users / own.seconds(),
                    own,
                    als.seconds() / own.seconds());
        }
    }

    private static Peaks took(Dataset<Row> lists) {
        return Peaks.of(
                TEMPORARY, () -> lists.write().format("noop").mode("overwrite").save());
    }

    private static void prepare(SparkSession spark, long rows, Path folder) {
        String source = folder.resolve("source-" + rows).toString();
        if (!Files.exists(Path.of(source, "_SUCCESS"))) {
            spark.range(rows)
                    .select(
                            concat(
                                            lit("C-"),
                                            pow(uniform(1), 2)
                                                    .multiply(rows / 8)
                                                    .cast("long"))
                                    .as("customer"),
                            concat(
                                            lit("A-"),
                                            pow(uniform(2), 3)
                                                    .multiply(rows / 100)
                                                    .cast("long"))
                                    .as("article"))
                    .write()
                    .mode("overwrite")
                    .parquet(source);
        }
        PreparationStatistics[] found = new PreparationStatistics[1];
        System.out.println(Peaks.of(
                TEMPORARY,
                () -> found[0] = InteractionPreparation.builder(spark, "shop", "customer", "article")
                        .parquet(source)
                        .core(5)
                        .build()
                        .to(folder.resolve("out-" + rows).toString())));
        System.out.println(found[0]);
    }

    /** Kinds of 110 items each, whose vectors lie around that of the kind. */
    private static void neighbors(SparkSession spark, int items, int d, int k, int parts, OptionalDouble recall) {
        Column[] numbers = new Column[d];
        Column kind = col("id").mod((items + 109) / 110);
        for (int j = 0; j < d; j++) {
            numbers[j] =
                    uniform(kind, -1 - j).plus(uniform(col("id"), j)).minus(1).cast("float");
        }
        Dataset<Row> vectors = spark.range(items)
                .select(col("id").cast("string"), array(numbers).as("vector"))
                .cache();
        System.out.println(vectors.count() + " items, d = " + d + ", " + parts + " parts, recall asked: " + recall);
        String out = TEMPORARY.resolve("neighbors").toString();
        ItemNeighbors asked = ItemNeighbors.of(vectors, "id", k).partitions(parts);
        for (int round = 1; round <= 2; round++) {
            AtomicReference<Optional<Approximation>> how = new AtomicReference<>();
            Peaks peaks = Peaks.of(
                    TEMPORARY,
                    () -> how.set((recall.isPresent() ? asked.approximate(recall.getAsDouble()) : asked).to(out)));
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %.0f items/s, %s%s%n",
                    round,
                    items / peaks.seconds(),
                    peaks,
                    how.get().map(found -> "; " + found).orElse(""));
        }
    }
}
