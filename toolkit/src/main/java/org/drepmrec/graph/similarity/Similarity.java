package org.drepmrec.graph.similarity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.DenseProduct;
import org.drepmrec.sparse.Parallel;

/**
 * Dot products and cosines among the raw, constant feature vectors of items, and of users as means over their training
 * items. They are looked up from, or folded out of, the item Gram matrix of each modality, which is held where the
 * memory budget allows. Safe for use by several threads.
 */
public final class Similarity {

    private final MultimodalDataset data;
    private final DenseProduct product;
    private final boolean normalizeItemsFirst;
    private final long heldBytes;
    private final Map<Modality, FeatureGram> grams = new HashMap<>();
    private final Map<Modality, Csr> userWeights = new HashMap<>();
    private final Map<NodeKind, double[]> norms = new HashMap<>();
    private final Map<BlendKind, Blend> blends = new HashMap<>();

    private record NodeKind(Side side, Modality modality) {}

    private record BlendKind(Side side, Map<Modality, Double> weights, Blend.Form form) {}

    /**
     * Of a data set. Nothing is computed before it is asked for.
     *
     * @param product what multiplies feature matrices
     * @param normalizeItemsFirst whether item features are scaled to length 1 before they are averaged for a user
     * @param heldBytes memory for Gram matrices and cosines; what exceeds it is computed whenever it is needed
     */
    public Similarity(MultimodalDataset data, DenseProduct product, boolean normalizeItemsFirst, long heldBytes) {
        this.data = data;
        this.product = product;
        this.normalizeItemsFirst = normalizeItemsFirst;
        this.heldBytes = heldBytes;
    }

    /**
     * The k nearest neighbors of every node by cosine.
     *
     * @throws IllegalArgumentException if the data set lacks the modality, there are fewer than {@code k} candidates, or
     *     {@code k < 1}
     */
    public Neighbors nearest(Side side, Modality modality, int k, boolean includeSelf) {
        Neighbors.requireCandidates("k", k, side.nodes(data), includeSelf, side.plural() + " in " + data.name());
        FeatureGram gram = gram(modality);
        return side == Side.ITEM
                ? new ItemSearch(gram).nearest(k, includeSelf)
                : new UserSearch(gram, userWeights(modality)).nearest(k, includeSelf);
    }

    /**
     * As {@link #nearest}, without comparing all nodes with all: for many nodes. The result says what share of the nearest
     * neighbors of a sample it holds, and does not depend on the number of threads.
     *
     * @param recall the least share
     * @throws IllegalArgumentException as {@link #nearest}, or if the share is not reached
     */
    public Neighbors approximate(Side side, Modality modality, int k, boolean includeSelf, double recall) {
        Neighbors.requireCandidates("k", k, side.nodes(data), includeSelf, side.plural() + " in " + data.name());
        FeatureGram gram = gram(modality);
        return side == Side.ITEM
                ? ApproximateSearch.items(gram, k, includeSelf, recall)
                : ApproximateSearch.users(gram, userWeights(modality), k, includeSelf, recall);
    }

    /**
     * Dot products x_b . x_b' among some nodes, B x B, row-major, symmetric but for rounding. A node may be named more than once. Users
     * honor {@code userFeature.normalizeItemsFirst}.
     *
     * <p>Products among users come from the Gram matrix or from the B feature vectors, whichever is less work; they agree
     * to rounding, about 1e-6 of the product of the two lengths.
     *
     * @param nodes B item or user ids
     * @throws IllegalArgumentException if the data set lacks the modality
     */
    public float[] gram(Side side, Modality modality, int[] nodes) {
        FeatureGram gram = gram(modality);
        return side == Side.USER ? gram.gram(userWeights(modality), nodes) : gram.itemGram(nodes);
    }

    /**
     * The vectors of several modalities, weighted and side by side; the same object for the same question.
     *
     * @param weights w of each modality
     * @throws IllegalArgumentException if the data set lacks a modality
     */
    public synchronized Blend blend(Side side, Map<Modality, Double> weights, Blend.Form form) {
        BlendKind kind = new BlendKind(side, Map.copyOf(weights), form);
        return remember(blends, kind, () -> new Blend(this, side, weights, form));
    }

    /** As {@link #gram}, as cosines; with a zero vector 0, of a zero vector with itself too. */
    public float[] cosines(Side side, Modality modality, int[] nodes) {
        float[] products = gram(side, modality, nodes);
        double[] norms = lengths(side, modality);
        double[] inverse = new double[nodes.length];
        for (int b = 0; b < nodes.length; b++) {
            inverse[b] = norms[nodes[b]] == 0 ? 0 : 1 / norms[nodes[b]];
        }
        Parallel.forRanges(nodes.length, 64, (from, to) -> {
            for (int a = from; a < to; a++) {
                for (int b = 0; b < nodes.length; b++) {
                    int at = a * nodes.length + b;
                    products[at] = (float) Math.max(-1, Math.min(1, products[at] * inverse[a] * inverse[b]));
                }
            }
        });
        return products;
    }

    /** d_m, the feature size of a modality. */
    public int dimension(Modality modality) {
        return data.features(modality).dimension();
    }

    /** The feature vectors of some nodes, B x d_m, row-major; of users the mean vectors. */
    public float[] vectors(Side side, Modality modality, int[] nodes) {
        FeatureGram gram = gram(modality);
        return side == Side.USER ? gram.vectors(userWeights(modality), nodes) : gram.itemVectors(nodes);
    }

    /** Length of the feature vector of every node, N or M numbers. */
    public double[] norms(Side side, Modality modality) {
        return lengths(side, modality).clone();
    }

    /** Frees the Gram matrices and the cosines of blends. They are computed again when something asks for them. */
    public synchronized void release() {
        grams.values().forEach(FeatureGram::release);
        blends.values().forEach(Blend::release);
    }

    MultimodalDataset data() {
        return data;
    }

    synchronized FeatureGram gram(Modality modality) {
        Features features = data.features(modality);
        return remember(grams, modality, () -> new FeatureGram(features, product, held().contains(modality)));
    }

    /** The widest features first, because theirs are the dearest to compute again. */
    private List<Modality> held() {
        long each = FeatureGram.bytes(data.items()) * 3 / 2;
        return each == 0 ? widest() : widest().stream().limit(heldBytes / each).toList();
    }

    private List<Modality> widest() {
        List<Modality> widest = new ArrayList<>(data.modalities());
        widest.sort(Comparator.comparingInt((Modality m) -> -data.features(m).dimension()));
        return widest;
    }

    /** Whether the cosines of both sides fit into the budget and half of it, beside one of the matrices they are made from. */
    boolean holdsCosines() {
        long bytes = cosineBytes() + FeatureGram.bytes(data.items());
        return bytes - heldBytes <= heldBytes / 2;
    }

    private long cosineBytes() {
        return CosineTable.bytes(data.users()) + CosineTable.bytes(data.items());
    }

    /**
     * Computes cosines. If they and the Gram matrices exceed the budget together, they are made from the widest features' matrix,
     * and from the vectors of the others, and no matrix is kept.
     *
     * @param maker told which matrices it may use
     */
    synchronized CosineTable withRoomForCosines(Function<Predicate<Modality>, CosineTable> maker) {
        if (cosineBytes() + held().size() * FeatureGram.bytes(data.items()) <= heldBytes) {
            return maker.apply(m -> true);
        }
        Modality widest = widest().get(0);
        grams.forEach((modality, gram) -> {
            if (!modality.equals(widest)) {
                gram.release();
            }
        });
        CosineTable made = maker.apply(widest::equals);
        grams.values().forEach(FeatureGram::release);
        return made;
    }

    synchronized Csr userWeights(Modality modality) {
        return remember(
                userWeights,
                modality,
                () -> UserWeights.of(data.train().matrix(), gram(modality), normalizeItemsFirst));
    }

    /** As {@link #norms}, not to be changed. */
    synchronized double[] lengths(Side side, Modality modality) {
        return remember(norms, new NodeKind(side, modality), () -> {
            FeatureGram gram = gram(modality);
            return side == Side.USER ? gram.norms(userWeights(modality)) : gram.itemNorms();
        });
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

    @Override
    public String toString() {
        return "Similarity of " + data.name();
    }
}
