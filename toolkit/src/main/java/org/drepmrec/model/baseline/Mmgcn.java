package org.drepmrec.model.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.BehaviorGraph;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/**
 * MMGCN (Wei et al., "MMGCN: Multi-modal Graph Convolution Network for Personalized Recommendation of Micro-video", MM
 * 2019): a graph convolution per modality, with a trained preference of each user where items have features.
 *
 * <ul>
 *   <li>start: x = [P_m ; X_m], rows of norm 1; visual features pass a linear layer first ({@code Encoder});
 *   <li>aggregation, mean: h = lrelu(mean over neighbors of x C); no self-loop, 0 for a node without neighbors;
 *   <li>combination, concatenated: x ← lrelu([h ‖ x̂] G + g) with x̂ = lrelu(x L + l) + ID;
 *   <li>prediction: the sum over modalities of the last layers ({@link #forward}), scores are dot products;
 *   <li>loss: BPR and λ times the mean squares of ID rows and preferences ({@link #loss}).
 * </ul>
 *
 * <p>Deviations from the print, as in its authors' code: rows of norm 1 at the start; the linear layer on visual features;
 * biases l and g; the penalty sees ID and P_m alone. Among the paper's variants this is mean aggregation with
 * concatenation.
 *
 * <p>MMRec's code ({@link #asInMMRec}) differs in these: ID and P_m are random but never trained, so that the penalty has
 * no effect and is left out; always three layers; the mean over modalities instead of the sum; evaluation uses what the
 * last training step computed, before its parameters moved ({@link #inference}). Its grid is one of learning rates alone:
 * {1e-4, 5e-4, 1e-3, 5e-3, 1e-2}.
 */
public final class Mmgcn extends Recommender {

    /** The number of layers. */
    public static final Option<Integer> LAYERS = Option.integer("layers", 2, 1, 16, "ours; MMRec 3");

    /** The size to which visual features are brought; 0 to leave them. */
    public static final Option<Integer> VISUAL_SIZE =
            Option.integer("visual.latentSize", 256, 0, 65_536, "MMGCN's code: 256");

    /** Whether ID embeddings and preferences are trained. */
    public static final Option<Boolean> TRAINABLE =
            Option.flag("embeddings.trainable", true, "MMGCN 2.3: parameters; MMRec false");

    /** How modalities are put together. */
    public static final Option<Readout> READOUT = Option.choice("readout", Readout.SUM, "MMGCN 2.4; MMRec mean");

    /** Whether evaluation uses the representations of the last training step. */
    public static final Option<Boolean> STALE =
            Option.flag("inference.stale", false, "MMRec evaluates what its last step computed");

    /** Weight λ of the penalty. */
    public static final Option<Double> LAMBDA =
            Option.real("reg.lambda", 1e-3, 0, Double.MAX_VALUE, "to be searched; MMGCN's code: 0.1 to 1e-5");

    private static final double SLOPE = 0.01;

    /** How modalities are put together. */
    public enum Readout {
        /** The sum. */
        SUM,
        /** The mean. */
        MEAN
    }

    private final List<Encoder> encoders = new ArrayList<>();
    private final LastForward last = new LastForward();
    private Function<Tape, Var> ids;
    private SparseOperator neighborMean;

    private Mmgcn(String name, Graphs graphs, Options options) {
        super(name, graphs, options);
    }

    /** Starts the model as its paper describes it. */
    public static Builder builder(Graphs graphs) {
        return new Builder("MMGCN", graphs);
    }

    /** Starts the model as MMRec computes it; see above for what differs. */
    public static Builder asInMMRec(Graphs graphs) {
        return new Builder("MMGCN (MMRec)", graphs)
                .layers(3)
                .set(TRAINABLE, false)
                .set(READOUT, Readout.MEAN)
                .set(STALE, true)
                .regularization(0);
    }

    @Override
    public Map<String, String> protocol() {
        return CONSTANT_RATE;
    }

    @Override
    public void initialize(ParameterStore into) {
        last.clear();
        ids = xavierNormal(into, "E", users() + items(), embeddingSize());
        neighborMean = SparseOperator.of(
                into, BehaviorGraph.adjacency(data().train().matrix()).rowMean());
        encoders.clear();
        data().modalities().forEach(m -> encoders.add(new Encoder(into, m)));
    }

    /** A table N(0, 2 / (rows + cols)), a parameter or, where embeddings are frozen, a constant. */
    private Function<Tape, Var> xavierNormal(ParameterStore into, String name, int rows, int cols) {
        if (options().get(TRAINABLE)) {
            Parameter table = into.xavierNormal(name, rows, cols);
            return tape -> tape.parameter(table);
        }
        float[] values = into.normalValues(name, rows * cols, Math.sqrt(2.0 / (rows + cols)));
        NDArray table = into.constant(values, new Shape(rows, cols));
        return tape -> tape.constant(table);
    }

    /** One layer of one modality: C, L with l, and G with g. */
    private record Layer(Parameter aggregation, Linear own, Linear combination) {}

    /** The graph convolution of one modality. */
    private final class Encoder {

        private final NDArray features;
        private final Linear latent;
        private final Function<Tape, Var> preferences;
        private final List<Layer> layers = new ArrayList<>();

        Encoder(ParameterStore into, Modality m) {
            Features raw = data().features(m);
            features = into.constant(raw.values(), new Shape(raw.rows(), raw.dimension()));
            int visual = options().get(VISUAL_SIZE);
            boolean shrunk = m.equals(Modality.VISUAL) && visual > 0;
            int in = shrunk ? visual : raw.dimension();
            latent = shrunk ? Linear.of(into, m + ".latent", raw.dimension(), in) : null;
            preferences = xavierNormal(into, "P." + m, users(), in);
            int d = embeddingSize();
            for (int l = 1; l <= options().get(LAYERS); l++) {
                String name = m + "." + l;
                int width = l == 1 ? in : d;
                Linear.Start combination = l == 1 ? Linear.Start.XAVIER_NORMAL : Linear.Start.LINEAR;
                layers.add(new Layer(
                        into.xavierNormal("C." + name, width, width),
                        Linear.of(into, name + ".own", width, d, Linear.Start.XAVIER_NORMAL, Linear.Start.LINEAR),
                        Linear.of(into, name + ".both", width + d, d, combination, Linear.Start.LINEAR)));
            }
        }

        /** The last layer, (M+N) x d. */
        Var represent(Tape tape, Var id) {
            Var items = tape.constant(features);
            Var x = Var.stackRows(preferences.apply(tape), latent == null ? items : latent.apply(items))
                    .normalizeRows();
            for (Layer layer : layers) {
                Var h = x.matMul(tape.parameter(layer.aggregation))
                        .propagate(neighborMean)
                        .leakyRelu(SLOPE);
                Var own = layer.own.apply(x).leakyRelu(SLOPE).plus(id);
                x = layer.combination.apply(Var.stackColumns(h, own)).leakyRelu(SLOPE);
            }
            return x;
        }

        /** The mean of the squared preferences. */
        Var penalty(Tape tape) {
            Var p = preferences.apply(tape);
            return p.squaredNorm().scale(1.0 / p.rows() / p.cols());
        }
    }

    @Override
    public Lines forward(Tape tape) {
        Var id = ids.apply(tape);
        Var sum = Var.sum(encoders.stream().map(e -> e.represent(tape, id)).toArray(Var[]::new));
        Var general = options().get(READOUT) == Readout.SUM ? sum : sum.scale(1.0 / encoders.size());
        if (options().get(STALE)) {
            last.keep(general);
        }
        return Lines.of(general);
    }

    @Override
    public Lines inference(Tape tape) {
        return last.present() ? Lines.of(last.on(tape)) : forward(tape);
    }

    @Override
    public LossTerms loss(Lines lines, Batch batch) {
        LossTerms loss =
                LossTerms.empty().plus("bpr", 1, Losses.bpr(BatchRows.gather(lines.general(), batch, users())));
        double lambda = options().get(LAMBDA);
        if (lambda == 0 || !options().get(TRAINABLE)) {
            return loss;
        }
        Tape tape = lines.general().tape();
        Var preferences = Var.sum(encoders.stream().map(e -> e.penalty(tape)).toArray(Var[]::new));
        return loss.plus("l2", lambda, idPenalty(ids.apply(tape), batch).plus(preferences));
    }

    /** The mean of ID_u² + ID_i², in which each user stands once with its positive and once with its negative. */
    private Var idPenalty(Var id, Batch batch) {
        BatchRows rows = BatchRows.gather(id, batch, users());
        Var ofItems = rows.positives().squaredNorm().plus(rows.negatives().squaredNorm());
        return rows.users().squaredNorm().plus(ofItems.scale(0.5)).scale(1.0 / batch.size() / id.cols());
    }

    /** Collects the options of MMGCN. */
    public static final class Builder extends Recommender.Builder<Builder> {

        private final String name;

        private Builder(String name, Graphs graphs) {
            super(graphs, Options.of(name, EMBEDDING_SIZE, LAYERS, VISUAL_SIZE, TRAINABLE, READOUT, STALE, LAMBDA));
            this.name = name;
        }

        /** The number of layers; 2 by default, 3 in MMRec's form. */
        public Builder layers(int layers) {
            return set(LAYERS, layers);
        }

        /** Weight λ of the penalty; 1e-3 by default, without effect where embeddings are not trained. */
        public Builder regularization(double lambda) {
            return set(LAMBDA, lambda);
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException if the data set has no modality
         */
        @Override
        public Mmgcn build() {
            requireModality(name);
            return new Mmgcn(name, graphs(), options());
        }
    }
}
