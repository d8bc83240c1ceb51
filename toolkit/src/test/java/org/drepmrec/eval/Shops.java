package org.drepmrec.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.MultimodalDataset;

/** Small data sets and scorers for tests. */
final class Shops {

    private Shops() {}

    /** A data set of pairs written as {user, item}. */
    static MultimodalDataset of(int users, int items, int[][] train, int[][] validation, int[][] test) {
        return MultimodalDataset.builder("shop", users, items)
                .train(pairs(users, items, train))
                .validation(pairs(users, items, validation))
                .test(pairs(users, items, test))
                .build();
    }

    static Interactions pairs(int users, int items, int[][] pairs) {
        int[] user = new int[pairs.length];
        int[] item = new int[pairs.length];
        for (int p = 0; p < pairs.length; p++) {
            user[p] = pairs[p][0];
            item[p] = pairs[p][1];
        }
        return new Interactions(users, items, user, item);
    }

    /** Every pair falls into a split with the given chances, so that some users lack some split. */
    static MultimodalDataset random(int users, int items, long seed, double... chance) {
        Random random = new Random(seed);
        List<List<int[]>> splits = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int u = 0; u < users; u++) {
            for (int i = 0; i < items; i++) {
                double x = random.nextDouble();
                for (int s = 0; s < 3; s++) {
                    if (x >= 0 && x < chance[s]) {
                        splits.get(s).add(new int[] {u, i});
                    }
                    x -= chance[s];
                }
            }
        }
        int[][][] p = splits.stream().map(l -> l.toArray(int[][]::new)).toArray(int[][][]::new);
        return of(users, items, p[0], p[1], p[2]);
    }

    /** Scores from a table of M rows of N. */
    static Scorer table(float[]... scores) {
        return new Scorer() {
            @Override
            public int users() {
                return scores.length;
            }

            @Override
            public int items() {
                return scores[0].length;
            }

            @Override
            public void score(int[] user, int count, float[] out) {
                for (int row = 0; row < count; row++) {
                    System.arraycopy(scores[user[row]], 0, out, row * items(), items());
                }
            }
        };
    }

    /** Random scores, of which about one in {@code levels} is equal to any other. */
    static float[][] scores(int users, int items, int levels, long seed) {
        Random random = new Random(seed);
        float[][] scores = new float[users][items];
        for (float[] row : scores) {
            for (int i = 0; i < items; i++) {
                row[i] = random.nextInt(levels) - levels / 2;
            }
        }
        return scores;
    }
}
