package org.drepmrec.eval;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.sparse.Csr;

/**
 * What training knew of a held-out interaction. Means over all of them hide that a model may rank well what it knows and at
 * random what it does not.
 */
public enum Warmth {
    /** User and item have training interactions. */
    WARM("warm"),
    /** The user has some, the item has none. */
    COLD_ITEM("cold items"),
    /** The user has none. */
    COLD_USER("cold users");

    private final String label;

    Warmth(String label) {
        this.label = label;
    }

    /** What a pair is. */
    static Warmth of(Csr train, int[] itemDegrees, int user, int item) {
        return train.degree(user) == 0 ? COLD_USER : itemDegrees[item] == 0 ? COLD_ITEM : WARM;
    }

    /**
     * Evaluates each kind of interactions on its own: its items are the relevant ones, candidates and mask are as for all.
     *
     * @param evaluator made for a data set and one of its splits; its metrics, cut-offs and mask hold
     * @return by kind, those left out of which the split has none
     */
    public static Map<Warmth, Evaluation> evaluate(Evaluator.Builder evaluator, Scorer scorer) {
        MultimodalDataset data = evaluator.data();
        Split split = evaluator.split();
        Csr train = data.train().matrix();
        int[] itemDegrees = new int[data.items()];
        for (int item : train.columns()) {
            itemDegrees[item]++;
        }
        Interactions pairs = data.split(split);
        Map<Warmth, Evaluation> all = new EnumMap<>(Warmth.class);
        for (Warmth kind : values()) {
            int[] kept = IntStream.range(0, pairs.size())
                    .filter(k -> of(train, itemDegrees, pairs.user(k), pairs.item(k)) == kind)
                    .toArray();
            if (kept.length > 0) {
                Interactions part = new Interactions(
                        data.users(),
                        data.items(),
                        IntStream.of(kept).map(pairs::user).toArray(),
                        IntStream.of(kept).map(pairs::item).toArray());
                all.put(kind, evaluator.on(with(data, split, part)).evaluate(scorer));
            }
        }
        return all;
    }

    private static MultimodalDataset with(MultimodalDataset data, Split split, Interactions part) {
        MultimodalDataset.Builder b = MultimodalDataset.builder(data.name(), data.users(), data.items())
                .train(split == Split.TRAIN ? part : data.train())
                .validation(split == Split.VALIDATION ? part : data.validation())
                .test(split == Split.TEST ? part : data.test());
        data.modalities().forEach(m -> b.features(m, data.features(m)));
        return b.build();
    }

    /** As in tables: {@code warm}, {@code cold items}, {@code cold users}. */
    @Override
    public String toString() {
        return label;
    }
}
