package org.drepmrec.model.baseline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;
import org.drepmrec.sparse.Csr;

/**
 * BM3 (Zhou et al., "Bootstrap Latent Representations for Multi-modal Recommendation", WWW 2023): no negatives; predicted
 * representations approach targets that are the same representations after dropout, through which no gradient passes.
 *
 * <ul>
 *   <li>H = mean of LightGCN's layers, items with their ID embedding added; x_m = X_m W_m + b_m ({@link #forward});
 *   <li>predictor f(h) = h W_p + b_p, for users, items and modalities alike; scores are f(h_u) · f(h_i);
 *   <li>targets: dropout of the detached tables ({@link #target});
 *   <li>with C(a, b) = 1 - cos(a, b): graph reconstruction C(f(h_u), ḣ_i) + C(f(h_i), ḣ_u), alignment between modalities
 *       C(f(x_m), ḣ_i), masked features within one C(f(x_m), ẋ_m), and λ times the norms ({@link #loss}).
 * </ul>
 *
 * <p>The behavior representation is H, the modal one the mean of x_m for an item and the mean of that over the training
 * items for a user; the paper defines no modal users. The general one is f(H).
 *
 * <p>Deviations from the print: the constant 1 in C, so that losses are not negative; means over the batch, as everywhere
 * here; λ (‖h_u‖² + ‖h_i‖²) is a mean likewise.
 *
 * <p>MMRec's code ({@link #asInMMRec}) differs in these: the two modal terms weigh 2; the penalty is
 * λ (‖H_users‖_F + ‖H_items‖_F) / N over whole tables, not squared; the feature tables are trained. It also adds 1e-7 to
 * degrees, which is less than single precision can tell.
 */
public final class Bm3 extends Recommender {

    /** L, the layers of LightGCN. */
    public static final Option<Integer> LAYERS = Option.integer("layers", 1, 0, 16, "BM3's grid: 1, 2; Baby 1");

    /** p, the share of a target's elements that is 0. */
    public static final Option<Double> DROPOUT = Option.real("dropout", 0.5, 0, 0.99, "BM3's grid: 0.3, 0.5; Baby 0.5");

    /** Weight of the two terms of each modality. */
    public static final Option<Double> MODAL_LOSS =
            Option.real("modal.lossWeight", 1, 0, Double.MAX_VALUE, "BM3 eq. 12: 1; MMRec 2");

    /** Weight λ of the penalty. */
    public static final Option<Double> LAMBDA =
            Option.real("reg.lambda", 0.1, 0, Double.MAX_VALUE, "BM3's grid: 0.1, 0.01; Baby 0.1");

    /** The form of the penalty. */
    public static final Option<PenaltyForm> PENALTY =
            Option.choice("reg.form", PenaltyForm.BATCH_SQUARES, "BM3 eq. 12");

    /** Whether no gradient passes through targets. */
    public static final Option<Boolean> STOP_GRADIENT =
            Option.flag("targets.stopGradient", true, "BM3 3.2; false to see what it is there for");

    /** The form of the penalty. */
    public enum PenaltyForm {
        /** The mean over the batch of ‖h_u‖² + ‖h_i‖². */
        BATCH_SQUARES,
        /** (‖H_users‖_F + ‖H_items‖_F) / N of whole tables. */
        TABLE_NORMS
    }

    private final Map<Modality, Projection> projections = new LinkedHashMap<>();
    private final Map<Modality, Var> projected = new LinkedHashMap<>();
    private Parameter ids;
    private Linear predictor;
    private SparseOperator behaviorGraph;
    private SparseOperator usersAndItems;
    private SplittableRandom masks;

    /** A modality's features and the layer on them. */
    private record Projection(FeatureTable features, Linear layer) {

        /** x_m of all items, N x d. */
        Var items(Tape tape) {
            return features.through(layer, tape);
        }
    }

    private Bm3(String name, Graphs graphs, Options options) {
        super(name, graphs, options);
    }

    /** Starts the model as its paper describes it. */
    public static Builder builder(Graphs graphs) {
        return new Builder("BM3", graphs);
    }

    /** Starts the model as MMRec computes it; see above for what differs. */
    public static Builder asInMMRec(Graphs graphs) {
        return new Builder("BM3 (MMRec)", graphs)
                .modalLossWeight(2)
                .set(PENALTY, PenaltyForm.TABLE_NORMS)
                .trainableFeatures(true);
    }

    @Override
    public boolean usesNegatives() {
        return false;
    }

    @Override
    public Map<String, String> protocol() {
        return CONSTANT_RATE;
    }

    @Override
    public void initialize(ParameterStore into) {
        int d = embeddingSize();
        ids = into.xavierTables("E", users(), items(), d);
        predictor = Linear.of(into, "predictor", d, d, Linear.Start.XAVIER_NORMAL, Linear.Start.LINEAR);
        behaviorGraph = SparseOperator.symmetric(into, graphs().behavior());
        usersAndItems = SparseOperator.of(into, Csr.identity(items()).below(graphs().userMean()));
        masks = new SplittableRandom(0);
        projections.clear();
        for (Modality m : data().modalities()) {
            int size = data().features(m).dimension();
            projections.put(
                    m,
                    new Projection(
                            new FeatureTable(into, m, data().features(m), options()),
                            Linear.of(into, m.toString(), size, d, Linear.Start.XAVIER_NORMAL, Linear.Start.LINEAR)));
        }
    }

    /** Takes the generator from which the epoch's dropout masks are drawn. */
    @Override
    public void beforeEpoch(int epoch, SplittableRandom random) {
        masks = random;
    }

    @Override
    public Lines forward(Tape tape) {
        Var behavior = behavior(tape);
        projected.clear();
        projections.forEach((m, projection) -> projected.put(m, projection.items(tape)));
        Var modal = Var.sum(projected.values().toArray(Var[]::new)).scale(1.0 / projected.size());
        return new Lines(predictor.apply(behavior), behavior, modal.propagate(usersAndItems));
    }

    /** H: the mean of the layers; items have their ID embedding added. */
    private Var behavior(Tape tape) {
        Var id = tape.parameter(ids);
        int nodes = users() + items();
        Var mean = Propagation.meanOfLayers(id, behaviorGraph, options().get(LAYERS));
        return Var.stackRows(
                mean.rowRange(0, users()), mean.rowRange(users(), nodes).plus(id.rowRange(users(), nodes)));
    }

    @Override
    public LossTerms loss(Lines lines, Batch batch) {
        BatchRows predicted = BatchRows.gather(lines.general(), batch, users());
        BatchRows targets = BatchRows.gather(target(lines.behavior()), batch, users());
        LossTerms loss = LossTerms.empty()
                .plus("user to item", 1, Losses.cosineDistance(predicted.users(), targets.positives()))
                .plus("item to user", 1, Losses.cosineDistance(predicted.positives(), targets.users()));
        double weight = options().get(MODAL_LOSS);
        for (Map.Entry<Modality, Var> e : projected.entrySet()) {
            Var online = predictor.apply(e.getValue().rows(batch.positives()));
            Var own = target(e.getValue()).rows(batch.positives());
            loss = loss.plus("align." + e.getKey(), weight, Losses.cosineDistance(online, targets.positives()))
                    .plus("mask." + e.getKey(), weight, Losses.cosineDistance(online, own));
        }
        double lambda = options().get(LAMBDA);
        return lambda == 0 ? loss : loss.plus("reg", lambda, penalty(lines.behavior(), batch));
    }

    /** A whole table after inverted dropout, so that all rows of a node in a batch share one mask. */
    private Var target(Var table) {
        Var fixed = options().get(STOP_GRADIENT) ? table.detach() : table;
        double rate = options().get(DROPOUT);
        return rate == 0 ? fixed : fixed.dropout(rate, masks);
    }

    private Var penalty(Var behavior, Batch batch) {
        if (options().get(PENALTY) == PenaltyForm.TABLE_NORMS) {
            Var ofUsers = behavior.rowRange(0, users()).norm();
            Var ofItems = behavior.rowRange(users(), users() + items()).norm();
            return ofUsers.plus(ofItems).scale(1.0 / items());
        }
        BatchRows rows = BatchRows.gather(behavior, batch, users());
        return rows.users().squaredNorm().plus(rows.positives().squaredNorm()).scale(1.0 / batch.size());
    }

    /** Collects the options of BM3. */
    public static final class Builder extends Recommender.Builder<Builder> {

        private final String name;

        private Builder(String name, Graphs graphs) {
            super(
                    graphs,
                    Options.of(
                            name,
                            EMBEDDING_SIZE,
                            LAYERS,
                            DROPOUT,
                            MODAL_LOSS,
                            STOP_GRADIENT,
                            FeatureTable.TRAINABLE,
                            PENALTY,
                            LAMBDA));
            this.name = name;
        }

        /** L, the layers of LightGCN; 1 by default. */
        public Builder layers(int layers) {
            return set(LAYERS, layers);
        }

        /** p, the share of a target's elements that is 0; 0.5 by default. */
        public Builder dropout(double rate) {
            return set(DROPOUT, rate);
        }

        /** Weight of the two terms of each modality; 1 by default. */
        public Builder modalLossWeight(double weight) {
            return set(MODAL_LOSS, weight);
        }

        /** Weight λ of the penalty; 0.1 by default. */
        public Builder regularization(double lambda) {
            return set(LAMBDA, lambda);
        }

        /** Whether the items' features are trained; they are not by default. */
        public Builder trainableFeatures(boolean trainable) {
            return set(FeatureTable.TRAINABLE, trainable);
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException if the data set has no modality
         */
        @Override
        public Bm3 build() {
            requireModality(name);
            return new Bm3(name, graphs(), options());
        }
    }
}
