package org.drepmrec.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.drepmrec.eval.DotScorer;
import org.drepmrec.eval.TopItems;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.train.Recommendations;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterRecommendationsTest {

    @TempDir
    static Path folder;

    private static SparkSession spark;
    private static TrainedModel model;

    @BeforeAll
    static void train() throws IOException {
        spark = Sessions.local();
        model = Orders.model(Orders.data(Orders.write(folder.resolve("orders.csv"), 6000, 7)), folder.resolve("model"));
    }

    private static List<String> oneMachine(Recommendations all) throws IOException {
        Path file = folder.resolve("lists.csv");
        all.to(file);
        List<String> lines = Files.readAllLines(file);
        return lines.subList(1, lines.size());
    }

    private static List<String> lines(Dataset<Row> lists) {
        return lists.collectAsList().stream()
                .map(r -> r.getString(0) + "," + r.getInt(1) + "," + r.getString(2) + "," + r.getFloat(3))
                .toList();
    }

    @Test
    void listsAreThoseOfOneMachineToTheLastBit() throws IOException {
        List<String> expected = oneMachine(model.recommendAll(7));
        assertTrue(expected.size() > 2000, expected.size() + " rows");
        assertEquals(expected, lines(ClusterRecommendations.of(spark, model, 7).table()));
        assertEquals(
                oneMachine(model.recommendAll(7).forEvaluation()),
                lines(ClusterRecommendations.of(spark, model, 7).forEvaluation().table()));
    }

    @Test
    void filtersAreThoseOfOneMachine() throws IOException {
        List<String> items = model.data().ids().orElseThrow().items();
        List<String> some = items.subList(5, 45);
        List<String> denied = items.subList(30, 38);
        String lists = folder.resolve("lists").toString();
        ClusterRecommendations.of(spark, model, 40).allow(some).deny(denied).to(lists);
        Dataset<Row> read = spark.read().parquet(lists);
        assertEquals(
                oneMachine(model.recommendAll(40).allow(some).deny(denied)),
                lines(read.orderBy(userOrder(read), col("rank"))));
    }

    private static Column userOrder(Dataset<Row> lists) {
        List<String> users = model.data().ids().orElseThrow().users();
        return udf((UDF1<String, Integer>) users::indexOf, DataTypes.IntegerType)
                .apply(lists.col("user"));
    }

    /** More items than a block, few values, so that scores tie within blocks and across. */
    @Test
    void tablesRankByScoreThenByName() {
        int n = 2 * BlockRanking.ITEMS + 100;
        int m = 70;
        int d = 3;
        Random random = new Random(3);
        float[] items = values(random, n * d);
        float[] users = values(random, m * d);
        int[] seen = {4, BlockRanking.ITEMS, n - 1};
        Dataset<Row> lists = ClusterRecommendations.of(
                        table("user", "u", users, d, seen), table("item", "i", items, d, null), 50)
                .deny("i00002", "i16400")
                .table();
        List<String> expected = new ArrayList<>();
        for (int u = 0; u < m; u++) {
            int[] excluded = IntStream.concat(Arrays.stream(seen), IntStream.of(2, 16400))
                    .toArray();
            TopItems top = TopItems.rank(new DotScorer(d, users, items), u, 50, excluded);
            for (int r = 0; r < top.size(); r++) {
                expected.add(name("u", u) + "," + (r + 1) + "," + name("i", top.item(r)) + "," + top.score(r));
            }
        }
        assertEquals(expected, lines(lists));
    }

    private static float[] values(Random random, int size) {
        float[] values = new float[size];
        for (int k = 0; k < size; k++) {
            values[k] = random.nextInt(5) - 2;
        }
        return values;
    }

    private static String name(String prefix, int number) {
        return String.format("%s%05d", prefix, number);
    }

    private static Dataset<Row> table(String column, String prefix, float[] values, int d, int[] seen) {
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < values.length / d; r++) {
            List<Float> vector = new ArrayList<>();
            for (int j = 0; j < d; j++) {
                vector.add(values[r * d + j]);
            }
            String[] has = seen == null
                    ? new String[0]
                    : Arrays.stream(seen).mapToObj(i -> name("i", i)).toArray(String[]::new);
            rows.add(RowFactory.create(name(prefix, r), vector, has));
        }
        StructType schema = new StructType()
                .add(column, DataTypes.StringType)
                .add("vector", DataTypes.createArrayType(DataTypes.FloatType))
                .add("seen", DataTypes.createArrayType(DataTypes.StringType));
        return spark.createDataFrame(rows, schema);
    }

    @Test
    void refusesWhatItCannotRank() {
        TrainedModel computed = Trainer.builder(
                        Models.builder("ItemKNN", Graphs.builder(model.data()).build())
                                .build())
                .quiet()
                .build()
                .fit();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ClusterRecommendations.of(spark, computed, 3))
                .getMessage()
                .startsWith("ItemKNN: found a score that is no dot product"));
        assertThrows(IllegalArgumentException.class, () -> ClusterRecommendations.of(spark, model, 0));
        ClusterRecommendations lists = ClusterRecommendations.of(spark, model, 3);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> lists.deny("nothing"))
                .getMessage()
                .startsWith("item \"nothing\" is unknown, expected one of the"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> lists.allow(List.of())
                        .table())
                .getMessage()
                .startsWith("filters: found no item left of"));
    }

    @Test
    void vectorsHaveOneLengthAndNumbers() {
        Dataset<Row> two = table("user", "u", new float[] {1, 2}, 2, null);
        Dataset<Row> three = table("item", "i", new float[] {1, 2, 3}, 3, null);
        Throwable refused = assertThrows(
                Exception.class,
                () -> ClusterRecommendations.of(two, three, 1).table().count());
        assertTrue(refused.getMessage().contains("vector of user u00000: found 2 numbers, expected 3"), "" + refused);
        Dataset<Row> nan = table("user", "u", new float[] {Float.NaN, 2, 1}, 3, null);
        Throwable diverged = assertThrows(
                Exception.class,
                () -> ClusterRecommendations.of(nan, three, 1).table().count());
        assertTrue(diverged.getMessage().contains("score of user u00000 for item i00000: found NaN"), "" + diverged);
    }
}
