package org.drepmrec.model.related;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Scalars;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.FeatureMatrix;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.option.Option;
import org.drepmrec.sparse.Csr;

/**
 * MAML (Liu et al., "User Diverse Preference Modeling by Multimodal Attentive Metric Learning", MM 2019): a user is close to an
 * item in the dimensions that she attends to at this item; score(u, i) = -Σ_k a_uik² (p_uk - q_ik)².
 *
 * <ul>
 *   <li>Features F_i: four layers on the modalities side by side, times 0.5, no longer than 1 ({@link Net#features});
 *   <li>attention a_ui: d times the softmax of two layers on [p_u ‖ q_i ‖ F_i] ({@link Attention}, {@link MamlScorer});
 *   <li>hinge of the positive's distance, the nearest of W negatives' and a margin, times ln(1 + the positive's estimated rank)
 *       ({@link Net#hinge});
 *   <li>the distance of q from F, and the squared covariances between dimensions of p and q ({@link Net#loss});
 *   <li>p and q are no longer than 1: they are cut back at the beginning of the next step, and for scores ({@link Net#forward}).
 * </ul>
 *
 * <p>The behavior representation, which is the general one, is p and q, the modal one p and F. Scores are no products of
 * representations; a step of evaluation runs the attention of all users and items, so it takes long on large data.
 *
 * <p>As in the authors' code: vectors have norm 1 before each layer, ReLU stands before the softmax, q starts at F, 4 negatives.
 *
 * <p>Deviations from that code: terms are means over the batch and over all items, in place of sums; negatives beyond the first
 * are those of other pairs of the batch, unless the user has the item; covariances are squared, as in the metric learning that it
 * follows, where the code adds them with their signs; the layers are trained with the embeddings, and dropout is on, where the code
 * trains embeddings alone and leaves dropout off. MMRec has no MAML.
 */
public final class Maml {

    /** The size of the first hidden layer on features; the others have half of it. */
    public static final Option<Integer> HIDDEN = Option.integer("mlp.hidden", 256, 2, 65_536, "MAML's code: 256");

    /** The margin of the hinge. */
    public static final Option<Double> MARGIN = Option.real("margin", 1.6, 0, Double.MAX_VALUE, "MAML's code: 1.6");

    /** W, negatives of a pair. */
    public static final Option<Integer> NEGATIVES = Option.integer("negatives.perPair", 4, 1, 1024, "MAML's code: 4");

    /** The share of elements of a hidden layer on features that dropout makes 0. */
    public static final Option<Double> DROPOUT = Option.real("dropout", 0.2, 0, 0.99, "MAML's code: 0.2");

    /** Weight of the distance between items and their features. */
    public static final Option<Double> FEATURES =
            Option.real("features.weight", 1, 0, Double.MAX_VALUE, "to be searched; MAML's code: 5 with sums");

    /** Weight of the covariances. */
    public static final Option<Double> COVARIANCE =
            Option.real("covariance.weight", 0.1, 0, Double.MAX_VALUE, "MAML's code: 0.1 with sums");

    /** The form of the paper. */
    public static final ModelType TYPE = ModelType.named("MAML")
            .published(
                    2019,
                    "MM",
                    "a distance whose dimensions each user weighs by what the item is like",
                    "Amazon Office, Men, Women and Toys")
            .options(HIDDEN, MARGIN, NEGATIVES, DROPOUT, FEATURES, COVARIANCE)
            .needsModality()
            .training(Schedule.CONSTANT)
            .scores(MamlScorer::of)
            .opens(Net.class, Net::open);

    private static final double SCALE = 0.5;

    private Maml() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** Rows longer than 1 divided by their length. */
    static Var clipped(Var x) {
        Backend backend = x.tape().backend();
        Scalars scalars = backend.scalars();
        NDArray norm = backend.rowSums(x.value().square()).sqrt();
        NDArray divisor = scalars.atLeast(norm, 1);
        NDArray y = x.value().div(divisor);
        NDArray isLong = scalars.above(norm, 1);
        return x.tape()
                .record(
                        y,
                        g -> {
                            NDArray radial = y.mul(backend.rowSums(g.mul(y)).mul(isLong));
                            x.accumulate(g.sub(radial).div(divisor));
                        },
                        x);
    }

    /** The layers of the attention. */
    private record Attention(Linear first, Linear second) {

        static Attention of(ParameterStore into, int d) {
            return new Attention(
                    Linear.of(into, "attention.1", 3 * d, 5 * d, Linear.Start.XAVIER_UNIFORM, Linear.Start.ZERO),
                    Linear.of(into, "attention.2", 5 * d, d, Linear.Start.XAVIER_UNIFORM, Linear.Start.ZERO));
        }

        /** Σ_k a_k² (p_k - q_k)² of each row, n x 1. */
        Var distances(Var p, Var q, Var f) {
            int d = p.cols();
            Var hidden = first.apply(Var.stackColumns(p, q, f).normalizeRows()).tanh();
            Var a = second.apply(hidden.normalizeRows())
                    .leakyRelu(0)
                    .softmaxRows()
                    .scale(d);
            Var difference = a.times(p.minus(q));
            return difference.times(difference).matMul(p.tape().filled(d, 1, 1));
        }
    }

    /**
     * The net of an epoch, from whose generator dropout masks are drawn.
     *
     * @param offDiagonal 1 / (M+N) beside a diagonal of zeros, d x d
     */
    record Net(
            Recommender model,
            Parameter userTable,
            Parameter itemTable,
            FeatureMatrix raw,
            List<Linear> layers,
            Attention attention,
            NDArray offDiagonal,
            SplittableRandom masks)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            int d = model.embeddingSize();
            int half = model.get(HIDDEN) / 2;
            int wide = model.modalities().stream().mapToInt(model::featureSize).sum();
            int[] sizes = {wide, model.get(HIDDEN), half, half, d};
            List<Linear> layers = IntStream.range(1, sizes.length)
                    .mapToObj(l -> Linear.of(
                            into, "" + l, sizes[l - 1], sizes[l], Linear.Start.XAVIER_UNIFORM, Linear.Start.ZERO))
                    .toList();
            FeatureMatrix raw = FeatureMatrix.of(into, sideBySide(model, wide).normalizedRows());
            Parameter users = into.normal("P", model.users(), d, 1 / Math.sqrt(d));
            try (Tape tape = into.backend().inference()) {
                float[] start = features(tape, raw, layers, 0, null).toFloats();
                Parameter items = into.create("Q", start, new Shape(model.items(), d));
                Attention attention = Attention.of(into, d);
                NDArray off = into.constant(offDiagonal(model.users() + model.items(), d), new Shape(d, d));
                return new Net(model, users, items, raw, layers, attention, off, new SplittableRandom(0));
            }
        }

        private static float[] offDiagonal(int rows, int d) {
            float[] off = new float[d * d];
            for (int k = 0; k < off.length; k++) {
                off[k] = k % (d + 1) == 0 ? 0 : 1f / rows;
            }
            return off;
        }

        private static Features sideBySide(Recommender model, int wide) {
            float[] all = new float[model.items() * wide];
            int at = 0;
            for (Modality m : model.modalities()) {
                Features some = model.data().features(m);
                int d = some.dimension();
                for (int i = 0; i < model.items(); i++) {
                    System.arraycopy(some.values(), i * d, all, i * wide + at, d);
                }
                at += d;
            }
            return new Features(model.items(), wide, all);
        }

        private static Var features(
                Tape tape, FeatureMatrix raw, List<Linear> layers, double rate, SplittableRandom masks) {
            Linear first = layers.get(0);
            Var x = raw.times(tape.parameter(first.weight())).plusRow(tape.parameter(first.bias()));
            for (int l = 1; l < layers.size(); l++) {
                Var open = x.leakyRelu(0);
                Var kept = rate == 0 ? open : open.dropout(rate, masks);
                x = layers.get(l).apply(l < layers.size() - 1 ? kept.normalizeRows() : kept);
            }
            return clipped(x.scale(SCALE));
        }

        @Override
        public Net forEpoch(int epoch, SplittableRandom random) {
            return new Net(model, userTable, itemTable, raw, layers, attention, offDiagonal, random);
        }

        /** Training: with dropout, after p and q were cut back. */
        @Override
        public Lines forward(Tape tape) {
            Var p = tape.parameter(userTable);
            Var q = tape.parameter(itemTable);
            if (p.tracked()) {
                cutBack(p);
                cutBack(q);
            }
            return lines(p, q, features(tape, raw, layers, get(DROPOUT), masks));
        }

        private static void cutBack(Var leaf) {
            NDArray x = leaf.value();
            Backend backend = leaf.tape().backend();
            NDArray norm = backend.rowSums(x.square()).sqrt();
            x.subi(x.sub(x.div(backend.scalars().atLeast(norm, 1))));
        }

        /** Scoring: without dropout. */
        @Override
        public Lines inference(Tape tape) {
            return lines(
                    clipped(tape.parameter(userTable)),
                    clipped(tape.parameter(itemTable)),
                    features(tape, raw, layers, 0, masks));
        }

        private static Lines lines(Var p, Var q, Var f) {
            Var behavior = Var.stackRows(p, q);
            return new Lines(behavior, behavior, Var.stackRows(p, f));
        }

        /** The negatives of each pair: its own and those of the pairs behind it, in W arrays of rows. */
        private List<int[]> negatives(Batch batch) {
            return batch.derived(List.of("negatives", get(NEGATIVES)), () -> {
                Csr known = model.data().train().matrix();
                List<int[]> all = new ArrayList<>();
                for (int w = 0; w < get(NEGATIVES); w++) {
                    int by = w;
                    all.add(IntStream.range(0, batch.size())
                            .map(b -> {
                                int other = batch.negatives()[(b + by) % batch.size()];
                                boolean mine = known.contains(batch.users()[b], other);
                                return users() + (mine ? batch.negatives()[b] : other);
                            })
                            .toArray());
                }
                return all;
            });
        }

        private int[] positives(Batch batch) {
            return batch.derived(
                    List.of("positives"),
                    () -> Arrays.stream(batch.positives()).map(i -> users() + i).toArray());
        }

        @Override
        public void prepare(Batch batch) {
            negatives(batch);
            positives(batch);
        }

        @Override
        public List<int[]> rowNumbers(Batch batch) {
            List<int[]> all = new ArrayList<>(negatives(batch));
            all.add(batch.users());
            all.add(positives(batch));
            return all;
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            return LossTerms.empty()
                    .plus("hinge", 1, hinge(lines, batch))
                    .plus("features", get(FEATURES), () -> lines.behavior()
                            .minus(lines.modal())
                            .squaredNorm()
                            .scale(1.0 / items()))
                    .plus("covariance", get(COVARIANCE), () -> covariance(lines.behavior()));
        }

        /** The mean over pairs of the weighted hinge. */
        private Var hinge(Lines lines, Batch batch) {
            Var p = lines.behavior().rows(batch.users());
            Var positive = distances(lines, p, positives(batch));
            List<Var> excess = negatives(batch).stream()
                    .map(rows -> positive.minus(distances(lines, p, rows))
                            .plus(p.tape().filled(batch.size(), 1, get(MARGIN))))
                    .toList();
            // The nearest negative has the largest excess; max(a, b) = a + max(0, b - a).
            Var largest = excess.stream()
                    .reduce((a, b) -> a.plus(b.minus(a).leakyRelu(0)))
                    .orElseThrow()
                    .leakyRelu(0);
            Var ones = p.tape().filled(1, batch.size(), 1.0 / batch.size());
            return ones.matMul(largest.times(rankWeights(excess)));
        }

        private Var distances(Lines lines, Var p, int... rows) {
            return attention.distances(
                    p, lines.behavior().rows(rows), lines.modal().rows(rows));
        }

        /** ln(1 + rank), the rank being N times the share of negatives within the margin; a constant, B x 1. */
        private Var rankWeights(List<Var> excess) {
            Tape tape = excess.get(0).tape();
            Scalars scalars = tape.backend().scalars();
            NDArray within = excess.stream()
                    .map(e -> scalars.above(e.value(), 0))
                    .reduce(NDArray::add)
                    .orElseThrow();
            double each = (double) items() / excess.size();
            return tape.constant(scalars.plus(scalars.times(within, each), 1).log());
        }

        /** The sum of squared covariances between two dimensions of p and q. */
        private Var covariance(Var x) {
            Tape tape = x.tape();
            int n = x.rows();
            Var mean = tape.filled(1, n, -1.0 / n).matMul(x);
            Var centered = x.plusRow(mean);
            return AllPairs.transposed(centered, centered)
                    .times(tape.constant(offDiagonal))
                    .squaredNorm();
        }
    }
}
