package org.drepmrec.testkit;

import java.util.Random;
import java.util.TreeSet;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;

/** Small random data sets for model tests. */
public final class Tiny {

    private Tiny() {}

    /** Interactions from pairs. */
    public static Interactions pairs(int users, int items, int[]... pairs) {
        int[] u = new int[pairs.length];
        int[] i = new int[pairs.length];
        for (int k = 0; k < pairs.length; k++) {
            u[k] = pairs[k][0];
            i[k] = pairs[k][1];
        }
        return new Interactions(users, items, u, i);
    }

    /** Random features. */
    public static Features features(int rows, int dimension, long seed) {
        Random random = new Random(seed);
        float[] values = new float[rows * dimension];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return new Features(rows, dimension, values);
    }

    /**
     * A data set of two tastes: users and items of the same parity like each other; features tell the parity.
     *
     * @param items at least 12, so that there are six of each parity
     */
    public static MultimodalDataset shop(int users, int items, long seed, Modality... modalities) {
        if (items < 12) {
            throw new IllegalArgumentException("items: found " + items + ", expected at least 12, six of each parity");
        }
        Random random = new Random(seed);
        int[][][] splits = new int[3][][];
        int[][] train = new int[users * 4][];
        splits[1] = new int[users][];
        splits[2] = new int[users][];
        for (int u = 0; u < users; u++) {
            TreeSet<Integer> liked = new TreeSet<>();
            while (liked.size() < 6) {
                int item = random.nextInt(items / 2) * 2 + u % 2;
                liked.add(item);
            }
            int k = 0;
            for (int item : liked) {
                int[] pair = {u, item};
                if (k < 4) {
                    train[u * 4 + k] = pair;
                } else {
                    splits[k - 3][u] = pair;
                }
                k++;
            }
        }
        MultimodalDataset.Builder b = MultimodalDataset.builder("tiny", users, items)
                .train(pairs(users, items, train))
                .validation(pairs(users, items, splits[1]))
                .test(pairs(users, items, splits[2]));
        for (Modality m : modalities) {
            Features noise = features(items, 5, seed + m.name().hashCode());
            for (int i = 0; i < items; i++) {
                noise.values()[i * 5] = i % 2 == 0 ? 2 : -2;
            }
            b.features(m, noise);
        }
        return b.build();
    }

    /** The same data with a second region, of noise, behind each row of features. */
    public static MultimodalDataset withRegions(MultimodalDataset data) {
        MultimodalDataset all = data;
        for (Modality m : data.modalities()) {
            Features one = data.features(m);
            int d = one.dimension();
            Features noise = features(data.items(), 2 * d, m.name().hashCode());
            for (int i = 0; i < data.items(); i++) {
                System.arraycopy(one.values(), i * d, noise.values(), 2 * i * d, d);
            }
            all = all.replaced(m, new Features(data.items(), 2 * d, 2, noise.values()), "regions");
        }
        return all;
    }
}
