package org.drepmrec.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Floors;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.graph.similarity.Neighbors;
import tech.tablesaw.api.Row;

/**
 * What a data set shows without training: its floors, degrees, and how concentrated users' purchases are. "By chance" is
 * after all purchases have been dealt anew, so that users and items keep their numbers.
 */
final class WithoutTraining {

    private static final int NEAREST = 10;
    /** Pairs grow with the square; larger users, one in a hundred, would be most of them. */
    private static final int MOST_PURCHASES = 40;

    private final Map<String, Double> figures = new LinkedHashMap<>();

    private WithoutTraining() {}

    static Map<String, Double> of(MultimodalDataset data) {
        WithoutTraining all = new WithoutTraining();
        for (Row row : Floors.of(data).table()) {
            String name = row.getString("model");
            all.figures.put(name, row.getDouble("Recall@20"));
            all.figures.put(name + " error", row.getDouble("Recall@20 error"));
            all.figures.put(name + " x popularity", row.getDouble("x popularity"));
        }
        int[][] bought = IntStream.range(0, data.users())
                .mapToObj(u -> Arrays.stream(Split.values())
                        .flatMapToInt(s -> Arrays.stream(data.split(s).itemsOf(u)))
                        .toArray())
                .toArray(int[][]::new);
        all.degrees(bought, data.items());
        int[][] dealt = dealt(bought);
        all.figures.put("others with the same pair", othersWithTheSamePair(bought));
        all.figures.put("others with the same pair, by chance", othersWithTheSamePair(dealt));
        for (Modality m : data.modalities()) {
            Set<Long> near = near(Neighbors.search(data.features(m), NEAREST, false));
            all.figures.put("pairs alike by " + m, shareOfPairs(bought, near::contains));
            all.figures.put("pairs alike by " + m + ", by chance", shareOfPairs(dealt, near::contains));
        }
        return all.figures;
    }

    private void degrees(int[][] bought, int items) {
        double[] ofItem = new double[items];
        Arrays.stream(bought).flatMapToInt(Arrays::stream).forEach(i -> ofItem[i]++);
        double[] ofUser = Arrays.stream(bought).mapToDouble(b -> b.length).toArray();
        Arrays.sort(ofItem);
        Arrays.sort(ofUser);
        quantiles("purchases of a user", ofUser);
        quantiles("sales of an item", ofItem);
        double total = Arrays.stream(ofItem).sum();
        figures.put("Gini of sales", gini(ofItem));
        figures.put(
                "sales of the top 1 %",
                Arrays.stream(ofItem).skip(items - items / 100).sum() / total);
    }

    private void quantiles(String what, double[] sorted) {
        figures.put(what + ", median", sorted[sorted.length / 2]);
        figures.put(what + ", mean", FigureFile.mean(sorted));
        figures.put(what + ", 99 %", sorted[(int) (0.99 * sorted.length)]);
    }

    /** Half of the mean difference of two, relative to the mean. */
    static double gini(double[] sorted) {
        double weighted = 0;
        double total = 0;
        for (int k = 0; k < sorted.length; k++) {
            weighted += (2 * k + 1 - sorted.length) * sorted[k];
            total += sorted[k];
        }
        return weighted / (sorted.length * total);
    }

    /** All purchases dealt anew, users keeping their numbers. */
    private static int[][] dealt(int[][] bought) {
        List<Integer> deck = new ArrayList<>();
        Arrays.stream(bought).flatMapToInt(Arrays::stream).forEach(deck::add);
        Collections.shuffle(deck, new Random(1));
        int[] next = {0};
        return Arrays.stream(bought)
                .map(b -> Arrays.stream(b)
                        .map(i -> deck.get(next[0]++))
                        .distinct()
                        .toArray())
                .toArray(int[][]::new);
    }

    private static Set<Long> near(Neighbors nearest) {
        Set<Long> near = new HashSet<>();
        for (int i = 0; i < nearest.nodes(); i++) {
            for (int j : nearest.of(i)) {
                near.add(pair(i, j));
            }
        }
        return near;
    }

    /** The share of the pairs that one user bought. */
    static double shareOfPairs(int[][] bought, LongPredicate which) {
        long pairs = 0;
        long found = 0;
        for (int[] b : bought) {
            for (int x = 0; b.length <= MOST_PURCHASES && x < b.length; x++) {
                for (int y = 0; y < x; y++) {
                    pairs++;
                    found += which.test(pair(b[x], b[y])) ? 1 : 0;
                }
            }
        }
        return (double) found / pairs;
    }

    /** For a pair that a user bought, the mean number of other users who did. */
    static double othersWithTheSamePair(int[][] bought) {
        Map<Long, Integer> buyers = new HashMap<>();
        shareOfPairs(bought, pair -> buyers.merge(pair, 1, Integer::sum) > 0);
        double pairs = buyers.values().stream().mapToLong(n -> n).sum();
        return buyers.values().stream().mapToLong(n -> n * (n - 1L)).sum() / pairs;
    }

    static long pair(int i, int j) {
        return ((long) Math.max(i, j) << 32) | Math.min(i, j);
    }
}
