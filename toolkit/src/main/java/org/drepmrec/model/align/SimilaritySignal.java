package org.drepmrec.model.align;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.data.Side;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.similarity.Blend;
import org.drepmrec.graph.similarity.Similarity;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Repeated;
import org.drepmrec.model.TargetMatrix;
import org.drepmrec.model.TargetVectors;
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

    /** The target of the comparison. */
    public static final Option<Target> TARGET =
            Option.choice("sss.target", Target.BLENDED_COSINE, "eq. 12 as far as it is defined; AlignRec");

    /** Whether products are of the rows themselves or of rows of norm 1. */
    public static final Option<Prediction> PREDICTION = Option.choice("sss.pred", Prediction.DOT, "eq. 12, AlignRec");

    /** How the deviations are reduced to a number. */
    public static final Option<Losses.Reduction> REDUCTION =
            Option.choice("sss.reduction", Losses.Reduction.RMSE, "AlignRec; DREAM says mse");

    /** Weight of the users' term relative to the items'. */
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

    /** Up to this total feature size, products with the vectors are cheaper than lookups in their Gram matrix. */
    private static final int MOST_COLUMNS = 768;

    private final Options options;
    private final Similarity similarity;
    private final Map<Modality, Double> weights;
    private final ParameterStore device;
    private final Map<Blend, TargetVectors> vectors = new HashMap<>();

    /**
     * A signal whose targets are computed in Java.
     *
     * @param options must contain all options of this class
     * @param weights α_m of each modality
     */
    public SimilaritySignal(Options options, Similarity similarity, Map<Modality, Double> weights) {
        this(options, similarity, weights, null);
    }

    private SimilaritySignal(
            Options options, Similarity similarity, Map<Modality, Double> weights, ParameterStore device) {
        this.options = options;
        this.similarity = similarity;
        this.weights = new LinkedHashMap<>(weights);
        this.device = device;
    }

    /**
     * The signal of a model that is opened. Where steps stay on the device, so do the vectors whose products are the targets;
     * they are copied there in the first step.
     *
     * @param weights α_m of each modality
     */
    public static SimilaritySignal of(Recommender model, Map<Modality, Double> weights, ParameterStore into) {
        return new SimilaritySignal(
                model.options(),
                model.graphs().similarity(),
                weights,
                into.backend().staysOnDevice() ? into : null);
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
        if (options.get(GAMMA) == 0 || device != null) {
            return;
        }
        boolean distinct = options.get(INCLUDE_DIAGONAL);
        for (Map<Modality, Double> term : terms()) {
            target(blend(Side.ITEM, term), batch, distinct);
            if (options.get(USER_WEIGHT) != 0) {
                target(blend(Side.USER, term), batch, distinct);
            }
        }
    }

    private Blend blend(Side side, Map<Modality, Double> term) {
        return similarity.blend(side, term, form());
    }

    private Var signal(Side side, Repeated blended, Map<Modality, Repeated> each, Batch batch) {
        if (options.get(TARGET) != Target.PER_MODALITY) {
            return deviation(side, blended, terms().get(0), batch);
        }
        return Var.sum(weights.keySet().stream()
                .map(m -> deviation(side, each.get(m), Map.of(m, 1.0), batch).scale(weights.get(m)))
                .toArray(Var[]::new));
    }

    private Var deviation(Side side, Repeated rows, Map<Modality, Double> term, Batch batch) {
        Repeated x = options.get(PREDICTION) == Prediction.COSINE ? rows.normalized() : rows;
        Losses.Reduction reduction = options.get(REDUCTION);
        if (options.get(INCLUDE_DIAGONAL)) {
            // Rows that were passed in, not gathered, are in batch order without merging.
            boolean distinct = rows.place() == distinct(side, batch).place();
            return Losses.similarity(x, target(blend(side, term), batch, distinct), reduction);
        }
        return Losses.similarity(x.expanded().rows(), target(blend(side, term), batch, false), reduction, false);
    }

    private static Batch.Distinct distinct(Side side, Batch batch) {
        return side == Side.USER ? batch.distinctUsers() : batch.distinctPositives();
    }

    /** Which target of a batch: among its distinct nodes, or among all. */
    private record Wanted(Blend blend, boolean distinct) {}

    private TargetMatrix target(Blend blend, Batch batch, boolean distinct) {
        return batch.derived(new Wanted(blend, distinct), () -> {
            Batch.Distinct nodes = distinct ? distinct(blend.side(), batch) : each(blend.side(), batch);
            return device == null
                    ? target(blend, nodes.ids(), nodes.counts())
                    : vectors.computeIfAbsent(blend, b -> TargetVectors.of(device, b))
                            .target(nodes.ids(), nodes.place());
        });
    }

    /** All nodes of a batch, repetitions as well. */
    private static Batch.Distinct each(Side side, Batch batch) {
        int[] place = new int[batch.size()];
        Arrays.setAll(place, b -> b);
        return new Batch.Distinct(side == Side.USER ? batch.users() : batch.positives(), place);
    }

    /** The weights of modalities in each target that makes a signal: one of all modalities, or one of each. */
    private List<Map<Modality, Double>> terms() {
        Map<Modality, Double> term = new LinkedHashMap<>();
        weights.forEach((m, weight) -> term.put(
                m,
                switch (options.get(TARGET)) {
                    case SQUARED_WEIGHTS -> weight * weight;
                    case BLENDED_COSINE, RAW_GRAM -> weight;
                    case CONCAT_COSINE, PER_MODALITY -> 1.0;
                }));
        return options.get(TARGET) == Target.PER_MODALITY
                ? weights.keySet().stream().map(m -> Map.of(m, 1.0)).toList()
                : List.of(term);
    }

    private Blend.Form form() {
        return switch (options.get(TARGET)) {
            case CONCAT_COSINE -> Blend.Form.JOINT_COSINES;
            case RAW_GRAM -> Blend.Form.PRODUCTS;
            case BLENDED_COSINE, SQUARED_WEIGHTS, PER_MODALITY -> Blend.Form.COSINES;
        };
    }

    /**
     * Rows and columns are multiplied by the square root of the number of times that their node occurs in the batch.
     */
    private static TargetMatrix target(Blend blend, int[] nodes, float... counts) {
        double[] roots = new double[nodes.length];
        Arrays.setAll(roots, b -> Math.sqrt(counts[b]));
        return blend.dimension() <= MOST_COLUMNS
                ? TargetMatrix.gram(blend.vectors(nodes, roots), nodes.length, blend.dimension())
                : TargetMatrix.dense(blend.products(nodes, roots), nodes.length);
    }
}
