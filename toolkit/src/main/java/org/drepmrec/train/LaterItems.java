package org.drepmrec.train;

import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.OwnIds;

/**
 * What a later reading of the same shop says of a model's items, and of those that are new there. All features are of the later
 * reading, so they are comparable even where an encoder learns from the texts or pictures that it is given.
 *
 * @param known the model's data with the later features
 * @param added the items that are new
 * @param catalogue of the known items, then of the new ones
 */
record LaterItems(MultimodalDataset known, NewItems added, ItemCatalogue catalogue) {

    static LaterItems of(MultimodalDataset data, MultimodalDataset later) {
        OwnIds before = ids(data);
        OwnIds now = ids(later);
        Set<String> old = new HashSet<>(before.items());
        require(now.items().containsAll(old), later, "not all " + data.items() + " items", "them, and new ones");
        require(data.modalities().equals(later.modalities()), later, "" + later.modalities(), "" + data.modalities());
        List<String> fresh =
                now.items().stream().filter(id -> !old.contains(id)).toList();
        require(!fresh.isEmpty(), later, "no item that the model does not know", "at least one");
        int[] places = numbers(now, before.items());
        int[] added = numbers(now, fresh);
        MultimodalDataset known = data;
        Map<Modality, Features> features = new HashMap<>();
        for (Modality modality : data.modalities()) {
            known = known.replaced(modality, rows(later.features(modality), places), "read again as " + later.name());
            features.put(modality, rows(later.features(modality), added));
        }
        return new LaterItems(
                known,
                new NewItems(fresh, features),
                new Both(data.catalogue(), data.items(), later.catalogue(), added));
    }

    private static OwnIds ids(MultimodalDataset data) {
        return data.ids()
                .orElseThrow(() -> new IllegalArgumentException("new items: found no own ids in " + data.name()
                        + ", expected ids that tell which items are new; read the data by OwnTables, or use NewItems"));
    }

    private static void require(boolean holds, MultimodalDataset later, String found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("new items: found " + found + " in " + later.name() + ", expected "
                    + expected + "; read the tables of the model again with the new rows in them, by core(0)");
        }
    }

    private static int[] numbers(OwnIds ids, List<String> of) {
        return of.stream().mapToInt(ids::item).toArray();
    }

    private static Features rows(Features all, int[] items) {
        int d = all.dimension();
        float[] values = new float[items.length * d];
        IntStream.range(0, items.length).forEach(r -> System.arraycopy(all.row(items[r]), 0, values, r * d, d));
        return all.with(items.length, values);
    }

    private record Both(ItemCatalogue known, int size, ItemCatalogue later, int[] added) implements ItemCatalogue {

        @Override
        public Optional<String> title(int item) {
            return item < size ? known.title(item) : later.title(added[item - size]);
        }

        @Override
        public Optional<BufferedImage> picture(int item) {
            return item < size ? known.picture(item) : later.picture(added[item - size]);
        }

        @Override
        public String label(int item) {
            return item < size ? known.label(item) : later.label(added[item - size]);
        }
    }
}
