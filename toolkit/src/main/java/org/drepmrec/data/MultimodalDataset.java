package org.drepmrec.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.drepmrec.io.Sha256;
import org.drepmrec.sparse.Csr;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A data set ready for graphs and training: M users, N items, three disjoint splits, features by modality.
 *
 * <p>Immutable, provided that the arrays shared by {@link Features#values} are not modified. Ids run from 0 to M-1 and
 * from 0 to N-1; row i of every feature matrix belongs to item i.
 */
public final class MultimodalDataset implements Summarized {

    private final String name;
    private final int users;
    private final int items;
    private final Map<Split, Interactions> splits;
    private final Map<Modality, Features> features;
    private final ItemCatalogue catalogue;
    private final Provenance provenance;
    private final List<String> warnings;
    private final OwnIds ids;

    private MultimodalDataset(Builder b) {
        this.name = b.name;
        this.users = b.users;
        this.items = b.items;
        this.splits = Map.of(
                Split.TRAIN, Objects.requireNonNull(b.train, "train"),
                Split.VALIDATION, Objects.requireNonNull(b.validation, "validation"),
                Split.TEST, Objects.requireNonNull(b.test, "test"));
        this.features = Collections.unmodifiableMap(new LinkedHashMap<>(b.features));
        this.catalogue = b.catalogue;
        this.provenance = b.provenance;
        this.warnings = List.copyOf(b.warnings);
        this.ids = b.ids;
    }

    /**
     * Starts a data set.
     *
     * @param users M
     * @param items N
     */
    public static Builder builder(String name, int users, int items) {
        return new Builder(name, users, items);
    }

    /** The name used in runs and tables. */
    public String name() {
        return name;
    }

    /** M, the number of users. */
    public int users() {
        return users;
    }

    /** N, the number of items. */
    public int items() {
        return items;
    }

    /** The interactions of a split. */
    public Interactions split(Split split) {
        return splits.get(split);
    }

    /** The training interactions, the only ones that models and graphs see. */
    public Interactions train() {
        return split(Split.TRAIN);
    }

    /** The validation interactions. */
    public Interactions validation() {
        return split(Split.VALIDATION);
    }

    /** The test interactions. */
    public Interactions test() {
        return split(Split.TEST);
    }

    /** The modalities, in the order in which they were added. */
    public Set<Modality> modalities() {
        return features.keySet();
    }

    /**
     * The features of a modality, N x d_m.
     *
     * @throws IllegalArgumentException if the data set does not have it
     */
    public Features features(Modality modality) {
        Features found = features.get(modality);
        if (found == null) {
            throw new IllegalArgumentException(
                    "modality " + modality + " is not in " + name + "; it has " + features.keySet());
        }
        return found;
    }

    /** Titles and pictures. */
    public ItemCatalogue catalogue() {
        return catalogue;
    }

    /** Where the data came from. */
    public Provenance provenance() {
        return provenance;
    }

    /** What was repaired or left out during loading, one sentence each, with counts. */
    public List<String> warnings() {
        return warnings;
    }

    /** What users and items are called where the data came from; empty if they are numbers there too. */
    public Optional<OwnIds> ids() {
        return Optional.ofNullable(ids);
    }

    /**
     * The number of a user: by its own id, or by the number itself where the data have no own ids.
     *
     * @throws IllegalArgumentException if there is no such user
     */
    public int userNumber(String id) {
        return ids == null ? number("user", id, users()) : ids.user(id);
    }

    /**
     * The number of an item: by its own id, or by the number itself where the data have no own ids.
     *
     * @throws IllegalArgumentException if there is no such item
     */
    public int itemNumber(String id) {
        return ids == null ? number("item", id, items()) : ids.item(id);
    }

    private int number(String kind, String id, int count) {
        if (!id.matches("[0-9]{1,9}") || Integer.parseInt(id) >= count) {
            throw new IllegalArgumentException(kind + " \"" + id + "\" is unknown, expected a number from 0 to "
                    + (count - 1) + " (" + kind + "s of " + name + ")");
        }
        return Integer.parseInt(id);
    }

    /** What a user is called: its own id, or its number where there is none. */
    public String userId(int user) {
        return ids == null ? Integer.toString(user) : ids.users().get(user);
    }

    /** What an item is called: its own id, or its number where there is none. */
    public String itemId(int item) {
        return ids == null ? Integer.toString(item) : ids.items().get(item);
    }

    /** The same interactions with only the given modalities, in the given order; the list may be empty. */
    public MultimodalDataset only(Modality... kept) {
        Builder b = withoutFeatures();
        Arrays.stream(kept).forEach(m -> b.features(m, features(m)));
        return b.build();
    }

    /**
     * The same data with other features of one modality, for example shuffled ones.
     *
     * @param how what was done, kept in the provenance as {@code replaced.MODALITY}
     * @throws IllegalArgumentException if the data set does not have the modality, or there is not one row per item
     */
    public MultimodalDataset replaced(Modality modality, Features other, String how) {
        features(modality);
        Map<String, String> settings = new LinkedHashMap<>(provenance.settings());
        settings.put("replaced." + modality, how);
        Builder b = withoutFeatures().provenance(new Provenance(provenance.source(), provenance.sha256(), settings));
        features.forEach((m, was) -> b.features(m, m.equals(modality) ? other : was));
        return b.build();
    }

    /** How unevenly the training interactions fall on the items. */
    public LongTail longTail() {
        return LongTail.of(train().matrix());
    }

    /**
     * The cosines of the raw features of all pairs among some items, the same ones each time: a column for each modality.
     *
     * @throws IllegalArgumentException if there are fewer than two items, or not so many
     */
    public Table cosines(int someItems) {
        return FeatureCosines.of(this, someItems);
    }

    private Builder withoutFeatures() {
        Builder b = new Builder(name, users, items)
                .train(train())
                .validation(validation())
                .test(test())
                .catalogue(catalogue)
                .provenance(provenance);
        b.ids = ids;
        b.warnings.addAll(warnings);
        return b;
    }

    /** sha256 over M, N and the pairs of the three splits in order of user and item; lower-case hexadecimal. */
    public String fingerprint() {
        Sha256 hash = new Sha256();
        for (Split split : Split.values()) {
            Csr pairs = split(split).matrix();
            hash.add(users).add(items).add(pairs.nonZeros());
            for (int u = 0; u < users; u++) {
                hash.add(pairs.degree(u));
            }
            for (int k = 0; k < pairs.nonZeros(); k++) {
                hash.add(pairs.column(k));
            }
        }
        return hash.hex();
    }

    /** The row of the paper's Table 1 (users, items, interactions, sparsity in percent) with the splits and modalities. */
    @Override
    public Table summary() {
        long all = Arrays.stream(Split.values()).mapToLong(s -> split(s).size()).sum();
        return Table.create(
                name,
                StringColumn.create("dataset", name),
                IntColumn.create("users", new int[] {users}),
                IntColumn.create("items", new int[] {items}),
                IntColumn.create("interactions", new int[] {Math.toIntExact(all)}),
                IntColumn.create("train", new int[] {train().size()}),
                IntColumn.create("validation", new int[] {validation().size()}),
                IntColumn.create("test", new int[] {test().size()}),
                DoubleColumn.create("sparsity %", new double[] {100.0 * (1 - all / ((double) users * items))}),
                StringColumn.create("modalities", modalityText()));
    }

    private String modalityText() {
        return features.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().dimension() + "-d")
                .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return name + ": " + users + " users, " + items + " items, "
                + train().size() + "/" + validation().size() + "/" + test().size() + " interactions"
                + (features.isEmpty() ? "" : ", " + modalityText());
    }

    /** Collects the parts of a data set. Splits are required; features, catalogue and provenance are not. */
    public static final class Builder {

        private final String name;
        private final int users;
        private final int items;
        private Interactions train;
        private Interactions validation;
        private Interactions test;
        private final Map<Modality, Features> features = new LinkedHashMap<>();
        private ItemCatalogue catalogue = ItemCatalogue.EMPTY;
        private Provenance provenance = new Provenance("memory", Map.of(), Map.of());
        private final List<String> warnings = new ArrayList<>();
        private OwnIds ids;

        private Builder(String name, int users, int items) {
            this.name = name;
            this.users = users;
            this.items = items;
        }

        /** The training pairs; required. */
        public Builder train(Interactions pairs) {
            this.train = pairs;
            return this;
        }

        /** The validation pairs; required, may be empty. */
        public Builder validation(Interactions pairs) {
            this.validation = pairs;
            return this;
        }

        /** The test pairs; required, may be empty. */
        public Builder test(Interactions pairs) {
            this.test = pairs;
            return this;
        }

        /**
         * Adds a modality.
         *
         * @throws IllegalArgumentException if the features do not have one row per item
         */
        public Builder features(Modality modality, Features matrix) {
            if (matrix.rows() != items) {
                throw new IllegalArgumentException(modality.fileName() + ": " + matrix.rows() + " rows, expected "
                        + items + " (items of " + name + "); re-export the features after re-indexing");
            }
            features.put(modality, matrix);
            return this;
        }

        /** Titles and pictures; none by default. */
        public Builder catalogue(ItemCatalogue items) {
            this.catalogue = items;
            return this;
        }

        /** Where the data came from. */
        public Builder provenance(Provenance origin) {
            this.provenance = origin;
            return this;
        }

        /**
         * What users and items are called where the data came from; nothing by default.
         *
         * @throws IllegalArgumentException if there is not one id for each
         */
        public Builder ids(OwnIds names) {
            if (names.users().size() != users || names.items().size() != items) {
                throw new IllegalArgumentException("ids: found " + names + ", expected " + users + " users and " + items
                        + " items of " + name + "; name each of them");
            }
            this.ids = names;
            return this;
        }

        /** Adds a warning about something that was repaired or left out. */
        public Builder warning(String sentence) {
            warnings.add(sentence);
            return this;
        }

        /**
         * Validates everything together.
         *
         * @throws IllegalArgumentException if the size of a split is not M x N or a pair occurs in two splits
         */
        public MultimodalDataset build() {
            MultimodalDataset set = new MultimodalDataset(this);
            for (Split split : Split.values()) {
                Interactions part = set.split(split);
                if (part.matrix().rows() != users || part.matrix().cols() != items) {
                    throw new IllegalArgumentException(
                            split + " interactions: " + part.matrix() + ", expected " + users + " x " + items);
                }
            }
            refuseShared(set, Split.TRAIN, Split.VALIDATION);
            refuseShared(set, Split.TRAIN, Split.TEST);
            refuseShared(set, Split.VALIDATION, Split.TEST);
            return set;
        }

        private static void refuseShared(MultimodalDataset set, Split a, Split b) {
            Interactions pairs = set.split(b);
            for (int k = 0; k < pairs.size(); k++) {
                if (set.split(a).matrix().contains(pairs.user(k), pairs.item(k))) {
                    throw new IllegalArgumentException("interaction of user " + pairs.user(k) + " with item "
                            + pairs.item(k) + ": found in " + a + " and " + b
                            + ", expected in one split; keep one of the two rows");
                }
            }
        }
    }
}
