package org.drepmrec.model.align;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Side;
import org.drepmrec.graph.Similarity;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.Repeated;
import org.drepmrec.model.TargetMatrix;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/**
 * The similarity-supervised signal (paper eq. 12; S3 in DREAM): among the users and among the positive items of a batch,
 * the modal representation keeps the similarities of the raw features, which are constants.
 *
 * <p>Deviation from the print: e_M = α_V e_V + α_T e_T adds vectors of different sizes, so cosine matrices are blended
 * instead.
 */
public final class SimilaritySignal {

    /** Weight γ, eq. 15. */
    public static final Option<Double> GAMMA =
            Option.real("gamma", 0.01, 0, Double.MAX_VALUE, "chosen on TikTok, one seed; the paper prints none");

    /** What the products are compared with. */
    public static final Option<Target> TARGET =
            Option.choice("sss.target", Target.BLENDED_COSINE, "eq. 12 as far as it is defined; AlignRec");

    /** Whether products are of the rows themselves or of rows of norm 1. */
    public static final Option<Prediction> PREDICTION = Option.choice("sss.pred", Prediction.DOT, "eq. 12, AlignRec");

    /** How the deviations become one number. */
    public static final Option<Losses.Reduction> REDUCTION =
            Option.choice("sss.reduction", Losses.Reduction.RMSE, "AlignRec; DREAM says mse");

    /** Weight of the users' half beside the items'. */
    public static final Option<Double> USER_WEIGHT =
            Option.real("sss.userWeight", 1, 0, Double.MAX_VALUE, "eq. 12; AlignRec 0.1");

    /** Whether the product of a row with itself counts. */
    public static final Option<Boolean> INCLUDE_DIAGONAL = Option.flag("sss.includeDiagonal", true, "eq. 12");

    /** The target matrix T, from the cosines or products of the raw features and the modal weights α_m. */
    public enum Target {
        /** T = Σ α_m cos_m. */
        BLENDED_COSINE,
        /** T = Σ α_m² cos_m, the products of [α_V v / |v|, α_T t / |t|]. */
        SQUARED_WEIGHTS,
        /** One loss per modality, its representation against its cosines, weighted by α_m. */
        PER_MODALITY,
        /** Cosines of the concatenated raw features. */
        CONCAT_COSINE,
        /** T = Σ α_m e_m · e_m', raw products. */
        RAW_GRAM
    }

    /** The predicted similarity. */
    public enum Prediction {
        /** Dot product. */
        DOT,
        /** Cosine. */
        COSINE
    }

    /** Up to this sum of feature sizes, products with the vectors are cheaper than looking up their Gram matrix. */
    private static final int MOST_COLUMNS = 768;

    private final Options options;
    private final Similarity similarity;
    private final Map<Modality, Double> weights;

    /**
     * A signal.
     *
     * @param options must know all options of this class
     * @param weights α_m of each modality
     */
    public SimilaritySignal(Options options, Similarity similarity, Map<Modality, Double> weights) {
        this.options = options;
        this.similarity = similarity;
        this.weights = new LinkedHashMap<>(weights);
    }

    /** The options of this class. */
    public static List<Option<?>> options() {
        return List.of(GAMMA, TARGET, PREDICTION, REDUCTION, USER_WEIGHT, INCLUDE_DIAGONAL);
    }

    /**
     * Adds {@code sss.items} and {@code sss.users} (eq. 12) if γ is not zero.
     *
     * @param modal rows of the blended modal representation
     * @param each rows of each modality's own representation, for {@link Target#PER_MODALITY}; else unused
     */
    public LossTerms addTo(LossTerms loss, BatchRows modal, Map<Modality, BatchRows> each, Batch batch) {
        double gamma = options.get(GAMMA);
        if (gamma == 0) {
            return loss;
        }
        Map<Modality, Repeated> items = new LinkedHashMap<>();
        Map<Modality, Repeated> users = new LinkedHashMap<>();
        each.forEach((m, rows) -> {
            items.put(m, rows.distinctPositives());
            users.put(m, rows.distinctUsers());
        });
        LossTerms more = loss.plus("sss.items", gamma, signal(Side.ITEM, modal.distinctPositives(), items, batch));
        double userWeight = options.get(USER_WEIGHT);
        return userWeight == 0
                ? more
                : more.plus("sss.users", gamma * userWeight, signal(Side.USER, modal.distinctUsers(), users, batch));
    }

    /** Computes the target matrices of a batch ahead of its step, see {@link Batch#derived}. */
    public void prepare(Batch batch) {
        if (options.get(GAMMA) == 0) {
            return;
        }
        boolean distinct = options.get(INCLUDE_DIAGONAL);
        for (List<Factor> factors : terms()) {
            target(Side.ITEM, factors, batch, distinct);
            if (options.get(USER_WEIGHT) != 0) {
                target(Side.USER, factors, batch, distinct);
            }
        }
    }

    private Var signal(Side side, Repeated blended, Map<Modality, Repeated> each, Batch batch) {
        if (options.get(TARGET) != Target.PER_MODALITY) {
            return deviation(side, blended, factors(), batch);
        }
        return Var.sum(terms().stream()
                .map(factors -> {
                    Modality m = factors.get(0).modality();
                    return deviation(side, each.get(m), factors, batch).scale(weights.get(m));
                })
                .toArray(Var[]::new));
    }

    private Var deviation(Side side, Repeated rows, List<Factor> factors, Batch batch) {
        Repeated x = options.get(PREDICTION) == Prediction.COSINE ? rows.normalized() : rows;
        Losses.Reduction reduction = options.get(REDUCTION);
        if (options.get(INCLUDE_DIAGONAL)) {
            // Rows that were given, not gathered, stand once each in the order of the batch.
            boolean distinct = rows.place() == distinct(side, batch).place();
            return Losses.similarity(x, target(side, factors, batch, distinct), reduction);
        }
        return Losses.similarity(x.expanded().rows(), target(side, factors, batch, false), reduction, false);
    }

    private static Batch.Distinct distinct(Side side, Batch batch) {
        return side == Side.USER ? batch.distinctUsers() : batch.distinctPositives();
    }

    /** Which target of a batch: among its distinct nodes, or among all. */
    private record Wanted(SimilaritySignal signal, Side side, List<Factor> factors, boolean distinct) {}

    private TargetMatrix target(Side side, List<Factor> factors, Batch batch, boolean distinct) {
        return batch.derived(new Wanted(this, side, factors, distinct), () -> {
            if (distinct) {
                Batch.Distinct nodes = distinct(side, batch);
                return target(side, factors, nodes.ids(), nodes.counts());
            }
            int[] nodes = side == Side.USER ? batch.users() : batch.positives();
            float[] ones = new float[nodes.length];
            Arrays.fill(ones, 1f);
            return target(side, factors, nodes, ones);
        });
    }

    /** The targets that make a signal: one of all modalities, or one of each. */
    private List<List<Factor>> terms() {
        return options.get(TARGET) == Target.PER_MODALITY
                ? weights.keySet().stream()
                        .map(m -> List.of(new Factor(m, 1, true)))
                        .toList()
                : List.of(factors());
    }

    /** A modality's part of T: weight times its products or cosines. */
    private record Factor(Modality modality, double weight, boolean cosine) {}

    private List<Factor> factors() {
        Target form = options.get(TARGET);
        return weights.entrySet().stream()
                .map(e -> switch (form) {
                    case SQUARED_WEIGHTS -> new Factor(e.getKey(), e.getValue() * e.getValue(), true);
                    case RAW_GRAM -> new Factor(e.getKey(), e.getValue(), false);
                    case CONCAT_COSINE -> new Factor(e.getKey(), 1, false);
                    case BLENDED_COSINE, PER_MODALITY -> new Factor(e.getKey(), e.getValue(), true);
                })
                .toList();
    }

    /**
     * T is the sum over factors, which is the Gram matrix of the weighted vectors side by side. Rows and columns are multiplied
     * by the root of how often their node stands in the batch.
     */
    private TargetMatrix target(Side side, List<Factor> factors, int[] nodes, float... counts) {
        int columns = factors.stream()
                .mapToInt(f -> similarity.dimension(f.modality()))
                .sum();
        double[][] scale = factors.stream().map(f -> scale(side, f, nodes)).toArray(double[][]::new);
        if (options.get(TARGET) == Target.CONCAT_COSINE) {
            divideByJointNorms(side, factors, nodes, scale);
        }
        for (double[] ofFactor : scale) {
            for (int b = 0; b < nodes.length; b++) {
                ofFactor[b] *= Math.sqrt(counts[b]);
            }
        }
        return columns <= MOST_COLUMNS
                ? byVectors(side, factors, nodes, scale, columns)
                : byGram(side, factors, nodes, scale);
    }

    /** What each node's vector is multiplied by. */
    private double[] scale(Side side, Factor factor, int[] nodes) {
        double[] norms = similarity.norms(side, factor.modality());
        double root = Math.sqrt(factor.weight());
        return Arrays.stream(nodes)
                .mapToDouble(n -> !factor.cosine() ? root : norms[n] == 0 ? 0 : root / norms[n])
                .toArray();
    }

    private void divideByJointNorms(Side side, List<Factor> factors, int[] nodes, double[][] scale) {
        double[] squares = new double[nodes.length];
        for (Factor f : factors) {
            double[] norms = similarity.norms(side, f.modality());
            for (int b = 0; b < nodes.length; b++) {
                squares[b] += norms[nodes[b]] * norms[nodes[b]];
            }
        }
        for (double[] s : scale) {
            for (int b = 0; b < nodes.length; b++) {
                s[b] = squares[b] == 0 ? 0 : s[b] / Math.sqrt(squares[b]);
            }
        }
    }

    private TargetMatrix byVectors(Side side, List<Factor> factors, int[] nodes, double[][] scale, int columns) {
        float[] all = new float[nodes.length * columns];
        int at = 0;
        for (int f = 0; f < factors.size(); f++) {
            Modality m = factors.get(f).modality();
            int d = similarity.dimension(m);
            float[] vectors = similarity.vectors(side, m, nodes);
            for (int b = 0; b < nodes.length; b++) {
                float s = (float) scale[f][b];
                for (int j = 0; j < d; j++) {
                    all[b * columns + at + j] = s * vectors[b * d + j];
                }
            }
            at += d;
        }
        return TargetMatrix.gram(all, nodes.length, columns);
    }

    private TargetMatrix byGram(Side side, List<Factor> factors, int[] nodes, double[][] scale) {
        Map<Modality, double[]> scales = new LinkedHashMap<>();
        for (int f = 0; f < scale.length; f++) {
            scales.put(factors.get(f).modality(), scale[f]);
        }
        return TargetMatrix.dense(similarity.blend(side, nodes, scales), nodes.length);
    }
}
