package org.drepmrec.spark;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.drepmrec.data.Features;
import org.drepmrec.data.io.amazon.TextEncoder;
import org.drepmrec.data.io.amazon.sentence.MiniLm;
import org.junit.jupiter.api.Test;

class TextVectorsTest {

    private static final List<String> TITLES = List.of(
            "A mug of blue stoneware",
            "a lamp",
            "",
            "Linen towel, set of three, for the kitchen and the bath",
            " a lamp ");

    private final SparkSession spark = Sessions.local();

    private Dataset<Row> articles() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < TITLES.size(); i++) {
            rows.add(RowFactory.create(i, TITLES.get(i), i == 1 ? "It has a switch." : null));
        }
        StructType schema = new StructType()
                .add("article", DataTypes.IntegerType)
                .add("title", DataTypes.StringType)
                .add("description", DataTypes.StringType);
        return spark.createDataFrame(rows, schema).coalesce(1).repartitionByRange(2, col("article"));
    }

    private static Features features(Dataset<Row> vectors) {
        List<Row> rows = vectors.collectAsList();
        int d = rows.get(0).getList(1).size();
        float[] values = new float[rows.size() * d];
        for (int i = 0; i < rows.size(); i++) {
            assertEquals("" + i, rows.get(i).getString(0));
            List<Float> vector = rows.get(i).getList(1);
            for (int j = 0; j < d; j++) {
                values[i * d + j] = vector.get(j);
            }
        }
        return new Features(rows.size(), d, values);
    }

    /** Padding differs with the texts that are encoded together, which moves the last bits. */
    @Test
    void vectorsAreThoseOfOneMachine() {
        List<String> texts = new ArrayList<>(TITLES.stream().map(String::strip).toList());
        texts.set(1, "a lamp\nIt has a switch.");
        Features expected = MiniLm.here().encode(texts, texts);
        Features found = features(
                TextVectors.of(articles(), "article", "title", "description").table());
        assertEquals(MiniLm.DIMENSION, found.dimension());
        assertArrayEquals(expected.values(), found.values(), 1e-5f);
        assertArrayEquals(new float[MiniLm.DIMENSION], found.row(2));
    }

    /** Writes the length of each text. */
    private static TextEncoder lengths() {
        return new TextEncoder() {
            @Override
            public Features encode(List<String> names, List<String> texts) {
                float[] lengths = new float[texts.size()];
                for (int i = 0; i < lengths.length; i++) {
                    lengths[i] = texts.get(i).length();
                }
                return new Features(lengths.length, 1, lengths);
            }

            @Override
            public String description() {
                return "lengths";
            }
        };
    }

    @Test
    void anotherEncoderDoes() {
        Features found = features(TextVectors.of(articles(), "article", "title")
                .encoder(TextVectorsTest::lengths)
                .table());
        assertArrayEquals(new float[] {23, 6, 0, 55, 6}, found.values());
        assertThrows(IllegalArgumentException.class, () -> TextVectors.of(articles(), "article"));
    }
}
