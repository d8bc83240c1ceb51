package org.drepmrec.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;

/** Evaluation by sorting every item of every user, with the metrics written out a second time. */
final class BruteForce {

    private BruteForce() {}

    static List<Integer> ranking(MultimodalDataset data, float[] score, int user, Mask mask) {
        Set<Integer> hidden = new HashSet<>();
        if (mask != Mask.NONE) {
            addItems(data, Split.TRAIN, user, hidden);
        }
        if (mask == Mask.TRAIN_AND_VALIDATION) {
            addItems(data, Split.VALIDATION, user, hidden);
        }
        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < data.items(); i++) {
            if (!hidden.contains(i)) {
                items.add(i);
            }
        }
        items.sort(Comparator.comparingDouble((Integer i) -> -score[i]).thenComparing(i -> i));
        return items;
    }

    static double value(Accuracy metric, List<Integer> ranking, Set<Integer> relevant, int k) {
        double hits = 0;
        double gain = 0;
        double precisions = 0;
        double ideal = 0;
        for (int rank = 1; rank <= k; rank++) {
            if (rank <= relevant.size()) {
                ideal += 1 / log2(rank + 1);
            }
            if (rank <= ranking.size() && relevant.contains(ranking.get(rank - 1))) {
                hits++;
                gain += 1 / log2(rank + 1);
                precisions += hits / rank;
            }
        }
        return switch (metric) {
            case RECALL -> hits / relevant.size();
            case PRECISION -> hits / k;
            case HIT_RATE -> Math.min(1, hits);
            case NDCG -> gain / ideal;
            case MAP -> precisions / Math.min(k, relevant.size());
        };
    }

    static Set<Integer> relevant(MultimodalDataset data, Split split, int user) {
        Set<Integer> items = new HashSet<>();
        addItems(data, split, user, items);
        return items;
    }

    private static void addItems(MultimodalDataset data, Split split, int user, Set<Integer> to) {
        for (int item : data.split(split).itemsOf(user)) {
            to.add(item);
        }
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
