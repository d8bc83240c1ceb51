package org.drepmrec.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Cosines between the raw features of some items. */
final class FeatureCosines {

    private static final long SEED = 1;

    private FeatureCosines() {}

    /** A row for each pair of some random items, a column for each modality, such as {@code visual cosine}. */
    static Table of(MultimodalDataset data, int items) {
        if (items < 2 || items > data.items()) {
            throw new IllegalArgumentException("cosines: found " + items + " items, expected 2 to " + data.items()
                    + " (items of " + data.name() + ")");
        }
        int[] some = new SplittableRandom(SEED)
                .ints(0, data.items())
                .distinct()
                .limit(items)
                .toArray();
        Table table = Table.create("Pairs among " + items + " items of " + data.name());
        for (Modality modality : data.modalities()) {
            table.addColumns(DoubleColumn.create(modality + " cosine", pairs(data.features(modality), some)));
        }
        return table;
    }

    private static double[] pairs(Features features, int[] some) {
        float[][] rows = Arrays.stream(some).mapToObj(features::row).toArray(float[][]::new);
        double[] norms =
                Arrays.stream(rows).mapToDouble(r -> Math.sqrt(dot(r, r))).toArray();
        double[] cosines = new double[some.length * (some.length - 1) / 2];
        int pair = 0;
        for (int a = 0; a < some.length; a++) {
            for (int b = 0; b < a; b++) {
                double both = norms[a] * norms[b];
                cosines[pair++] = both == 0 ? 0 : dot(rows[a], rows[b]) / both;
            }
        }
        return cosines;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
