package org.drepmrec.spark;

import static org.apache.spark.sql.functions.col;

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
import org.drepmrec.data.io.amazon.TextEncoder;

/** Jobs on random vectors, cut into some tasks, the same on any session. */
final class Vectors {

    private Vectors() {}

    private static Dataset<Row> table(SparkSession spark, String id, int rows, long seed, int tasks) {
        Random random = new Random(seed);
        List<Row> all = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            List<Float> vector = new ArrayList<>();
            for (int j = 0; j < 16; j++) {
                vector.add((float) random.nextGaussian());
            }
            all.add(RowFactory.create(String.format("%05d", r), vector));
        }
        StructType schema = new StructType()
                .add(id, DataTypes.StringType)
                .add("vector", DataTypes.createArrayType(DataTypes.FloatType));
        return spark.createDataFrame(all, schema).repartitionByRange(tasks, col(id));
    }

    static Dataset<Row> lists(SparkSession spark, int tasks) {
        return ClusterRecommendations.of(table(spark, "user", 2000, 1, tasks), table(spark, "item", 3000, 2, 1), 5)
                .deny("00007")
                .table();
    }

    static Dataset<Row> neighbors(SparkSession spark, int tasks) {
        return ItemNeighbors.of(table(spark, "item", 1500, 3, 1), "item", 4)
                .partitions(tasks)
                .table();
    }

    static Dataset<Row> someNeighbors(SparkSession spark, int tasks) {
        return ItemNeighbors.of(table(spark, "item", 1500, 3, 1), "item", 4)
                .partitions(tasks)
                .approximate(0.7)
                .table();
    }

    static Dataset<Row> texts(SparkSession spark, int tasks) {
        return TextVectors.of(table(spark, "article", 400, 4, tasks), "article", "article")
                .encoder(Vectors::digits)
                .table();
    }

    /** An encoder that reads a number of five digits. */
    private static TextEncoder digits() {
        return new TextEncoder() {
            @Override
            public Features encode(List<String> names, List<String> texts) {
                StandaloneCluster.pause();
                float[] digits = new float[5 * texts.size()];
                for (int i = 0; i < digits.length; i++) {
                    digits[i] = texts.get(i / 5).charAt(i % 5) - '0';
                }
                return new Features(texts.size(), 5, digits);
            }

            @Override
            public String description() {
                return "digits";
            }
        };
    }
}
