package org.drepmrec.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;

/** Small data sets for tests. */
public final class FeatureShops {

    private FeatureShops() {}

    public static Interactions pairs(int users, int items, int[]... pairs) {
        int[] user = new int[pairs.length];
        int[] item = new int[pairs.length];
        for (int p = 0; p < pairs.length; p++) {
            user[p] = pairs[p][0];
            item[p] = pairs[p][1];
        }
        return new Interactions(users, items, user, item);
    }

    public static MultimodalDataset.Builder of(int users, int items, int[]... train) {
        return MultimodalDataset.builder("tiny", users, items)
                .train(pairs(users, items, train))
                .validation(pairs(users, items))
                .test(pairs(users, items));
    }

    public static Features features(float[]... rows) {
        int d = rows[0].length;
        float[] all = new float[rows.length * d];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, all, r * d, d);
        }
        return new Features(rows.length, d, all);
    }

    /**
     * Random features of two modalities with zero vectors and shared vectors among them; about a tenth of the users and
     * some items have no interactions.
     */
    public static MultimodalDataset random(int users, int items, long seed) {
        Random random = new Random(seed);
        List<int[]> train = new ArrayList<>();
        for (int u = 0; u < users; u++) {
            for (int i = 0; i < items; i++) {
                if (u % 10 != 7 && i % 13 != 5 && random.nextInt(items) < 4) {
                    train.add(new int[] {u, i});
                }
            }
        }
        return of(users, items, train.toArray(new int[0][]))
                .features(Modality.VISUAL, random(items, 37, random))
                .features(Modality.TEXTUAL, random(items, 6, random))
                .build();
    }

    private static Features random(int items, int d, Random random) {
        float[][] rows = new float[items][d];
        for (int i = 0; i < items; i++) {
            for (int j = 0; j < d && i % 11 != 3; j++) {
                rows[i][j] = (float) random.nextGaussian();
            }
            if (i % 7 == 6) {
                rows[i] = rows[random.nextInt(i)];
            }
        }
        return features(rows);
    }
}
