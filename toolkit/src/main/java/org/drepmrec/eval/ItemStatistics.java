package org.drepmrec.eval;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;

/** Statistics of the items that do not depend on a ranking: training popularity, and features. Thread-safe. */
public final class ItemStatistics {

    /** The head contains one item in this many. */
    private static final int HEAD = 5;

    private final MultimodalDataset data;
    private final int[] popularity;
    private final boolean[] head;
    private final Map<Modality, double[]> norms = new ConcurrentHashMap<>();

    /** Counts the training interactions. */
    public ItemStatistics(MultimodalDataset data) {
        this.data = data;
        this.popularity = new int[data.items()];
        for (int p = 0; p < data.train().size(); p++) {
            popularity[data.train().item(p)]++;
        }
        this.head = head(popularity);
    }

    /** The data set, with the items' features and titles. */
    public MultimodalDataset data() {
        return data;
    }

    /** M, the number of users. */
    public int users() {
        return data.users();
    }

    /** N, the number of items. */
    public int items() {
        return data.items();
    }

    /** The number of an item's training interactions, each by a different user. */
    public int popularity(int item) {
        return popularity[item];
    }

    /**
     * Whether an item is outside the head, the fifth of all N items (rounded up) with the most training interactions;
     * among items of equal popularity, smaller ids come first.
     */
    public boolean longTail(int item) {
        return !head[item];
    }

    private static boolean[] head(int[] popularity) {
        long[] order = IntStream.range(0, popularity.length)
                .mapToLong(i -> ((long) -popularity[i] << 32) | i)
                .sorted()
                .toArray();
        boolean[] head = new boolean[popularity.length];
        Arrays.stream(order).limit((order.length + HEAD - 1) / HEAD).forEach(key -> head[(int) key] = true);
        return head;
    }

    /**
     * The mean cosine of all pairs of items in a list, by the features of one modality. A zero vector has cosine 0 with
     * every other. NaN for a list of one item.
     *
     * @throws IllegalArgumentException if the data set lacks the modality
     */
    public double meanCosine(Modality modality, RankedList list) {
        Features features = data.features(modality);
        double[] norm = norms.computeIfAbsent(modality, m -> norms(features));
        float[] values = features.values();
        int d = features.dimension();
        // The cosines of all n^2 ordered pairs add up to the squared length of the sum of unit vectors.
        double[] sum = new double[d];
        double own = 0;
        for (int rank = 0; rank < list.size(); rank++) {
            int item = list.item(rank);
            if (norm[item] > 0) {
                double scale = 1 / norm[item];
                int row = item * d;
                for (int c = 0; c < d; c++) {
                    sum[c] += scale * values[row + c];
                }
                own++;
            }
        }
        double all = Arrays.stream(sum).map(v -> v * v).sum();
        return (all - own) / (list.size() * (list.size() - 1.0));
    }

    private static double[] norms(Features features) {
        int d = features.dimension();
        float[] values = features.values();
        return IntStream.range(0, features.rows())
                .mapToDouble(r -> {
                    double squares = 0;
                    for (int c = r * d; c < (r + 1) * d; c++) {
                        squares += (double) values[c] * values[c];
                    }
                    return Math.sqrt(squares);
                })
                .toArray();
    }

    @Override
    public String toString() {
        return "ItemStatistics[" + data.name() + "]";
    }
}
