package org.drepmrec.graph;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.drepmrec.code.CodeFingerprint;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.data.Summarized;
import org.drepmrec.graph.similarity.Approximation;
import org.drepmrec.graph.similarity.Blend;
import org.drepmrec.graph.similarity.Neighbors;
import org.drepmrec.graph.similarity.Similarity;
import org.drepmrec.io.Sha256;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.DenseProduct;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tech.tablesaw.api.Table;

/**
 * The graphs of a data set, all from training interactions and raw features: the behavior graph, and for every modality
 * a relation graph of items and one of users (DRepMRec Eq. 2 and 5). Each is built on first use and kept.
 *
 * <p>Safe for use by several threads. Building stops with a {@link java.util.concurrent.CancellationException} soon
 * after the thread is interrupted, and can be repeated.
 */
public final class Graphs implements Summarized {

    private static final Logger LOG = LoggerFactory.getLogger(Graphs.class);

    private final MultimodalDataset data;
    private final Options options;
    private final DenseProduct product;
    private final Optional<GraphCache> cache;
    private final Similarity similarity;
    private final Map<NodeKind, Neighbors> neighbors = new HashMap<>();
    private final Map<NodeKind, Csr> relations = new HashMap<>();
    private final Map<NodeKind, Double> seconds = new HashMap<>();
    private final Map<String, Approximation> approximations = new TreeMap<>();
    private Csr behavior;
    private double behaviorSeconds;
    private Csr userMean;
    private String fingerprint;

    private record NodeKind(Side side, Modality modality) {}

    private Graphs(Builder builder) {
        data = builder.data;
        options = builder.options;
        product = builder.product;
        similarity = new Similarity(data, product, options.get(GraphOptions.NORMALIZE_ITEMS_FIRST), builder.heldBytes);
        cache = Optional.ofNullable(builder.cacheFolder).map(GraphCache::new);
    }

    /** Starts the graphs of a data set; all options have the defaults of {@link GraphOptions}. */
    public static Builder builder(MultimodalDataset data) {
        return new Builder(data);
    }

    /** The data set. */
    public MultimodalDataset data() {
        return data;
    }

    /** The values of {@link GraphOptions}. */
    public Options options() {
        return options;
    }

    /**
     * The symmetric normalized behavior graph D<sup>-1/2</sup> A D<sup>-1/2</sup>, (M+N) x (M+N), users first. Nodes
     * without training interactions have empty rows.
     */
    public synchronized Csr behavior() {
        if (behavior == null) {
            long begin = System.nanoTime();
            behavior = BehaviorGraph.normalized(data.train(), 0);
            behaviorSeconds = since(begin);
        }
        return behavior;
    }

    /** Q, M x N: the mean over a user's training items. Users without any have empty rows. */
    public synchronized Csr userMean() {
        if (userMean == null) {
            userMean = data.train().matrix().rowMean();
        }
        return userMean;
    }

    /**
     * The relation graph S (items, N x N) or J (users, M x M) of a modality; row i holds the neighbors of node i.
     *
     * @throws IllegalArgumentException if the data set lacks the modality
     */
    public synchronized Csr relation(Side side, Modality modality) {
        return remember(
                relations,
                new NodeKind(side, modality),
                () -> relation(side, modality, options.get(GraphOptions.NORM)));
    }

    /** As {@link #relation(Side, Modality)}, with other weights than {@code graph.norm}; not cached. */
    public Csr relation(Side side, Modality modality, RelationNorm norm) {
        return RelationGraph.of(nearest(side, modality), norm);
    }

    /** The neighbors of a node, nearest first. */
    public int[] neighbors(Side side, Modality modality, int node) {
        return nearest(side, modality).of(node);
    }

    /**
     * The neighbors of all nodes with their cosines.
     *
     * @throws IllegalArgumentException if the data set lacks the modality, or there are fewer than k candidates
     */
    public synchronized Neighbors nearest(Side side, Modality modality) {
        Features features = data.features(modality);
        NodeKind kind = new NodeKind(side, modality);
        Neighbors.requireCandidates(
                option(side).key(),
                k(side),
                side.nodes(data),
                options.get(GraphOptions.INCLUDE_SELF),
                side.plural() + " in " + data.name());
        return remember(neighbors, kind, () -> {
            long begin = System.nanoTime();
            Neighbors found = cache.isPresent() ? cached(cache.get(), kind, features) : search(kind);
            seconds.put(kind, since(begin));
            found.approximation()
                    .ifPresent(how -> say(
                            name(kind.side(), kind.modality()),
                            kind.side().nodes(data),
                            kind.side().plural() + " by " + kind.modality(),
                            how));
            return found;
        });
    }

    /**
     * The k nearest items of every item by other features than the data set's, such as several modalities side by side or what a model
     * computes; found as {@code knn.search} says, and not kept.
     *
     * @param features one row for each item
     * @throws IllegalArgumentException if there are fewer than {@code k} candidates, or {@code k < 1}
     */
    public Neighbors nearest(Features features, int k, boolean includeSelf) {
        if (!options.get(GraphOptions.SEARCH).approximates(features.rows())) {
            return Neighbors.search(features, k, includeSelf);
        }
        Neighbors found = Neighbors.approximate(features, k, includeSelf, options.get(GraphOptions.RECALL));
        found.approximation().ifPresent(how -> say("computed items", features.rows(), "items by computed", how));
        return found;
    }

    private Neighbors cached(GraphCache folder, NodeKind kind, Features features) {
        String key = key(kind.side(), features);
        return folder.get(key, kind.side().nodes(data), k(kind.side()), () -> search(kind));
    }

    private Neighbors search(NodeKind kind) {
        boolean includeSelf = options.get(GraphOptions.INCLUDE_SELF);
        return approximates(kind.side())
                ? similarity.approximate(
                        kind.side(), kind.modality(), k(kind.side()), includeSelf, options.get(GraphOptions.RECALL))
                : similarity.nearest(kind.side(), kind.modality(), k(kind.side()), includeSelf);
    }

    private boolean approximates(Side side) {
        return options.get(GraphOptions.SEARCH).approximates(side.nodes(data));
    }

    /** Keeps how a graph was found, and says so the first time: a model may search in every epoch. */
    private synchronized void say(String graph, int nodes, String what, Approximation how) {
        if (approximations.put(graph, how) == null) {
            LOG.warn(
                    "{}: neighbors of {} {} features are {}; {}=exact compares all",
                    data.name(),
                    nodes,
                    what,
                    how,
                    GraphOptions.SEARCH.key());
        }
    }

    /** How the neighbors made so far were found, by graph, of those that are approximate. */
    public synchronized Map<String, Approximation> approximations() {
        return Map.copyOf(approximations);
    }

    private static String name(Side side, Modality modality) {
        return modality + (side == Side.ITEM ? " items" : " users");
    }

    private int k(Side side) {
        return options.get(option(side));
    }

    private static Option<Integer> option(Side side) {
        return side == Side.ITEM ? GraphOptions.ITEM_NEIGHBORS : GraphOptions.USER_NEIGHBORS;
    }

    private String key(Side side, Features features) {
        Sha256 hash = new Sha256()
                .add("neighbors 3")
                .add(CodeFingerprint.of(Graphs.class))
                .add(side.name())
                .add(product.toString())
                .add(k(side))
                .add(String.valueOf(options.get(GraphOptions.INCLUDE_SELF)));
        if (approximates(side)) {
            hash.add("approximate " + options.get(GraphOptions.RECALL));
        }
        features.addTo(hash);
        if (side == Side.USER) {
            addPlaces(hash.add(String.valueOf(options.get(GraphOptions.NORMALIZE_ITEMS_FIRST))));
        }
        return hash.hex();
    }

    /** Positions of the training interactions, without their values. */
    private Sha256 addPlaces(Sha256 hash) {
        Csr train = data.train().matrix();
        hash.add(train.rows()).add(train.cols());
        for (int r = 0; r < train.rows(); r++) {
            hash.add(train.degree(r));
            for (int e = train.start(r); e < train.start(r + 1); e++) {
                hash.add(train.column(e));
            }
        }
        return hash;
    }

    /** Dot products and cosines among raw features. */
    public Similarity similarity() {
        return similarity;
    }

    /** SHA-256 of the content that determines the graphs: features, training interactions and options. */
    public synchronized String fingerprint() {
        if (fingerprint == null) {
            Sha256 hash = new Sha256().add("graphs 1").add(decidingOptions().toString());
            data.modalities().forEach(m -> data.features(m).addTo(hash.add(m.name())));
            fingerprint = addPlaces(hash).hex();
        }
        return fingerprint;
    }

    /**
     * The values of {@link #options()} that decide what the graphs are: how neighbors are found only where that is not exact by
     * default, so that graphs of a size for which there was no choice are what they were.
     */
    public Map<String, String> decidingOptions() {
        Map<String, String> deciding = new LinkedHashMap<>(options.asMap());
        if (Stream.of(Side.values())
                .noneMatch(s -> approximates(s) || NeighborSearch.AUTO.approximates(s.nodes(data)))) {
            deciding.remove(GraphOptions.SEARCH.key());
            deciding.remove(GraphOptions.RECALL.key());
        }
        return deciding;
    }

    /**
     * How many of an item's neighbors two modalities share, itself not counted: a row for each pair of modalities, with what
     * chance would give.
     */
    public Table overlap() {
        return new NeighborTables(this).overlap();
    }

    /**
     * Whether items that look or read alike are bought by the same users: for each modality the cosine of an item's buyers and
     * those of its neighbors, mean over items and neighbors, and below it that of items drawn at random.
     */
    public Table boughtTogether() {
        return new NeighborTables(this).boughtTogether();
    }

    /** Nodes, edges, mean degree and build time of every graph; builds those not used so far. */
    @Override
    public synchronized Table summary() {
        GraphTable table = new GraphTable();
        table.add("behavior", behavior(), behaviorSeconds);
        for (Modality modality : data.modalities()) {
            for (Side side : Side.values()) {
                Csr graph = relation(side, modality);
                table.add(
                        name(side, modality),
                        graph,
                        seconds.get(new NodeKind(side, modality)),
                        nearest(side, modality).approximation());
            }
        }
        return table.of(data.name());
    }

    /** Unlike {@link Map#computeIfAbsent} it lets the maker fill other maps, and keeps nothing if the maker fails. */
    private static <K, V> V remember(Map<K, V> made, K key, Supplier<V> maker) {
        V value = made.get(key);
        if (value == null) {
            value = maker.get();
            made.put(key, value);
        }
        return value;
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    @Override
    public String toString() {
        return "Graphs of " + data + "; " + options;
    }

    /** Collects options; {@link #build} validates them together. */
    public static final class Builder {

        private final MultimodalDataset data;
        private Options options = GraphOptions.defaults();
        private DenseProduct product = DenseProduct.JAVA;
        private Path cacheFolder;
        private long heldBytes = Runtime.getRuntime().maxMemory() / 2;

        private Builder(MultimodalDataset data) {
            this.data = data;
        }

        /** Neighbors k of items and of users alike. */
        public Builder neighbors(int k) {
            return itemNeighbors(k).userNeighbors(k);
        }

        /** Neighbors k of an item; {@code knn.item}. */
        public Builder itemNeighbors(int k) {
            return with(GraphOptions.ITEM_NEIGHBORS, k);
        }

        /** Neighbors k of a user; {@code knn.user}. */
        public Builder userNeighbors(int k) {
            return with(GraphOptions.USER_NEIGHBORS, k);
        }

        /** Whether a node counts as its own nearest neighbor; {@code knn.includeSelf}. */
        public Builder includeSelf(boolean include) {
            return with(GraphOptions.INCLUDE_SELF, include);
        }

        /** Weights of the edges; {@code graph.norm}. */
        public Builder norm(RelationNorm norm) {
            return with(GraphOptions.NORM, norm);
        }

        /** How neighbors are found; {@code knn.search}. */
        public Builder search(NeighborSearch how) {
            return with(GraphOptions.SEARCH, how);
        }

        /** The share of the nearest neighbors that an approximate search must find; {@code knn.recall}. */
        public Builder recall(double least) {
            return with(GraphOptions.RECALL, least);
        }

        /** Whether item features are scaled to length 1 before averaging; {@code userFeature.normalizeItemsFirst}. */
        public Builder normalizeItemsFirst(boolean normalize) {
            return with(GraphOptions.NORMALIZE_ITEMS_FIRST, normalize);
        }

        private <T> Builder with(Option<T> option, T value) {
            options = options.with(option, value);
            return this;
        }

        /** Sets an option by its key. */
        public Builder set(String key, String value) {
            options = options.with(key, value);
            return this;
        }

        /** Copies the values of {@link GraphOptions} from a list that may contain other options too. */
        public Builder options(Options all) {
            Map<String, String> values = all.asMap();
            options.known().keySet().stream().filter(all::knows).forEach(key -> set(key, values.get(key)));
            return this;
        }

        /** A folder in which neighbors are cached by content, created if necessary; none by default. */
        public Builder cache(Path folder) {
            cacheFolder = folder;
            return this;
        }

        /**
         * Memory for products that are held: item Gram matrices, 4 N<sup>2</sup> bytes per modality and half as much
         * again once products among users are looked up in batches, and the cosines of a {@link Blend}, 3 / 2
         * N<sup>2</sup> and 3 / 2 M<sup>2</sup> bytes. Half of the maximum heap by default. A matrix that exceeds the
         * limit is not held; its blocks are computed when needed. While cosines are computed, they may exceed the limit
         * by half.
         */
        public Builder gramMemory(long bytes) {
            heldBytes = bytes;
            return this;
        }

        /**
         * The implementation of dense products of features, such as a native BLAS; {@link DenseProduct#JAVA} by
         * default.
         */
        public Builder product(DenseProduct engine) {
            product = engine;
            return this;
        }

        /**
         * Makes the graphs. Nothing is computed yet; k is compared with the number of nodes once neighbors are asked for, since
         * many models need none.
         *
         * @throws org.drepmrec.io.DataException if the cache folder is not writable
         */
        public Graphs build() {
            return new Graphs(this);
        }
    }
}
