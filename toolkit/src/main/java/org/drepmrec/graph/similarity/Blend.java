package org.drepmrec.graph.similarity;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.drepmrec.data.Modality;
import org.drepmrec.data.Side;
import org.drepmrec.sparse.Csr;

/**
 * The raw feature vectors of one side's nodes in several modalities, weighted and side by side. Their dot products are a
 * weighted sum over modalities; where the memory budget allows, the cosines of all nodes are held from the first question on.
 * Safe for use by several threads.
 */
public final class Blend {

    /** What is added up over modalities. */
    public enum Form {
        /** w cos(x, x'): each vector is divided by its length. */
        COSINES,
        /** Cosines of the weighted vectors side by side. */
        JOINT_COSINES,
        /** w x . x'. */
        PRODUCTS
    }

    private final Similarity similarity;
    private final Side side;
    private final Map<Modality, double[]> scale = new LinkedHashMap<>();
    private final double[] lengths;
    private SoftReference<CosineTable> table = new SoftReference<>(null);

    Blend(Similarity similarity, Side side, Map<Modality, Double> weights, Form form) {
        this.similarity = similarity;
        this.side = side;
        Map<Modality, double[]> norms = new LinkedHashMap<>();
        weights.forEach((modality, weight) -> {
            double[] norm = similarity.lengths(side, modality);
            double root = Math.sqrt(weight);
            norms.put(modality, norm);
            scale.put(
                    modality,
                    Arrays.stream(norm)
                            .map(n -> form == Form.COSINES ? n == 0 ? 0 : root / n : root)
                            .toArray());
        });
        double[] joint = lengths(norms);
        if (form == Form.JOINT_COSINES) {
            double[] inverse = ItemSearch.inverses(joint);
            scale.values().forEach(s -> Arrays.setAll(s, n -> s[n] * inverse[n]));
            joint = lengths(norms);
        }
        lengths = joint;
    }

    private double[] lengths(Map<Modality, double[]> norms) {
        double[] squares = new double[side.nodes(similarity.data())];
        norms.forEach((modality, norm) -> {
            double[] s = scale.get(modality);
            for (int n = 0; n < squares.length; n++) {
                squares[n] += s[n] * norm[n] * s[n] * norm[n];
            }
        });
        return Arrays.stream(squares).map(Math::sqrt).toArray();
    }

    /** Whose vectors they are. */
    public Side side() {
        return side;
    }

    /** The number of vectors. */
    public int nodes() {
        return lengths.length;
    }

    /** The length of a vector, the sum of all d_m. */
    public int dimension() {
        return scale.keySet().stream()
                .mapToInt(m -> similarity.data().features(m).dimension())
                .sum();
    }

    /**
     * The vectors of some nodes, B x {@link #dimension}, row-major.
     *
     * @param nodes B item or user ids
     * @param factors B numbers that the vectors are multiplied by
     */
    public float[] vectors(int[] nodes, double[] factors) {
        int columns = dimension();
        float[] all = new float[Math.multiplyExact(nodes.length, columns)];
        int first = 0;
        for (Modality modality : scale.keySet()) {
            int d = similarity.data().features(modality).dimension();
            float[] vectors = similarity.vectors(side, modality, nodes);
            double[] s = scaled(modality, nodes, factors);
            for (int b = 0; b < nodes.length; b++) {
                for (int j = 0; j < d; j++) {
                    all[b * columns + first + j] = (float) s[b] * vectors[b * d + j];
                }
            }
            first += d;
        }
        return all;
    }

    /**
     * The dot products of the vectors of some nodes, B x B, row-major, symmetric but for rounding, which is about 1e-6 of the
     * product of the two lengths.
     *
     * @param nodes B item or user ids, repeats allowed
     * @param factors B numbers that the vectors are multiplied by
     */
    public float[] products(int[] nodes, double[] factors) {
        CosineTable held = similarity.holdsCosines() ? table() : null;
        return held == null ? computed(nodes, factors) : held.products(nodes, picked(lengths, nodes, factors));
    }

    private float[] computed(int[] nodes, double[] factors) {
        float[] sum = new float[Math.multiplyExact(nodes.length, nodes.length)];
        scale.keySet().forEach(modality -> {
            FeatureGram gram = similarity.gram(modality);
            double[] s = scaled(modality, nodes, factors);
            if (side == Side.USER) {
                gram.addHalf(similarity.userWeights(modality), nodes, s, sum);
            } else {
                gram.addItems(nodes, s, sum);
            }
        });
        if (side == Side.USER) {
            UserProducts.addTranspose(sum, nodes.length);
        }
        return sum;
    }

    private double[] scaled(Modality modality, int[] nodes, double[] factors) {
        return picked(scale.get(modality), nodes, factors);
    }

    private static double[] picked(double[] ofAll, int[] nodes, double[] factors) {
        double[] some = new double[nodes.length];
        Arrays.setAll(some, b -> ofAll[nodes[b]] * factors[b]);
        return some;
    }

    private CosineTable table() {
        synchronized (similarity) {
            CosineTable held = table.get();
            if (held == null) {
                held = similarity.withRoomForCosines(this::cosines);
                table = new SoftReference<>(held);
            }
            return held;
        }
    }

    /** The cosines of all nodes, from the Gram matrices of those modalities that {@code fits} and the vectors of the others. */
    private CosineTable cosines(Predicate<Modality> fits) {
        List<CosineTable.Part> parts = new ArrayList<>();
        double[] inverse = ItemSearch.inverses(lengths);
        scale.forEach((modality, s) -> {
            FeatureGram gram = similarity.gram(modality);
            float[][] whole = fits.test(modality) ? gram.whole() : null;
            // Asked for here, since other threads cannot while this one holds the lock.
            Csr users = side == Side.USER ? similarity.userWeights(modality) : null;
            float[] unit = new float[s.length];
            for (int n = 0; n < s.length; n++) {
                unit[n] = (float) (s[n] * inverse[n]);
            }
            parts.add(new CosineTable.Part(
                    width -> users == null
                            ? new ItemBlock(gram, whole, width)
                            : new UserBlock(gram, whole, users, width),
                    unit));
        });
        return CosineTable.of(lengths.length, parts);
    }

    void release() {
        table.clear();
    }

    @Override
    public String toString() {
        return "Blend of " + scale.keySet() + " of " + similarity.data().name();
    }
}
