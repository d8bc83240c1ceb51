package org.drepmrec.run;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.OwnIds;
import org.drepmrec.data.Provenance;
import org.drepmrec.data.Split;
import org.drepmrec.train.NewItems;

/**
 * A data set some of whose items come only after the training.
 *
 * @param known the data without them: N - H items
 * @param added the H others by their features
 * @param all N items, the others behind the known ones; the training interactions of the known items, and for the test every
 *     interaction of the others
 */
record HiddenItems(MultimodalDataset known, NewItems added, MultimodalDataset all) {

    /**
     * Hides a share of the items that have an interaction, drawn from a seed.
     *
     * @throws IllegalArgumentException if that is no item, or all
     */
    static HiddenItems of(MultimodalDataset data, double share, long seed) {
        boolean[] bought = new boolean[data.items()];
        for (Split split : Split.values()) {
            for (int item : data.split(split).matrix().columns()) {
                bought[item] = true;
            }
        }
        int[] order = IntStream.range(0, bought.length).filter(i -> bought[i]).toArray();
        Shuffle.of(order, seed, "hidden items");
        int count = (int) Math.round(share * order.length);
        if (count < 1 || count >= order.length) {
            throw new IllegalArgumentException(
                    "hidden items: found " + count + " of the " + order.length + " with interactions in " + data.name()
                            + ", expected at least 1 and not all; choose another share");
        }
        int[] hidden = Arrays.stream(order, 0, count).sorted().toArray();
        boolean[] isHidden = new boolean[bought.length];
        Arrays.stream(hidden).forEach(i -> isHidden[i] = true);
        int[] known =
                IntStream.range(0, bought.length).filter(i -> !isHidden[i]).toArray();
        return of(data, known, hidden, share + " of the items, seed " + seed);
    }

    private static HiddenItems of(MultimodalDataset data, int[] known, int[] hidden, String how) {
        int[] all = IntStream.concat(IntStream.of(known), IntStream.of(hidden)).toArray();
        int[] place = new int[data.items()];
        for (int k = 0; k < all.length; k++) {
            place[all[k]] = k;
        }
        int n = known.length;
        Interactions none = new Interactions(data.users(), all.length, new int[0], new int[0]);
        Interactions late = pairs(data, place, n, all.length, Split.values());
        MultimodalDataset.Builder rest = builder(data, known, "hidden", how);
        MultimodalDataset.Builder whole = builder(data, all, "hidden until the test", how);
        return new HiddenItems(
                rest.train(pairs(data, place, 0, n, Split.TRAIN))
                        .validation(pairs(data, place, 0, n, Split.VALIDATION))
                        .test(pairs(data, place, 0, n, Split.TEST))
                        .build(),
                new NewItems(ids(data, hidden), features(data, hidden)),
                whole.train(widened(pairs(data, place, 0, n, Split.TRAIN), all.length))
                        .validation(none)
                        .test(late)
                        .build());
    }

    private static MultimodalDataset.Builder builder(MultimodalDataset data, int[] items, String setting, String how) {
        Map<String, String> settings = new LinkedHashMap<>(data.provenance().settings());
        settings.put(setting, how);
        MultimodalDataset.Builder builder = MultimodalDataset.builder(data.name(), data.users(), items.length)
                .provenance(new Provenance(
                        data.provenance().source(), data.provenance().sha256(), settings));
        features(data, items).forEach(builder::features);
        data.ids().ifPresent(own -> builder.ids(new OwnIds(own.users(), ids(data, items))));
        return builder;
    }

    /** Those whose item has a place from {@code from} to before {@code to}; of a data set that ends there, or of all from there on. */
    private static Interactions pairs(MultimodalDataset data, int[] place, int from, int to, Split... splits) {
        IntStream.Builder users = IntStream.builder();
        IntStream.Builder items = IntStream.builder();
        for (Split split : splits) {
            Interactions pairs = data.split(split);
            for (int k = 0; k < pairs.size(); k++) {
                int at = place[pairs.item(k)];
                if (at >= from && at < to) {
                    users.add(pairs.user(k));
                    items.add(at);
                }
            }
        }
        return new Interactions(
                data.users(), to, users.build().toArray(), items.build().toArray());
    }

    private static Interactions widened(Interactions pairs, int items) {
        return new Interactions(
                pairs.matrix().rows(),
                items,
                IntStream.range(0, pairs.size()).map(pairs::user).toArray(),
                IntStream.range(0, pairs.size()).map(pairs::item).toArray());
    }

    private static List<String> ids(MultimodalDataset data, int[] items) {
        return IntStream.of(items).mapToObj(data::itemId).toList();
    }

    private static Map<Modality, Features> features(MultimodalDataset data, int[] items) {
        Map<Modality, Features> features = new HashMap<>();
        for (Modality modality : data.modalities()) {
            int d = data.features(modality).dimension();
            float[] values = new float[items.length * d];
            for (int r = 0; r < items.length; r++) {
                System.arraycopy(data.features(modality).row(items[r]), 0, values, r * d, d);
            }
            features.put(modality, data.features(modality).with(items.length, values));
        }
        return features;
    }
}
