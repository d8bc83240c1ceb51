package org.drepmrec.data;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Which items of a data set lack which modality: those of which its source says so, or, where it says nothing of a modality, those
 * whose vector has only zeros.
 *
 * <pre>{@code
 * MissingItems missing = MissingItems.of(data);
 * missing.summary();                                        // how many lack what, and what stands in
 * MultimodalDataset other = missing.filled(Fill.NEIGHBORS); // something else in their place
 * }</pre>
 *
 * <p>What the source said goes with the data set's catalogue.
 */
public final class MissingItems implements Summarized {

    private static final int EXAMPLES = 3;

    /** Before a modality's name: the setting of the provenance that says what stands in. */
    private static final String SETTING = "missing.";

    private final MultimodalDataset data;
    private final Map<Modality, BitSet> missing = new LinkedHashMap<>();

    private MissingItems(MultimodalDataset data) {
        this.data = data;
        Map<Modality, BitSet> said = data.catalogue() instanceof GappedCatalogue gaps ? gaps.missing() : Map.of();
        data.modalities().forEach(m -> missing.put(m, said.containsKey(m) ? said.get(m) : zeros(data.features(m))));
    }

    /** Those of a data set. */
    public static MissingItems of(MultimodalDataset data) {
        return new MissingItems(data);
    }

    /**
     * A catalogue for the builder of a data set some of whose vectors only stand in for what is missing.
     *
     * @param missing the items that lack a modality, for each of which something is known; may have more than the data set
     */
    public static ItemCatalogue noted(ItemCatalogue catalogue, Map<Modality, BitSet> missing) {
        return missing.isEmpty() ? plain(catalogue) : new GappedCatalogue(plain(catalogue), Map.copyOf(missing));
    }

    /** A catalogue without what was noted. */
    public static ItemCatalogue plain(ItemCatalogue catalogue) {
        return catalogue instanceof GappedCatalogue gaps ? gaps.catalogue() : catalogue;
    }

    private static BitSet zeros(Features features) {
        BitSet zeros = new BitSet(features.rows());
        float[] row = new float[features.dimension()];
        for (int i = 0; i < features.rows(); i++) {
            features.copy(i, row, 0);
            int at = 0;
            while (at < row.length && row[at] == 0f) {
                at++;
            }
            zeros.set(i, at == row.length);
        }
        return zeros;
    }

    /** Whether exactly the vectors of zeros are missing, so that the features alone say which. */
    public boolean areZeros() {
        return missing.entrySet().stream().allMatch(e -> e.getValue().equals(zeros(data.features(e.getKey()))));
    }

    /** Whether every item has every modality. */
    public boolean isEmpty() {
        return missing.values().stream().allMatch(BitSet::isEmpty);
    }

    /**
     * The items without a modality, ascending.
     *
     * @throws IllegalArgumentException if the data set does not have it
     */
    public int[] items(Modality modality) {
        data.features(modality);
        return missing.get(modality).stream().toArray();
    }

    /** The same data with something else in place of all missing features; the provenance says what, as {@code missing.MODALITY}. */
    public MultimodalDataset filled(Fill fill) {
        Map<Modality, Fill> fills = new LinkedHashMap<>();
        missing.forEach((m, items) -> {
            if (!items.isEmpty()) {
                fills.put(m, fill);
            }
        });
        return rebuilt(fills, missing);
    }

    /**
     * The same data as if more items lacked a modality.
     *
     * @param fill what stands in for these items' features and for those that were missing already
     * @throws IllegalArgumentException if the data set does not have the modality
     * @throws IndexOutOfBoundsException if there is no such item
     */
    public MultimodalDataset with(Modality modality, int[] more, Fill fill) {
        data.features(modality);
        Map<Modality, BitSet> gaps = new LinkedHashMap<>(missing);
        BitSet items = (BitSet) missing.get(modality).clone();
        IntStream.of(more).forEach(i -> items.set(Objects.checkIndex(i, data.items())));
        gaps.put(modality, items);
        return rebuilt(Map.of(modality, fill), gaps);
    }

    private MultimodalDataset rebuilt(Map<Modality, Fill> fills, Map<Modality, BitSet> gaps) {
        Map<Modality, Features> features = new LinkedHashMap<>();
        data.modalities().forEach(m -> features.put(m, data.features(m)));
        Map<String, String> settings = new LinkedHashMap<>(data.provenance().settings());
        fills.forEach((m, fill) -> settings.put(SETTING + m, fill.words()));
        MultimodalDataset.Builder b = MultimodalDataset.builder(data.name(), data.users(), data.items())
                .train(data.train())
                .validation(data.validation())
                .test(data.test())
                .catalogue(noted(data.catalogue(), gaps))
                .provenance(new Provenance(
                        data.provenance().source(), data.provenance().sha256(), settings));
        // Each from these features, not from those that were just filled.
        features.forEach(
                (m, was) -> b.features(m, fills.containsKey(m) ? fills.get(m).of(features, gaps, m) : was));
        data.ids().ifPresent(b::ids);
        data.warnings().forEach(b::warning);
        return b.build();
    }

    /** A row for each modality, and for all together where there are several: how many items lack it, and what stands in. */
    @Override
    public Table summary() {
        Table table = Table.create(
                "Missing features of " + data.name(),
                StringColumn.create("modality"),
                IntColumn.create("items"),
                IntColumn.create("missing"),
                DoubleColumn.create("missing %"),
                StringColumn.create("filled by"),
                StringColumn.create("such as"));
        missing.forEach((m, items) -> append(table, m.name(), items, standIn(m, items)));
        if (missing.size() > 1) {
            BitSet all = new BitSet();
            all.set(0, data.items());
            missing.values().forEach(all::and);
            append(table, "all", all, "");
        }
        return table;
    }

    private String standIn(Modality modality, BitSet items) {
        return items.isEmpty()
                ? ""
                : data.provenance().settings().getOrDefault(SETTING + modality, asStored(modality, items));
    }

    private String asStored(Modality modality, BitSet items) {
        BitSet others = (BitSet) items.clone();
        others.andNot(zeros(data.features(modality)));
        return others.isEmpty() ? Fill.ZERO.words() : "as stored";
    }

    private void append(Table table, String modality, BitSet items, String standIn) {
        table.stringColumn(0).append(modality);
        table.intColumn(1).append(data.items());
        table.intColumn(2).append(items.cardinality());
        table.doubleColumn(3).append(100.0 * items.cardinality() / data.items());
        table.stringColumn(4).append(standIn);
        table.stringColumn(5)
                .append(items.stream().limit(EXAMPLES).mapToObj(data::itemId).collect(Collectors.joining(", ")));
    }

    /** A row for each item that lacks a modality: its id, its title, and which it lacks. */
    public Table table() {
        int[] items = IntStream.range(0, data.items())
                .filter(i -> missing.values().stream().anyMatch(m -> m.get(i)))
                .toArray();
        return Table.create(
                "Items of " + data.name() + " that lack features",
                IntColumn.create("item", items),
                column("id", items, data::itemId),
                column("title", items, i -> data.catalogue().title(i).orElse("")),
                column("lacks", items, i -> missing.keySet().stream()
                        .filter(m -> missing.get(m).get(i))
                        .map(Modality::name)
                        .collect(Collectors.joining(", "))));
    }

    private static StringColumn column(String name, int[] items, IntFunction<String> text) {
        return StringColumn.create(name, IntStream.of(items).mapToObj(text).toList());
    }

    @Override
    public String toString() {
        return missing.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().cardinality() + " of " + data.items())
                .collect(Collectors.joining(", ", "missing: ", ""));
    }
}
