package org.drepmrec.model.baseline;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.STALE;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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
import org.drepmrec.model.FeatureMatrix;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Projection;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.option.Option;

/**
 * MMGCN (Wei et al., "MMGCN: Multi-modal Graph Convolution Network for Personalized Recommendation of Micro-video", MM
 * 2019): a graph convolution per modality, with a trained preference vector per user in place of features.
 *
 * <ul>
 *   <li>start: x = [P_m ; X_m], rows of norm 1; visual features first pass through a linear layer ({@code Encoder});
 *   <li>aggregation, mean: h = lrelu(mean over neighbors of x C); no self-loop, 0 for a node without neighbors;
 *   <li>combination, concatenated: x ← lrelu([h ‖ x̂] G + g) with x̂ = lrelu(x L + l) + ID;
 *   <li>prediction: the sum over modalities of the last layers ({@link Net#forward}), scores are dot products;
 *   <li>loss: BPR and λ times the mean squares of ID rows and preferences ({@link Net#loss}).
 * </ul>
 *
 * <p>Deviations from the paper, as in its authors' code: rows of norm 1 at the start; the linear layer on visual
 * features; biases l and g; the penalty covers only ID and P_m. Among the paper's variants this is mean aggregation
 * with concatenation.
 *
 * <p>MMRec's code (preset MMRec) differs in these: ID and P_m are random but never trained, so that the penalty has no
 * effect and is left out; always three layers; the mean over modalities instead of the sum; evaluation uses the
 * representations of the last training step, from before its update ({@code inference.stale}). Its grid is one of
 * learning rates alone: {1e-4, 5e-4, 1e-3, 5e-3, 1e-2}.
 */
public final class Mmgcn {

    /** The number of layers. */
    public static final Option<Integer> LAYERS = Option.integer("layers", 2, 1, 16, "ours; MMRec 3");

    /** The size to which visual features are projected; 0 for no projection. */
    public static final Option<Integer> VISUAL_SIZE =
            Option.integer("visual.latentSize", 256, 0, 65_536, "MMGCN's code: 256");

    /** Whether ID embeddings and preferences are trained. */
    public static final Option<Boolean> TRAINABLE =
            Option.flag("embeddings.trainable", true, "MMGCN 2.3: parameters; MMRec false");

    /** How modalities are combined. */
    public static final Option<Readout> READOUT = Option.choice("readout", Readout.SUM, "MMGCN 2.4; MMRec mean");

    /** How modalities are combined. */
    public enum Readout {
        /** The sum. */
        SUM,
        /** The mean. */
        MEAN
    }

    /** The form of the paper, with the preset MMRec; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("MMGCN")
            .published(
                    2019,
                    "MM",
                    "a graph network for each modality, with vectors of users for each",
                    "TikTok, Kwai, MovieLens")
            .options(
                    LAYERS,
                    VISUAL_SIZE,
                    TRAINABLE,
                    READOUT,
                    STALE,
                    LAMBDA.defaulting(1e-3, "to be searched; MMGCN's code: 0.1 to 1e-5"))
            .needsModality()
            .training(Schedule.CONSTANT)
            .preset(
                    "MMRec",
                    LAYERS.to(3),
                    TRAINABLE.to(false),
                    READOUT.to(Readout.MEAN),
                    STALE.to(true),
                    LAMBDA.to(0.0))
            .opens(Net.class, Net::open);

    private static final double SLOPE = 0.01;

    private Mmgcn() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** A table N(0, 2 / (rows + cols)), a parameter or, where embeddings are frozen, a constant. */
    private static Function<Tape, Var> table(Recommender model, ParameterStore into, String name, int rows, int cols) {
        if (model.get(TRAINABLE)) {
            Parameter table = into.xavierNormal(name, rows, cols);
            return tape -> tape.parameter(table);
        }
        float[] values = into.normalValues(name, rows * cols, Math.sqrt(2.0 / (rows + cols)));
        NDArray table = into.constant(values, new Shape(rows, cols));
        return tape -> tape.constant(table);
    }

    /** One layer of one modality: C, L with l, and G with g. */
    private record Layer(Parameter aggregation, Linear own, Linear combination) {

        /** From the product of x with a weight to the next x. */
        Var next(UnaryOperator<Var> x, Var id, SparseOperator neighborMean) {
            Tape tape = id.tape();
            Var h = x.apply(tape.parameter(aggregation)).propagate(neighborMean).leakyRelu(SLOPE);
            Var hat = x.apply(tape.parameter(own.weight()))
                    .plusRow(tape.parameter(own.bias()))
                    .leakyRelu(SLOPE)
                    .plus(id);
            return combination.apply(Var.stackColumns(h, hat)).leakyRelu(SLOPE);
        }
    }

    /**
     * The graph convolution of one modality.
     *
     * @param unit features in rows of norm 1; null with a latent layer
     * @param latent the layer on the raw features; null without
     */
    private record Encoder(FeatureMatrix unit, Projection latent, Function<Tape, Var> preferences, List<Layer> layers) {

        static Encoder of(Recommender model, Modality m, ParameterStore into) {
            boolean shrunk = m.equals(Modality.VISUAL) && model.get(VISUAL_SIZE) > 0;
            int in = shrunk ? model.get(VISUAL_SIZE) : model.featureSize(m);
            int d = model.embeddingSize();
            FeatureMatrix unit = shrunk
                    ? null
                    : FeatureMatrix.of(into, model.data().features(m).normalizedRows());
            Projection latent = shrunk ? Projection.of(model, m, into, m + ".latent", in, Linear.Start.LINEAR) : null;
            Function<Tape, Var> preferences = table(model, into, "P." + m, model.users(), in);
            List<Layer> layers = new ArrayList<>();
            for (int l = 1; l <= model.get(LAYERS); l++) {
                String name = m + "." + l;
                int width = l == 1 ? in : d;
                Linear.Start combination = l == 1 ? Linear.Start.XAVIER_NORMAL : Linear.Start.LINEAR;
                layers.add(new Layer(
                        into.xavierNormal("C." + name, width, width),
                        Linear.of(into, name + ".own", width, d, Linear.Start.XAVIER_NORMAL, Linear.Start.LINEAR),
                        Linear.of(into, name + ".both", width + d, d, combination, Linear.Start.LINEAR)));
            }
            return new Encoder(unit, latent, preferences, layers);
        }

        /** The last layer, (M+N) x d. */
        Var represent(Tape tape, Var id, SparseOperator neighborMean) {
            Var x = layers.get(0).next(start(tape), id, neighborMean);
            for (Layer layer : layers.subList(1, layers.size())) {
                x = layer.next(x::matMul, id, neighborMean);
            }
            return x;
        }

        /** The product of the normalized [P_m ; X_m] with a weight; constant features are multiplied as such. */
        private UnaryOperator<Var> start(Tape tape) {
            Var users = preferences.apply(tape).normalizeRows();
            if (latent == null) {
                return weight -> Var.stackRows(users.matMul(weight), unit.times(weight));
            }
            return Var.stackRows(users, latent.items(tape).normalizeRows())::matMul;
        }

        /** The mean of the squared preferences. */
        Var penalty(Tape tape) {
            Var p = preferences.apply(tape);
            return p.squaredNorm().scale(1.0 / p.rows() / p.cols());
        }
    }

    /** ID, (M+N) x d, the mean over neighbors, and an encoder for each modality. */
    record Net(Recommender model, Function<Tape, Var> ids, SparseOperator neighborMean, List<Encoder> encoders)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            return new Net(
                    model,
                    table(model, into, "E", model.users() + model.items(), model.embeddingSize()),
                    SparseOperator.of(
                            into,
                            BehaviorGraph.neighborMean(model.data().train().matrix())),
                    model.modalities().stream()
                            .map(m -> Encoder.of(model, m, into))
                            .toList());
        }

        @Override
        public Lines forward(Tape tape) {
            Var id = ids.apply(tape);
            Var sum = Var.sum(encoders.stream().map(e -> e.represent(tape, id, neighborMean)));
            return Lines.of(get(READOUT) == Readout.SUM ? sum : sum.scale(1.0 / encoders.size()));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            Tape tape = lines.tape();
            return LossTerms.empty()
                    .plus("bpr", 1, Losses.bpr(rows(lines.general(), batch)))
                    .plus("l2", get(TRAINABLE) ? get(LAMBDA) : 0, () -> idPenalty(ids.apply(tape), batch)
                            .plus(Var.sum(encoders.stream().map(e -> e.penalty(tape)))));
        }

        /** The mean of ID_u² + ID_i², in which each user occurs once with its positive and once with its negative. */
        private Var idPenalty(Var id, Batch batch) {
            BatchRows rows = rows(id, batch);
            Var ofItems = rows.positives().squaredNorm().plus(rows.negatives().squaredNorm());
            return rows.users().squaredNorm().plus(ofItems.scale(0.5)).scale(1.0 / batch.size() / id.cols());
        }
    }
}
