package org.drepmrec.graph.similarity;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;

/** The definitions written as double loops over full feature vectors, to compare with. */
final class SlowSearch {

    /** Cosines closer than this are one value: what rounding may do to single precision. */
    private static final double SAME = 2e-6;

    private SlowSearch() {}

    static double[][] vectors(MultimodalDataset data, Side side, Modality modality, boolean normalizeItemsFirst) {
        Features features = data.features(modality);
        int d = features.dimension();
        if (side == Side.ITEM) {
            return IntStream.range(0, data.items())
                    .mapToObj(i -> widen(features.row(i)))
                    .toArray(double[][]::new);
        }
        double[][] users = new double[data.users()][d];
        for (int u = 0; u < users.length; u++) {
            int[] items = data.train().itemsOf(u);
            for (int item : items) {
                double[] x = widen(features.row(item));
                double length = normalizeItemsFirst ? Math.sqrt(dot(x, x)) : 1;
                for (int j = 0; j < d && length > 0; j++) {
                    users[u][j] += x[j] / length / items.length;
                }
            }
        }
        return users;
    }

    private static double[] widen(float[] row) {
        return IntStream.range(0, row.length).mapToDouble(j -> row[j]).toArray();
    }

    static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(j -> a[j] * b[j]).sum();
    }

    static double cosine(double[] a, double[] b) {
        double lengths = Math.sqrt(dot(a, a) * dot(b, b));
        return lengths == 0 ? 0 : dot(a, b) / lengths;
    }

    /** Neighbors by (similarity descending, self first, index ascending). */
    static int[] nearest(double[][] x, int node, int k, boolean includeSelf) {
        long[] cosine = IntStream.range(0, x.length)
                .mapToLong(j -> Math.round(cosine(x[node], x[j]) / SAME))
                .toArray();
        return IntStream.range(0, x.length)
                .filter(j -> includeSelf || j != node)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(j -> -cosine[j])
                        .thenComparing(j -> j != node)
                        .thenComparing(Comparator.naturalOrder()))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
