package org.drepmrec.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.drepmrec.data.Features;
import org.drepmrec.graph.similarity.Neighbors;
import org.junit.jupiter.api.Test;

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
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < N; i++) {
            for (int r = 0; r < K; r++) {
                lines.add(String.format("%04d", i) + " " + (r + 1) + " " + String.format("%04d", expected.of(i)[r])
                        + " " + expected.similaritiesOf(i)[r]);
            }
        }
        assertEquals(lines, lines(ItemNeighbors.of(table(values), "id", K).table()));
        assertEquals(
                lines,
                lines(ItemNeighbors.of(table(values), "id", K).partitions(4).table()));
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
        assertThrows(IllegalArgumentException.class, () -> ItemNeighbors.of(table(three), "id", 0));
    }
}
