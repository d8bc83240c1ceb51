package org.drepmrec.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Provenance;
import org.drepmrec.sparse.Parallel;

/**
 * A data set of a given size from a seed, for measurements: users with log-normal and items with power-law popularity,
 * features around the centers of categories. Nothing can be learnt from it beyond popularity.
 */
public final class GeneratedShop {

    private static final int LEAST_TRAIN = 3;
    private static final double POPULARITY_EXPONENT = 0.75;
    private static final double POPULARITY_OFFSET = 20;

    private final ShopSize size;
    private final long seed;
    private final SplittableRandom random;
    private final double[] cumulative;
    private final int[][] chosen;
    private final int[] degree;

    private GeneratedShop(ShopSize size, long seed) {
        this.size = size;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.cumulative = new double[size.items()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += Math.pow(i + POPULARITY_OFFSET, -POPULARITY_EXPONENT);
            cumulative[i] = sum;
        }
        this.chosen = new int[size.users()][];
        this.degree = new int[size.users()];
    }

    /** Generates a data set. */
    public static MultimodalDataset of(ShopSize size, long seed) {
        return new GeneratedShop(size, seed).build();
    }

    private MultimodalDataset build() {
        int[] train = counts(size.train(), LEAST_TRAIN);
        int[] validation = counts(size.heldOut(), 1);
        int[] test = counts(size.heldOut(), 1);
        for (int u = 0; u < chosen.length; u++) {
            chosen[u] = new int[train[u] + validation[u] + test[u] + size.items() / size.users() + 1];
        }
        int[][] firstTrain = everyItemOnce(train);
        MultimodalDataset.Builder shop = MultimodalDataset.builder(size.name(), size.users(), size.items())
                .train(drawn(train, size.train(), firstTrain))
                .validation(drawn(validation, size.heldOut(), null))
                .test(drawn(test, size.heldOut(), null))
                .provenance(new Provenance(
                        "generated for measurements",
                        Map.of(),
                        Map.of("seed", Long.toString(seed), "size", "" + size)));
        if (size.visual() > 0) {
            shop.features(Modality.VISUAL, features(GeneratedRows.visual(size.visual(), size.categories(), seed)));
        }
        return shop.features(Modality.TEXTUAL, features(GeneratedRows.textual(size.textual(), size.categories(), seed)))
                .build();
    }

    /** How many of the interactions each user has: at least a few, the rest by log-normal weights. */
    private int[] counts(int total, int least) {
        int users = size.users();
        double[] sum = new double[users];
        double all = 0;
        for (int u = 0; u < users; u++) {
            all += Math.exp(random.nextGaussian());
            sum[u] = all;
        }
        int[] count = new int[users];
        Arrays.fill(count, least);
        for (int k = users * least; k < total; k++) {
            count[place(sum, random.nextDouble() * all)]++;
        }
        return count;
    }

    private static int place(double[] cumulative, double x) {
        int at = Arrays.binarySearch(cumulative, x);
        return Math.min(cumulative.length - 1, at < 0 ? ~at : at);
    }

    /** Gives each item one training interaction, so that the ids run without gaps. */
    private int[][] everyItemOnce(int[] train) {
        int[] used = new int[size.users()];
        int[][] first = new int[size.items()][];
        for (int i = 0; i < size.items(); i++) {
            int u = random.nextInt(size.users());
            while (used[u] == train[u]) {
                u = (u + 1) % size.users();
            }
            used[u]++;
            take(u, i);
            first[i] = new int[] {u, i};
        }
        return first;
    }

    private Interactions drawn(int[] count, int total, int[][] first) {
        int[] user = new int[total];
        int[] item = new int[total];
        int[] left = count.clone();
        int at = 0;
        for (int k = 0; first != null && k < first.length; k++, at++) {
            user[at] = first[k][0];
            item[at] = first[k][1];
            left[user[at]]--;
        }
        for (int u = 0; u < left.length; u++) {
            for (; left[u] > 0; left[u]--, at++) {
                user[at] = u;
                item[at] = newItem(u);
            }
        }
        return new Interactions(size.users(), size.items(), user, item);
    }

    private int newItem(int u) {
        double all = cumulative[cumulative.length - 1];
        int i = place(cumulative, random.nextDouble() * all);
        while (has(u, i)) {
            i = place(cumulative, random.nextDouble() * all);
        }
        take(u, i);
        return i;
    }

    private boolean has(int u, int i) {
        for (int k = 0; k < degree[u]; k++) {
            if (chosen[u][k] == i) {
                return true;
            }
        }
        return false;
    }

    private void take(int u, int i) {
        if (degree[u] == chosen[u].length) {
            chosen[u] = Arrays.copyOf(chosen[u], 2 * degree[u]);
        }
        chosen[u][degree[u]++] = i;
    }

    private Features features(GeneratedRows rows) {
        int d = rows.dimension();
        float[] values = new float[Math.multiplyExact(size.items(), d)];
        Parallel.forRanges(size.items(), 64, (from, to) -> {
            for (int i = from; i < to; i++) {
                rows.write(i, values, i * d);
            }
        });
        return new Features(size.items(), d, values);
    }
}
