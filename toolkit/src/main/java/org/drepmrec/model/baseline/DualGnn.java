package org.drepmrec.model.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.CoOccurrence;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/**
 * DualGNN (Wang et al., "DualGNN: Dual Graph Neural Network for Multimedia Recommendation", IEEE Transactions on Multimedia
 * 2021): a graph of users and items in each modality, then a graph of users who share items.
 *
 * <ul>
 *   <li>Per modality x = [P_m ; MLP(X_m)] with rows of norm 1, R_m = x + Âx + Â²x ({@code Encoder});
 *   <li>fusion: items Σ R_m, users Σ w_um R_m with trained weights of each user ({@link #forward});
 *   <li>user graph: u + Σ a_uk u_k over K neighbors with most shared training items, a = softmax of the counts; users with
 *       fewer get repeats, drawn anew in each epoch ({@link #beforeEpoch});
 *   <li>loss: BPR and λ times the mean squares of the batch's preferences and of the weights ({@link #loss}).
 * </ul>
 *
 * <p>As in its authors' code, from which MMRec's comes: the weights w start as a softmax and are free afterwards; at most 200
 * neighbors of a user count, of which K are used.
 *
 * <p>MMRec's code ({@link #asInMMRec}) differs in these: an addition in place changes R_visual (or the first modality) to
 * Σ R_m before users are fused, so they get w_1 Σ R_m + w_2 R_2 + ...; the logarithm is to the base 2; evaluation uses what
 * the last training step computed, before its parameters moved ({@link #inference}). A table of item weights that reaches
 * only its own penalty is left out. Its grid: learning rate in {0.1, ..., 1e-5}, λ in {0.1, ..., 1e-5}.
 */
public final class DualGnn extends Recommender {

    /** Layers on the graph of users and items. */
    public static final Option<Integer> LAYERS = Option.integer("layers", 2, 0, 16, "DualGNN's code: 2");

    /** The size of the hidden layer between features and items. */
    public static final Option<Integer> HIDDEN = Option.integer("mlp.hidden", 256, 1, 65_536, "DualGNN's code: 256");

    /** K, neighbors of a user in the user graph. */
    public static final Option<Integer> NEIGHBORS =
            Option.integer("users.neighbors", 40, 1, DualGnn.MOST_NEIGHBORS, "DualGNN's code: 40");

    /** How users' representations are fused. */
    public static final Option<Fusion> FUSION =
            Option.choice("fusion", Fusion.WEIGHTED, "DualGNN: α_u per modality; MMRec aliased");

    /** The pairwise loss. */
    public static final Option<PairLoss> LOSS = Option.choice("loss", PairLoss.BPR, "DualGNN: BPR; MMRec bprBase2");

    /** Whether evaluation uses the representations of the last training step. */
    public static final Option<Boolean> STALE =
            Option.flag("inference.stale", false, "MMRec evaluates what its last step computed");

    /** Weight λ of the penalty. */
    public static final Option<Double> LAMBDA =
            Option.real("reg.lambda", 1e-3, 0, Double.MAX_VALUE, "MMRec's grid: 0.1 to 1e-5");

    static final int MOST_NEIGHBORS = 200;
    private static final double SLOPE = 0.01;

    /** How users' representations are fused. */
    public enum Fusion {
        /** Σ w_m R_m. */
        WEIGHTED,
        /** As WEIGHTED, with Σ R_m in place of the first R: visual, or what comes first by name. */
        ALIASED
    }

    private final List<Encoder> encoders = new ArrayList<>();
    private final LastForward last = new LastForward();
    private CoOccurrence coOccurrence;
    private ParameterStore store;
    private SparseOperator behaviorGraph;
    private SparseOperator userGraph;
    private Parameter weights;

    private DualGnn(String name, Graphs graphs, Options options) {
        super(name, graphs, options);
    }

    /** Starts the model as its paper describes it. */
    public static Builder builder(Graphs graphs) {
        return new Builder("DualGNN", graphs);
    }

    /** Starts the model as MMRec computes it; see above for what differs. */
    public static Builder asInMMRec(Graphs graphs) {
        return new Builder("DualGNN (MMRec)", graphs)
                .set(FUSION, Fusion.ALIASED)
                .set(LOSS, PairLoss.BPR_BASE2)
                .set(STALE, true);
    }

    @Override
    public Map<String, String> protocol() {
        return CONSTANT_RATE;
    }

    @Override
    public void initialize(ParameterStore into) {
        last.clear();
        store = into;
        behaviorGraph = SparseOperator.symmetric(into, graphs().behavior());
        encoders.clear();
        data().modalities().stream()
                .sorted(Comparator.comparing((Modality m) -> !m.equals(Modality.VISUAL))
                        .thenComparing(m -> m))
                .forEach(m -> encoders.add(new Encoder(into, m)));
        weights = into.create("w", startingWeights(into), new Shape(users(), encoders.size()));
        if (coOccurrence == null) {
            coOccurrence = CoOccurrence.of(data().train().matrix(), MOST_NEIGHBORS);
        }
        userGraph = null;
        beforeEpoch(0, new SplittableRandom(0));
    }

    /** Rows of a softmax over N(0, 2 / (M + modalities)). */
    private float[] startingWeights(ParameterStore into) {
        int n = encoders.size();
        float[] w = into.normalValues("w", users() * n, Math.sqrt(2.0 / (users() + n)));
        for (int from = 0; from < w.length; from += n) {
            double sum = 0;
            for (int k = from; k < from + n; k++) {
                sum += Math.exp(w[k]);
            }
            for (int k = from; k < from + n; k++) {
                w[k] = (float) (Math.exp(w[k]) / sum);
            }
        }
        return w;
    }

    /** Draws the user graph of the epoch. */
    @Override
    public void beforeEpoch(int epoch, SplittableRandom random) {
        if (userGraph != null) {
            userGraph.close();
        }
        userGraph = SparseOperator.of(store, coOccurrence.sample(options().get(NEIGHBORS), random));
    }

    /** One modality on the graph of users and items. */
    private final class Encoder {

        private final NDArray features;
        private final Parameter preferences;
        private final Linear first;
        private final Linear second;

        Encoder(ParameterStore into, Modality m) {
            Features raw = data().features(m);
            features = into.constant(raw.values(), new Shape(raw.rows(), raw.dimension()));
            preferences = into.xavierNormal("P." + m, users(), embeddingSize());
            int hidden = options().get(HIDDEN);
            first = Linear.of(into, m + ".1", raw.dimension(), hidden);
            second = Linear.of(into, m + ".2", hidden, embeddingSize());
        }

        /** R_m, (M+N) x d. */
        Var represent(Tape tape) {
            Var items = second.apply(first.apply(tape.constant(features)).leakyRelu(SLOPE));
            Var x = Var.stackRows(tape.parameter(preferences), items).normalizeRows();
            return Propagation.sumOfLayers(x, behaviorGraph, options().get(LAYERS));
        }

        /** The mean of the squared preferences of a batch's users. */
        Var penalty(Tape tape, Batch batch) {
            return tape.parameter(preferences)
                    .rows(batch.users())
                    .squaredNorm()
                    .scale(1.0 / batch.size() / embeddingSize());
        }
    }

    @Override
    public Lines forward(Tape tape) {
        Var[] parts = encoders.stream().map(e -> e.represent(tape)).toArray(Var[]::new);
        Var sum = Var.sum(parts);
        Var items = sum.rowRange(users(), users() + items());
        if (options().get(FUSION) == Fusion.ALIASED) {
            parts[0] = sum;
        }
        Var users = fusedUsers(tape, parts);
        Var general = Var.stackRows(users.plus(users.propagate(userGraph)), items);
        if (options().get(STALE)) {
            last.keep(general);
        }
        return Lines.of(general);
    }

    private Var fusedUsers(Tape tape, Var... parts) {
        Var w = tape.parameter(weights);
        Var[] weighted = new Var[parts.length];
        for (int m = 0; m < parts.length; m++) {
            weighted[m] = parts[m].rowRange(0, users()).scaleRows(w.columnRange(m, m + 1));
        }
        return Var.sum(weighted);
    }

    @Override
    public Lines inference(Tape tape) {
        return last.present() ? Lines.of(last.on(tape)) : forward(tape);
    }

    @Override
    public LossTerms loss(Lines lines, Batch batch) {
        BatchRows rows = BatchRows.gather(lines.general(), batch, users());
        LossTerms loss = LossTerms.empty().plus("bpr", 1, options().get(LOSS).of(rows));
        double lambda = options().get(LAMBDA);
        if (lambda == 0) {
            return loss;
        }
        Tape tape = lines.general().tape();
        Var preferences =
                Var.sum(encoders.stream().map(e -> e.penalty(tape, batch)).toArray(Var[]::new));
        Var ofWeights = tape.parameter(weights).squaredNorm().scale(1.0 / users() / encoders.size());
        return loss.plus("l2", lambda, preferences.plus(ofWeights));
    }

    /** Collects the options of DualGNN. */
    public static final class Builder extends Recommender.Builder<Builder> {

        private final String name;

        private Builder(String name, Graphs graphs) {
            super(graphs, Options.of(name, EMBEDDING_SIZE, LAYERS, HIDDEN, NEIGHBORS, FUSION, LOSS, STALE, LAMBDA));
            this.name = name;
        }

        /** Layers on the graph of users and items; 2 by default. */
        public Builder layers(int layers) {
            return set(LAYERS, layers);
        }

        /** K, neighbors of a user in the user graph; 40 by default. */
        public Builder userNeighbors(int k) {
            return set(NEIGHBORS, k);
        }

        /** Weight λ of the penalty; 1e-3 by default. */
        public Builder regularization(double lambda) {
            return set(LAMBDA, lambda);
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException if the data set has no modality
         */
        @Override
        public DualGnn build() {
            requireModality(name);
            return new DualGnn(name, graphs(), options());
        }
    }
}
