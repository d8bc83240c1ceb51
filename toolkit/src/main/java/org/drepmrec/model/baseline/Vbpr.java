package org.drepmrec.model.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.drepmrec.data.Features;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.FeatureMatrix;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Penalty;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/**
 * VBPR (He and McAuley, "VBPR: Visual Bayesian Personalized Ranking from Implicit Feedback", AAAI 2016):
 * score(u, i) = β_i + γ_u · γ_i + θ_u · (E f_i) + β' · f_i.
 *
 * <ul>
 *   <li>Eq. 4 ({@link #forward}): the behavior representation is γ, the modal one θ_u and E f_i, each of size d. The
 *       general one is both side by side and one more column that carries β_i + β' · f_i, against 1 for users. The paper's
 *       α and β_u are the same for all items and change neither ranking nor loss;
 *   <li>BPR-OPT ({@link #loss}): BPR and λ‖Θ‖² on γ, θ and β of the batch; E and β' are not penalized (λ_E = 0).
 * </ul>
 *
 * <p>Where the paper has pictures, f_i is here the concatenation of the raw features of all modalities. Each is projected by
 * a matrix of its own and the results are added, which is the same; the start is that of the one wide layer.
 *
 * <p>Deviations from the print: half the squares over the batch size; Adam; d for each half where the paper shares 20
 * between them.
 *
 * <p>MMRec's code ({@link #asInMMRec}) differs in these: neither β_i nor β' but a bias b in the projection, E f_i + b,
 * which cancels in rankings; 1e-10 is added to σ inside the logarithm; the penalty is λ times the Frobenius norms over B, not
 * squared, of the batch's representations, projected features included. Its grid: λ in {2, 1, 0.1, ..., 1e-5}.
 */
public final class Vbpr extends Recommender {

    /** Which biases there are. */
    public static final Option<Biases> BIASES = Option.choice("biases", Biases.ITEM_AND_FEATURES, "VBPR eq. 4");

    /** The pairwise loss. */
    public static final Option<PairLoss> LOSS = Option.choice("loss", PairLoss.BPR, "VBPR: BPR-OPT");

    /** What the penalty sees. */
    public static final Option<PenaltyTarget> PENALTY_TARGET =
            Option.choice("reg.target", PenaltyTarget.EMBEDDINGS, "VBPR: λ_E = 0");

    /** The form of the penalty. */
    public static final Option<Penalty> PENALTY =
            Option.choice("reg.form", Penalty.HALF_SQUARED, "VBPR: λ‖Θ‖²; MMRec emb");

    /** Weight λ of the penalty. */
    public static final Option<Double> LAMBDA =
            Option.real("reg.lambda", 0.01, 0, Double.MAX_VALUE, "to be searched, as in the paper");

    /** Which biases there are. */
    public enum Biases {
        /** β_i and β'. */
        ITEM_AND_FEATURES,
        /** b of the projection. */
        PROJECTION
    }

    /** What the penalty sees of the batch. */
    public enum PenaltyTarget {
        /** γ, θ and β. */
        EMBEDDINGS,
        /** The representations that give the scores, with projected features. */
        REPRESENTATIONS
    }

    private final Map<FeatureMatrix, Parameter> projections = new LinkedHashMap<>();
    private Parameter userTable;
    private Parameter itemTable;
    private Parameter itemBias;
    private Parameter layerBias;
    private NDArray ones;

    private Vbpr(String name, Graphs graphs, Options options) {
        super(name, graphs, options);
    }

    /** Starts the model as its paper describes it. */
    public static Builder builder(Graphs graphs) {
        return new Builder("VBPR", graphs);
    }

    /** Starts the model as MMRec computes it; see above for what differs. */
    public static Builder asInMMRec(Graphs graphs) {
        return new Builder("VBPR (MMRec)", graphs)
                .set(BIASES, Biases.PROJECTION)
                .set(LOSS, PairLoss.BPR_WITH_FLOOR)
                .set(PENALTY_TARGET, PenaltyTarget.REPRESENTATIONS)
                .set(PENALTY, Penalty.EMB);
    }

    private boolean itemBiases() {
        return options().get(BIASES) == Biases.ITEM_AND_FEATURES;
    }

    @Override
    public Map<String, String> protocol() {
        return CONSTANT_RATE;
    }

    @Override
    public void initialize(ParameterStore into) {
        int d = embeddingSize();
        userTable = into.xavierUniform("users", users(), 2 * d);
        itemTable = into.xavierUniform("items", items(), d);
        itemBias = itemBiases() ? into.uniform("bias", items(), 1, 0) : null;
        layerBias = itemBiases() ? null : into.uniform("b", 1, d, 0);
        float[] one = new float[users()];
        Arrays.fill(one, 1f);
        ones = into.constant(one, new Shape(users(), 1));
        int wide = data().modalities().stream()
                .mapToInt(m -> data().features(m).dimension())
                .sum();
        projections.clear();
        data().modalities().forEach(m -> {
            Features f = data().features(m);
            projections.put(
                    FeatureMatrix.of(into, f),
                    // A column more than E has is β', so that features are read once for both.
                    into.normal("W." + m, f.dimension(), itemBiases() ? d + 1 : d, Math.sqrt(2.0 / (wide + d))));
        });
    }

    @Override
    public Lines forward(Tape tape) {
        int d = embeddingSize();
        Var users = tape.parameter(userTable);
        Var projected = projected(tape);
        Var behavior = Var.stackRows(users.columnRange(0, d), tape.parameter(itemTable));
        Var modal = Var.stackRows(users.columnRange(d, 2 * d), projected.columnRange(0, d));
        if (!itemBiases()) {
            return new Lines(Var.stackColumns(behavior, modal), behavior, modal);
        }
        Var bias = tape.parameter(itemBias).plus(projected.columnRange(d, d + 1));
        Var column = Var.stackRows(tape.constant(ones), bias);
        return new Lines(Var.stackColumns(behavior, modal, column), behavior, modal);
    }

    /** E f_i of all items, N x d; with β' · f_i as one more column, or plus b. */
    private Var projected(Tape tape) {
        Var sum = Var.sum(projections.entrySet().stream()
                .map(p -> p.getKey().times(tape.parameter(p.getValue())))
                .toArray(Var[]::new));
        return layerBias == null ? sum : sum.plusRow(tape.parameter(layerBias));
    }

    @Override
    public LossTerms loss(Lines lines, Batch batch) {
        BatchRows rows = BatchRows.gather(lines.general(), batch, users());
        LossTerms loss = LossTerms.empty().plus("bpr", 1, options().get(LOSS).of(rows));
        double lambda = options().get(LAMBDA);
        if (lambda == 0) {
            return loss;
        }
        return loss.plus("l2", lambda, options().get(PENALTY).of(penalized(rows, batch), batch));
    }

    /** γ and θ of the users, but not their constant column; what the option says of the items. */
    private BatchRows penalized(BatchRows rows, Batch batch) {
        return new BatchRows(
                rows.users().columnRange(0, 2 * embeddingSize()),
                penalized(rows.positives(), batch.positives()),
                penalized(rows.negatives(), batch.negatives()));
    }

    private Var penalized(Var general, int... items) {
        if (options().get(PENALTY_TARGET) == PenaltyTarget.REPRESENTATIONS) {
            return general;
        }
        Var gamma = general.columnRange(0, embeddingSize());
        return itemBias == null
                ? gamma
                : Var.stackColumns(gamma, general.tape().parameter(itemBias).rows(items));
    }

    /** Collects the options of VBPR. */
    public static final class Builder extends Recommender.Builder<Builder> {

        private final String name;

        private Builder(String name, Graphs graphs) {
            super(graphs, Options.of(name, EMBEDDING_SIZE, BIASES, LOSS, PENALTY_TARGET, PENALTY, LAMBDA));
            this.name = name;
        }

        /** Weight λ of the penalty; 0.01 by default. */
        public Builder regularization(double lambda) {
            return set(LAMBDA, lambda);
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException if the data set has no modality
         */
        @Override
        public Vbpr build() {
            requireModality(name);
            return new Vbpr(name, graphs(), options());
        }
    }
}
