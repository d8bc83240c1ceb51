package org.drepmrec.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Measures this module on generated data, on two cores of one machine; see BENCHMARKS.md for how to start it.
 *
 * <pre>
 * lists USERS ITEMS D K          lists of all users, beside ALS.recommendForAllUsers on the same factors
 * prepare ROWS FOLDER            ROWS interactions from Parquet to the field's layout, 5-core, random split
 * neighbors ITEMS D K PARTS      nearest items of every item, each pair compared
 * </pre>
 */
final class SparkBench {

    private SparkBench() {}

    public static void main(String[] args) throws IOException {
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 16)
                .config("spark.local.dir", System.getProperty("java.io.tmpdir"))
                .getOrCreate();
        switch (args[0]) {
            case "lists" -> lists(spark, number(args[1]), number(args[2]), number(args[3]), number(args[4]));
            case "prepare" -> prepare(spark, Long.parseLong(args[1]), Path.of(args[2]));
            default -> neighbors(spark, number(args[1]), number(args[2]), number(args[3]), number(args[4]));
        }
        spark.stop();
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    /** From 0 to 1, the same in every run. */
    private static Column uniform(int seed) {
        return xxhash64(col("id"), lit(seed)).bitwiseAND(0xFFFFFF).divide(lit((double) 0x1000000));
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
            double als = seconds(() -> model.recommendForAllUsers(k)
                    .write()
                    .format("noop")
                    .mode("overwrite")
                    .save());
            double own = seconds(() -> ClusterRecommendations.of(named, named2, k)
                    .table()
                    .write()
                    .format("noop")
                    .mode("overwrite")
                    .save());
            System.out.printf(
                    Locale.ROOT,
                    "round %d: ALS %.1f s (%.0f users/s), ClusterRecommendations %.1f s (%.0f users/s), %.1f times%n",
                    round,
                    als,
                    users / als,
                    own,
                    users / own,
                    als / own);
        }
    }

    private static void prepare(SparkSession spark, long rows, Path folder) throws IOException {
        String source = folder.resolve("source-" + rows).toString();
        spark.range(rows)
                .select(
                        concat(lit("C-"), pow(uniform(1), 2).multiply(rows / 8).cast("long"))
                                .as("customer"),
                        concat(
                                        lit("A-"),
                                        pow(uniform(2), 3).multiply(rows / 100).cast("long"))
                                .as("article"))
                .write()
                .mode("overwrite")
                .parquet(source);
        PreparationStatistics[] found = new PreparationStatistics[1];
        double seconds = seconds(() -> found[0] = InteractionPreparation.builder(spark, "shop", "customer", "article")
                .parquet(source)
                .core(5)
                .build()
                .to(folder.resolve("out-" + rows).toString()));
        String peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%.1f s, at most %d MB of heap, %s%n%s%n",
                seconds,
                Runtime.getRuntime().maxMemory() >> 20,
                peak.replaceAll("\\s+", " "),
                found[0]);
    }

    private static void neighbors(SparkSession spark, int items, int d, int k, int parts) {
        Column[] numbers = new Column[d];
        for (int j = 0; j < d; j++) {
            numbers[j] = uniform(j).minus(0.5).cast("float");
        }
        Dataset<Row> vectors = spark.range(items)
                .select(col("id").cast("string"), array(numbers).as("vector"))
                .cache();
        System.out.println(vectors.count() + " items, d = " + d);
        double seconds = seconds(() -> ItemNeighbors.of(vectors, "id", k)
                .partitions(parts)
                .table()
                .write()
                .format("noop")
                .mode("overwrite")
                .save());
        System.out.printf(Locale.ROOT, "%.1f s, %.0f items/s%n", seconds, items / seconds);
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
