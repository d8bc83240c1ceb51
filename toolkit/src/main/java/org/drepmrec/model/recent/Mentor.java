package org.drepmrec.model.recent;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;
import static org.drepmrec.model.SharedOptions.MODAL_LAYERS;
import static org.drepmrec.model.SharedOptions.PAIR_LOSS;
import static org.drepmrec.model.SharedOptions.STALE;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.BlendedGraph;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.PairLoss;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Repeated;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.Tower;
import org.drepmrec.option.Option;

/**
 * MENTOR (Xu et al., "MENTOR: Multi-level Self-supervised Learning for Multimodal Recommendation", AAAI 2025): modalities
 * whose distributions are drawn to each other and to that of the IDs, and two tasks that need no label.
 *
 * <ul>
 *   <li>Per modality, and for IDs, x = [P_m ; MLP(X_m)] with rows of norm 1, R_m = x + Âx + Â²x ({@code Tower});
 *   <li>fusion: items [R_m], modality beside modality, users [w_um R_m] with trained weights of each user; items add SR over
 *       the frozen item graph S = Σ α_m S_m, each S_m the mean over the k most similar items ({@code Net.fused});
 *   <li>alignment on four levels: the fused table, that of the IDs and each modality's are taken for Gaussians, and all pairs
 *       of means and of variances are drawn together ({@code MomentGaps});
 *   <li>feature masking: 1 - cos of f(h) = h W + b and of h after dropout, over all users and over all items;
 *   <li>graph perturbation: InfoNCE between two runs with noise of length 0.1 in each layer, which points into the orthant of
 *       what it is added to ({@code Net.noisy});
 *   <li>L = BPR + weights times these three + λ times the mean squares of the batch's preferences and of w ({@link Net#loss}).
 * </ul>
 *
 * <p>Scores come from the fused modalities, which are the general representation. The behavior representation is that of the
 * IDs, repeated to the same size; it guides the alignment and is in no score, so there is no modal one beside it, and
 * {@code + BMA} is refused.
 *
 * <p>The details are those of the authors' code (github.com/Jinfeng-Xu/MENTOR), where w starts as a softmax and is free
 * afterwards. The form of the paper is read so that each task trains what it is about: masking trains h through f, and nothing
 * passes through the masked h, as in BM3, whose task it is; the two noisy runs are of the model's own encoders, as in SimGCL.
 * Deviations: InfoNCE is among the batch's nodes, since all pairs of users do not fit into a step; variances divide by the
 * count, not by one less. Noise is drawn in Java, 2L|M| tables of (M+N) x d numbers for each step; perturb.weight=0 saves them.
 *
 * <p>The authors' code (preset authors) differs in these: masking is computed without gradients, so it trains nothing and is
 * left out; each noisy run has encoders of its own, so that the perturbation reaches the model through w alone; InfoNCE is
 * among all users and among all items, whose matrix of pairs takes 4 M² bytes; the logarithm is to the base 2; evaluation uses
 * the representations of the last training step. Its learning rate is 1e-4.
 */
public final class Mentor {

    /** The size of the hidden layers. */
    public static final Option<Integer> HIDDEN = Tower.HIDDEN;

    /** Weight of the alignment of distributions. */
    public static final Option<Double> ALIGNMENT =
            Option.real("align.weight", 0.1, 0, Double.MAX_VALUE, "MENTOR's code: 0.1");

    /** Weight of feature masking. */
    public static final Option<Double> MASKING =
            Option.real("mask.weight", 1.5, 0, Double.MAX_VALUE, "MENTOR's code: 1.5");

    /** The share of elements that masking sets to 0. */
    public static final Option<Double> DROPOUT = Option.real("dropout", 0.5, 0, 0.99, "MENTOR's code: 0.5");

    /** Weight of graph perturbation. */
    public static final Option<Double> PERTURBATION =
            Option.real("perturb.weight", 1e-3, 0, Double.MAX_VALUE, "MENTOR's grid: 1e-4, 1e-3");

    /** Temperature of graph perturbation. */
    public static final Option<Double> TEMPERATURE =
            Option.real("perturb.tau", 0.2, 1e-4, 1e4, "MENTOR's grid: 0.2, 0.4, 0.6");

    /** Whether each noisy run has encoders of its own. */
    public static final Option<Boolean> OWN_ENCODERS =
            Option.flag("perturb.ownEncoders", false, "SimGCL perturbs the model's own; MENTOR's code has four more");

    /** Whether the noisy runs are compared over all nodes. */
    public static final Option<Boolean> ALL_NODES =
            Option.flag("perturb.allNodes", false, "SimGCL: the batch's; MENTOR's code: all");

    private static final double NOISE = 0.1;

    /** The form of the paper, with the preset authors; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("MENTOR")
            .published(
                    2025,
                    "AAAI",
                    "self-supervision on several levels: modalities align with IDs and each other, features and structure stand noise",
                    "Amazon Baby, Sports and Clothing")
            .options(
                    LAYERS.defaulting(2, "MENTOR's code: 2"),
                    MODAL_LAYERS.defaulting(1, "MENTOR's code: 1"),
                    HIDDEN,
                    ALIGNMENT,
                    MASKING,
                    DROPOUT,
                    PERTURBATION,
                    TEMPERATURE,
                    OWN_ENCODERS,
                    ALL_NODES,
                    PAIR_LOSS.defaulting(PairLoss.BPR, "MENTOR: BPR; its code bprBase2"),
                    STALE,
                    LAMBDA.defaulting(1e-3, "MENTOR's code: 1e-3"))
            .modalWeights(0.1, "MENTOR's code: visual 0.1, the rest shared; sum 1")
            .needsModality()
            .training(Schedule.CONSTANT)
            .preset(
                    "authors",
                    MASKING.to(0.0),
                    OWN_ENCODERS.to(true),
                    ALL_NODES.to(true),
                    PAIR_LOSS.to(PairLoss.BPR_BASE2),
                    STALE.to(true))
            .opens(Net.class, Net::open);

    private Mentor() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** Towers of all modalities; those of a noisy run have names that end on its number. */
    private static Map<Modality, Tower> towersOf(Recommender model, String suffix, ParameterStore into) {
        Map<Modality, Tower> towers = new LinkedHashMap<>();
        model.modalities().forEach(m -> towers.put(m, Tower.of(model, m, m + suffix, into)));
        return towers;
    }

    /** Both graphs, the IDs' tower and the modalities', the towers of two noisy runs, w, and f; null without masking. */
    record Net(
            Recommender model,
            SparseOperator behaviorGraph,
            SparseOperator itemGraph,
            Tower id,
            Map<Modality, Tower> towers,
            List<Map<Modality, Tower>> runs,
            Parameter weights,
            Linear predictor,
            SplittableRandom random)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            int d = model.embeddingSize();
            int n = model.modalities().size();
            Parameter ids = into.xavierNormal("E", model.items(), d);
            Map<Modality, Tower> towers = towersOf(model, "", into);
            boolean own = model.get(OWN_ENCODERS) && model.get(PERTURBATION) > 0;
            return new Net(
                    model,
                    Propagation.behaviorGraph(model, into),
                    SparseOperator.of(into, BlendedGraph.of(model, RelationNorm.ROW_SUM)),
                    Tower.ofIds(model, ids, into),
                    towers,
                    own
                            ? List.of(towersOf(model, ".noisy1", into), towersOf(model, ".noisy2", into))
                            : List.of(towers, towers),
                    into.softmaxRows("w", model.users(), n, Math.sqrt(2.0 / (model.users() + n))),
                    model.get(MASKING) > 0 ? Linear.of(into, "predictor", n * d, n * d) : null,
                    new SplittableRandom(0));
        }

        @Override
        public Net forEpoch(int epoch, SplittableRandom ofEpoch) {
            return new Net(model, behaviorGraph, itemGraph, id, towers, runs, weights, predictor, ofEpoch);
        }

        /** The parts are the tables of the modalities, (M+N) x d each. */
        @Override
        public Lines forward(Tape tape) {
            Var[] encoded = towers.values().stream()
                    .map(t -> encoded(t, tape, layer -> layer))
                    .toArray(Var[]::new);
            Var general = fused(tape, encoded);
            Map<Modality, Lines.Part> parts = new LinkedHashMap<>();
            int d = model.embeddingSize();
            for (Modality m : towers.keySet()) {
                int k = parts.size();
                Var items = items(general).columnRange(k * d, (k + 1) * d);
                parts.put(m, new Lines.Part(Var.stackRows(users(encoded[k]), items), 1));
            }
            Var ofIds = encoded(id, tape, layer -> layer);
            Var guide = Var.stackRows(users(ofIds), enhanced(items(ofIds)));
            Var[] repeated = Stream.generate(() -> guide).limit(parts.size()).toArray(Var[]::new);
            return new Lines(general, Var.stackColumns(repeated), null, parts);
        }

        private Var users(Var table) {
            return table.rowRange(0, users());
        }

        private Var items(Var table) {
            return table.rowRange(users(), users() + items());
        }

        /** R_m, (M+N) x d, with something done to each layer but the first. */
        private Var encoded(Tower tower, Tape tape, UnaryOperator<Var> change) {
            Var layer = tower.above(tower.items(tape));
            Var sum = layer;
            for (int l = 0; l < get(LAYERS); l++) {
                layer = change.apply(layer.propagate(behaviorGraph));
                sum = sum.plus(layer);
            }
            return sum;
        }

        /** The modalities side by side, (M+N) x |M|d; users weighted, items with those that are similar. */
        private Var fused(Tape tape, Var... encoded) {
            Var w = tape.parameter(weights);
            Var users = Var.stackColumns(IntStream.range(0, encoded.length)
                    .mapToObj(m -> users(encoded[m]).scaleRows(w.columnRange(m, m + 1)))
                    .toArray(Var[]::new));
            Var items = Var.stackColumns(Stream.of(encoded).map(this::items).toArray(Var[]::new));
            return Var.stackRows(users, enhanced(items));
        }

        private Var enhanced(Var items) {
            return items.plus(Propagation.lastLayer(items, itemGraph, get(MODAL_LAYERS)));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            Tape tape = lines.tape();
            Var general = lines.general();
            double masking = get(MASKING);
            LossTerms loss = LossTerms.empty()
                    .plus("bpr", 1, get(PAIR_LOSS).of(rows(general, batch)))
                    .plus("l2", get(LAMBDA), () -> penalty(tape, batch))
                    .plus("align", get(ALIGNMENT), () -> MomentGaps.of(tables(lines)))
                    .plus("mask.users", masking, () -> masked(users(general)))
                    .plus("mask.items", masking, () -> masked(items(general)));
            if (get(PERTURBATION) == 0) {
                return loss;
            }
            Var[] noisy = runs.stream().map(run -> perturbed(tape, run)).toArray(Var[]::new);
            return loss.plus("perturb.users", get(PERTURBATION), contrast(noisy, batch, true))
                    .plus("perturb.items", get(PERTURBATION), contrast(noisy, batch, false));
        }

        private Var penalty(Tape tape, Batch batch) {
            Var preferences = Var.sum(towers.values().stream().map(t -> t.penalty(tape, batch)));
            return preferences.plus(tape.parameter(weights).squaredNorm().scale(1.0 / users() / towers.size()));
        }

        private static Var[] tables(Lines lines) {
            return Stream.concat(
                            Stream.of(lines.general(), lines.behavior()),
                            lines.parts().values().stream().map(Lines.Part::own))
                    .toArray(Var[]::new);
        }

        private Var masked(Var table) {
            double rate = get(DROPOUT);
            Var target = rate == 0 ? table.detach() : table.detach().dropout(rate, random);
            return Losses.cosineDistance(predictor.apply(table), target);
        }

        private Var perturbed(Tape tape, Map<Modality, Tower> run) {
            return fused(
                    tape,
                    run.values().stream()
                            .map(t -> encoded(t, tape, this::noisy))
                            .toArray(Var[]::new));
        }

        /** x + sign(x) ⊙ n, each row of n of length 0.1 in a direction without negative numbers. */
        private Var noisy(Var x) {
            int d = x.cols();
            float[] noise = new float[x.rows() * d];
            for (int from = 0; from < noise.length; from += d) {
                double squares = 0;
                for (int k = from; k < from + d; k++) {
                    noise[k] = (float) random.nextDouble();
                    squares += noise[k] * noise[k];
                }
                double factor = NOISE / Math.max(Math.sqrt(squares), 1e-12);
                for (int k = from; k < from + d; k++) {
                    noise[k] *= (float) factor;
                }
            }
            Tape tape = x.tape();
            NDArray added =
                    x.value().sign().mul(tape.constant(noise, x.rows(), d).value());
            return x.plus(tape.constant(added));
        }

        private Var contrast(Var[] noisy, Batch batch, boolean ofUsers) {
            Repeated[] some = Stream.of(noisy)
                    .map(table -> compared(table, batch, ofUsers).normalized())
                    .toArray(Repeated[]::new);
            double tau = get(TEMPERATURE);
            return Losses.infoNce(some[0], some[1], tau, 1 / tau < 30);
        }

        private Repeated compared(Var table, Batch batch, boolean ofUsers) {
            if (get(ALL_NODES)) {
                return Repeated.once(ofUsers ? users(table) : items(table));
            }
            BatchRows rows = rows(table, batch);
            return ofUsers ? rows.distinctUsers() : rows.distinctPositives();
        }
    }
}
