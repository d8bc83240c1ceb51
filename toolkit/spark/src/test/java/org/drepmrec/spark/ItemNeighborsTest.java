package org.drepmrec.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.drepmrec.data.Features;
import org.drepmrec.graph.similarity.Approximation;
import org.drepmrec.graph.similarity.Neighbors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemNeighborsTest {

    private static final int N = 700;
    private static final int D = 24;
    private static final int K = 9;

    private final SparkSession spark = Sessions.local();

    /** Some equal, some opposite, some zero. */
    private static float[] vectors() {
        Random random = new Random(5);
        float[] values = new float[N * D];
        for (int i = 0; i < N; i++) {
            int like = i % 7 == 3 ? random.nextInt(i) : -1;
            for (int j = 0; j < D; j++) {
                values[i * D + j] = i % 50 == 9 ? 0 : like >= 0 ? values[like * D + j] : (float) random.nextGaussian();
            }
        }
        return values;
    }

    private Dataset<Row> table(float... values) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < values.length / D; i++) {
            List<Float> vector = new ArrayList<>();
            for (int j = 0; j < D; j++) {
                vector.add(values[i * D + j]);
            }
            rows.add(RowFactory.create(String.format("%04d", i), vector));
        }
        StructType schema = new StructType()
                .add("id", DataTypes.StringType)
                .add("vector", DataTypes.createArrayType(DataTypes.FloatType));
        return spark.createDataFrame(rows, schema).repartition(3);
    }

    private static List<String> lines(Dataset<Row> table) {
        return table.collectAsList().stream()
                .map(r -> r.getString(0) + " " + r.getInt(1) + " " + r.getString(2) + " " + r.getFloat(3))
                .toList();
    }

    @Test
    void neighborsAreThoseOfOneMachineToTheLastBit() {
        float[] values = vectors();
        Neighbors expected = Neighbors.search(new Features(N, D, values), K, false);
        List<String> lines = lines(expected);
        assertEquals(lines, lines(ItemNeighbors.of(table(values), "id", K).table()));
        assertEquals(
                lines,
                lines(ItemNeighbors.of(table(values), "id", K).partitions(4).table()));
    }

    /** In groups that overlap, all distinct, one zero. */
    private static float[] groups(int n) {
        Random random = new Random(6);
        float[] centers = new float[12 * D];
        for (int j = 0; j < centers.length; j++) {
            centers[j] = (float) random.nextGaussian();
        }
        float[] values = new float[n * D];
        for (int j = 0; j < values.length; j++) {
            int group = j / D * 7 % 12;
            values[j] = j / D == 33 ? 0 : centers[group * D + j % D] + (float) random.nextGaussian();
        }
        return values;
    }

    private static List<String> lines(Neighbors expected) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < expected.nodes(); i++) {
            for (int r = 0; r < expected.k(); r++) {
                lines.add(String.format("%04d", i) + " " + (r + 1) + " " + String.format("%04d", expected.of(i)[r])
                        + " " + expected.similaritiesOf(i)[r]);
            }
        }
        return lines;
    }

    @Test
    void approximateNeighborsAreThoseOfOneMachineToTheLastBit(@TempDir Path folder) {
        float[] values = groups(5000);
        Neighbors expected = Neighbors.approximate(new Features(5000, D, values), K, false, 0.9);
        Approximation how = expected.approximation().orElseThrow();
        assertTrue(how.probes() < how.lists() && how.recall() < 1, how::toString);
        ItemNeighbors asked = ItemNeighbors.of(table(values), "id", K).approximate(0.9);
        assertEquals(lines(expected), lines(asked.table()));
        String out = folder.resolve("out").toString();
        assertEquals(Optional.of(how), asked.partitions(4).to(out));
        assertEquals(lines(expected), lines(spark.read().parquet(out).orderBy("item", "rank")));
        assertThrows(IllegalArgumentException.class, () -> asked.approximate(0));
    }

    @Test
    void ofEqualVectorsMostNeighborsAreFound() {
        float[] values = groups(4000);
        for (int row = 1; row < 4000; row += 2) {
            System.arraycopy(values, (row - 1) * D, values, row * D, D);
        }
        List<String> exact = lines(ItemNeighbors.of(table(values), "id", K).table());
        List<String> found = lines(ItemNeighbors.of(table(values), "id", K)
                .partitions(3)
                .approximate(0.8)
                .table());
        assertEquals(exact.size(), found.size());
        long same = exact.stream()
                .map(line -> line.replaceAll(" \\d+ (\\d+ \\S+)$", " $1"))
                .filter(found.stream()
                        .map(line -> line.replaceAll(" \\d+ (\\d+ \\S+)$", " $1"))
                        .collect(Collectors.toSet())::contains)
                .count();
        assertTrue(same >= 0.75 * exact.size(), same + " of " + exact.size());
        assertTrue(same < exact.size());
    }

    @Test
    void thereMayBeFewerThanK() {
        float[] three = new float[3 * D];
        three[0] = 1;
        three[D] = 1;
        assertEquals(
                List.of(
                        "0000 1 0001 1.0",
                        "0000 2 0002 0.0",
                        "0001 1 0000 1.0",
                        "0001 2 0002 0.0",
                        "0002 1 0000 0.0",
                        "0002 2 0001 0.0"),
                lines(ItemNeighbors.of(table(three), "id", K).partitions(2).table()));
        assertEquals(
                lines(ItemNeighbors.of(table(three), "id", K).table()),
                lines(ItemNeighbors.of(table(three), "id", K).approximate(1).table()));
        assertThrows(IllegalArgumentException.class, () -> ItemNeighbors.of(table(three), "id", 0));
    }
}
