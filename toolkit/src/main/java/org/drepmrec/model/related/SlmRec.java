package org.drepmrec.model.related;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;
import static org.drepmrec.model.SharedOptions.STALE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.FeatureMatrix;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Repeated;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.TableStart;
import org.drepmrec.option.Option;

/**
 * SLMRec (Tao et al., "Self-supervised Learning for Multimedia Recommendation", IEEE Transactions on Multimedia 2022): a
 * channel for IDs and one for each modality on the graph of users and items, and a self-supervised task that relates them.
 *
 * <ul>
 *   <li>Channels: the mean of LightGCN's layers of [E_users ; E_items] and of [E_users ; X_m W_m + b_m], X_m with rows of norm
 *       1 ({@link Net#channels});
 *   <li>fusion: a linear layer on the channels side by side, one for users and one for items ({@link Net#fused});
 *   <li>main task: InfoNCE from users to their items within the batch, rows of norm 1, no negatives drawn;
 *   <li>self-supervised task ({@link Task}): feature dropout and feature masking contrast two changed views of users and of
 *       items; fine and coarse contrasts the ID channel of items with one modality after the other, each in a space that a
 *       linear map makes of the one before ({@link Net#fineAndCoarse});
 *   <li>weight decay on all parameters as half their squares ({@link Net#loss}).
 * </ul>
 *
 * <p>The behavior representation is the ID channel, the modal one the mean of the others; the general one is their fusion.
 *
 * <p>As in its authors' code: spaces follow in the order visual, acoustic, textual; the last of several has d / 2 columns; rows
 * of fine and coarse are not of norm 1; masking may blank the ID channel as well.
 *
 * <p>MMRec's code (preset MMRec) keeps the space of the acoustic modality, which it has no features for, so that two linear maps
 * follow each other before the textual one; evaluation uses the representations of the last training step ({@code
 * inference.stale}). Its grid: learning rate in {1e-4, ..., 0.1}, ssl.tau in {0.1, 0.2, 0.5, 1},
 * ssl.weight in {0.01, 0.05, 0.1, 0.5, 1}.
 */
public final class SlmRec {

    /** The self-supervised task. */
    public static final Option<Task> TASK =
            Option.choice("ssl.task", Task.FINE_AND_COARSE, "SLMRec's code: FAC; its grid: FD, FM, FD+FM, FAC");

    /** α, the weight of the self-supervised task. */
    public static final Option<Double> WEIGHT =
            Option.real("ssl.weight", 0.1, 0, Double.MAX_VALUE, "SLMRec's code: 0.1");

    /** Temperature of the self-supervised task. */
    public static final Option<Double> SSL_TAU = Option.real("ssl.tau", 0.2, 1e-4, 1e4, "SLMRec's code: 0.2");

    /** Temperature of the main task. */
    public static final Option<Double> TAU = Option.real("main.tau", 0.2, 1e-4, 1e4, "SLMRec's code: 0.2");

    /** The share of a layer's elements that feature dropout makes 0. */
    public static final Option<Double> DROPOUT = Option.real("ssl.dropout", 0.3, 0, 0.99, "SLMRec's code: 0.3");

    /** Whether a space is kept for the acoustic modality where the data has none. */
    public static final Option<Boolean> ACOUSTIC_SPACE =
            Option.flag("ssl.acousticSpace", false, "SLMRec has a space for each modality; MMRec's code keeps it");

    /** The self-supervised task. */
    public enum Task {
        /** Two views by dropout after each layer. */
        FEATURE_DROPOUT,
        /** Two views that each lack the items of a random channel. */
        FEATURE_MASKING,
        /** Both changes. */
        DROPOUT_AND_MASKING,
        /** The ID channel and the modalities, one after the other. */
        FINE_AND_COARSE
    }

    /** The form of the paper, with the preset MMRec; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("SLMRec")
            .published(
                    2022,
                    "IEEE Transactions on Multimedia",
                    "a channel for IDs and for each modality, related by self-supervised tasks",
                    "TikTok, Kwai, MovieLens")
            .options(
                    LAYERS.defaulting(3, "SLMRec's code: 3"),
                    TASK,
                    WEIGHT,
                    SSL_TAU,
                    TAU,
                    DROPOUT,
                    ACOUSTIC_SPACE,
                    STALE,
                    LAMBDA.defaulting(1e-4, "SLMRec's code: weight decay 1e-4"))
            .needsModality()
            .training(Schedule.CONSTANT)
            .preset("MMRec", ACOUSTIC_SPACE.to(true), STALE.to(true))
            .opens(Net.class, Net::open);

    private static final List<String> ORDER = List.of("visual", "acoustic", "textual");
    private static final int NOTHING = -1;

    private SlmRec() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** Visual, acoustic, textual, then the others by name. */
    private static List<Modality> ordered(Recommender model) {
        return model.modalities().stream()
                .sorted(Comparator.comparing((Modality m) -> Math.floorMod(ORDER.indexOf(m.toString()), 4))
                        .thenComparing(m -> m))
                .toList();
    }

    /**
     * A modality: features of norm 1 with the layer on them, and its place in fine and coarse.
     *
     * @param towards the maps from the space before, or from the ID channel, to this one's
     * @param own the map of the modality's channel to this space
     */
    private record Channel(Modality modality, FeatureMatrix unit, Linear dense, List<Linear> towards, Linear own) {

        static Channel of(Recommender model, Modality m, int place, int size, boolean gap, ParameterStore into) {
            int d = model.embeddingSize();
            List<Linear> towards = new ArrayList<>();
            if (gap) {
                towards.add(layer(into, m + ".gap", d, d));
            }
            towards.add(layer(into, m + ".space", d, size));
            return new Channel(
                    m,
                    FeatureMatrix.of(into, model.data().features(m).normalizedRows()),
                    layer(into, m.toString(), model.featureSize(m), d),
                    place == NOTHING ? List.of() : towards,
                    place == NOTHING ? null : layer(into, m + ".own", d, size));
        }

        private static Linear layer(ParameterStore into, String name, int in, int out) {
            return Linear.of(into, name, in, out, Linear.Start.XAVIER_UNIFORM, Linear.Start.LINEAR);
        }

        Var items(Tape tape) {
            return unit.times(tape.parameter(dense.weight())).plusRow(tape.parameter(dense.bias()));
        }
    }

    /** The net of an epoch, from whose generator views are drawn. */
    record Net(
            Recommender model,
            List<Parameter> all,
            Parameter ids,
            SparseOperator graph,
            List<Channel> channels,
            Linear ofUsers,
            Linear ofItems,
            SplittableRandom random)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            int d = model.embeddingSize();
            Parameter ids = TableStart.XAVIER_UNIFORM.create(into, "E", model);
            List<Modality> modalities = ordered(model);
            List<Channel> channels = new ArrayList<>();
            boolean spaces = model.get(TASK) == Task.FINE_AND_COARSE;
            for (int k = 0; k < modalities.size(); k++) {
                Modality m = modalities.get(k);
                boolean gap = model.get(ACOUSTIC_SPACE)
                        && k > 0
                        && m.equals(Modality.TEXTUAL)
                        && modalities.stream().noneMatch(o -> o.toString().equals("acoustic"));
                int size = k > 0 && k == modalities.size() - 1 ? Math.max(1, d / 2) : d;
                channels.add(Channel.of(model, m, spaces ? k : NOTHING, size, spaces && gap, into));
            }
            int wide = d * (channels.size() + 1);
            Linear ofUsers = Channel.layer(into, "users", wide, d);
            Linear ofItems = Channel.layer(into, "items", wide, d);
            SparseOperator graph = Propagation.behaviorGraph(model, into);
            return new Net(model, into.parameters(), ids, graph, channels, ofUsers, ofItems, new SplittableRandom(0));
        }

        @Override
        public boolean usesNegatives() {
            return false;
        }

        @Override
        public Net forEpoch(int epoch, SplittableRandom ofEpoch) {
            return new Net(model, all, ids, graph, channels, ofUsers, ofItems, ofEpoch);
        }

        @Override
        public Lines forward(Tape tape) {
            Var[] each = channels(tape, NOTHING, false);
            Map<Modality, Lines.Part> parts = new LinkedHashMap<>();
            double weight = 1.0 / channels.size();
            for (int k = 0; k < channels.size(); k++) {
                parts.put(channels.get(k).modality, new Lines.Part(each[k + 1], weight));
            }
            Var modal = Var.sum(Stream.of(each).skip(1)).scale(weight);
            return new Lines(fused(each), each[0], modal, parts);
        }

        /**
         * The channels, IDs first, each (M+N) x d.
         *
         * @param masked the number of the channel whose items are zeros
         */
        private Var[] channels(Tape tape, int masked, boolean dropout) {
            Var id = tape.parameter(ids);
            Var users = id.rowRange(0, users());
            Var[] each = new Var[channels.size() + 1];
            for (int k = 0; k < each.length; k++) {
                Var items = k == masked
                        ? tape.filled(items(), id.cols(), 0)
                        : k == 0
                                ? id.rowRange(users(), users() + items())
                                : channels.get(k - 1).items(tape);
                each[k] = propagated(Var.stackRows(users, items), dropout);
            }
            return each;
        }

        private Var propagated(Var start, boolean dropout) {
            int layers = get(LAYERS);
            if (!dropout || get(DROPOUT) == 0) {
                return Propagation.meanOfLayers(start, graph, layers);
            }
            Var layer = start;
            Var sum = start;
            for (int l = 0; l < layers; l++) {
                layer = layer.propagate(graph).dropout(get(DROPOUT), random);
                sum = sum.plus(layer);
            }
            return sum.scale(1.0 / (layers + 1));
        }

        private Var fused(Var... each) {
            Var wide = Var.stackColumns(each);
            return Var.stackRows(
                    ofUsers.apply(wide.rowRange(0, users())), ofItems.apply(wide.rowRange(users(), users() + items())));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows rows = rows(lines.general(), batch);
            double tau = get(TAU);
            Var main = contrast(rows.distinctUsers(), rows.distinctPositives(), tau);
            return LossTerms.empty()
                    .plus("main", 1, main)
                    .plus("ssl", get(WEIGHT), () -> selfSupervised(lines, batch))
                    .plus("l2", get(LAMBDA), () -> Var.sum(all.stream()
                                    .map(p -> lines.tape().parameter(p).squaredNorm()))
                            .scale(0.5));
        }

        private static Var contrast(Repeated anchors, Repeated candidates, double tau) {
            return Losses.infoNce(anchors.normalized(), candidates.normalized(), tau, 1 / tau < 30);
        }

        private Var selfSupervised(Lines lines, Batch batch) {
            return switch (get(TASK)) {
                case FINE_AND_COARSE -> fineAndCoarse(lines, batch);
                case FEATURE_DROPOUT -> views(lines.tape(), batch, false, true);
                case FEATURE_MASKING -> views(lines.tape(), batch, true, false);
                case DROPOUT_AND_MASKING -> views(lines.tape(), batch, true, true);
            };
        }

        private Var views(Tape tape, Batch batch, boolean masking, boolean dropout) {
            int n = channels.size() + 1;
            int first = masking ? random.nextInt(n) : NOTHING;
            int second = masking ? (first + 1 + random.nextInt(n - 1)) % n : NOTHING;
            BatchRows a = rows(fused(channels(tape, first, dropout)), batch);
            BatchRows b = rows(fused(channels(tape, second, dropout)), batch);
            double tau = get(SSL_TAU);
            return contrast(a.distinctUsers(), b.distinctUsers(), tau)
                    .plus(contrast(a.distinctPositives(), b.distinctPositives(), tau));
        }

        /** The sum over spaces of InfoNCE from the space before to the modality, among the batch's positives. */
        private Var fineAndCoarse(Lines lines, Batch batch) {
            Repeated space = rows(lines.behavior(), batch).distinctPositives();
            List<Var> terms = new ArrayList<>();
            for (Channel channel : channels) {
                for (Linear map : channel.towards) {
                    space = new Repeated(map.apply(space.rows()), space.place());
                }
                Repeated own =
                        rows(lines.parts().get(channel.modality).own(), batch).distinctPositives();
                Repeated mapped = new Repeated(channel.own.apply(own.rows()), own.place());
                terms.add(Losses.infoNce(space, mapped, get(SSL_TAU), false));
            }
            return Var.sum(terms.stream());
        }
    }
}
