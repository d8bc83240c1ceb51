package org.drepmrec.model.related;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;
import static org.drepmrec.model.SharedOptions.STALE;

import java.util.ArrayList;
import java.util.List;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Edges;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
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
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Projection;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.option.Option;
import org.drepmrec.sparse.Csr;

/**
 * GRCN (Wei et al., "Graph-Refined Convolutional Network for Multimedia Recommendation with Implicit Feedback", MM 2020): the
 * edges between users and items are weighted by how well an item's content meets what a user prefers, so that accidental ones
 * are pruned softly.
 *
 * <ul>
 *   <li>Prototypes, per modality: x = LeakyReLU(X_m W + b) of norm 1; a user's prototype p, of norm 1, adds up her items by
 *       routing: p ← p + Σ softmax_i(p · x_i) x_i, R times ({@code Encoder});
 *   <li>affinity of an edge, in each direction a softmax over the edges into its end ({@code Encoder});
 *   <li>refined weight: the largest, over modalities, of affinity times the confidence of the edge's source in the modality, 0
 *       where that is negative ({@link Net#forward});
 *   <li>ID embeddings of norm 1 are propagated by these weights, layers added up; content adds the affinity-weighted neighbors
 *       of each modality; both are concatenated ({@link Net#forward});
 *   <li>BPR, and λ times the mean squares of the batch's ID embeddings and preferences ({@link Net#loss}).
 * </ul>
 *
 * <p>The behavior representation is that of IDs, the modal one the modalities' side by side, so they differ in size with
 * more than one modality.
 *
 * <p>MMRec's code (preset MMRec) differs in these: its edges point to items, so routing adds nothing to a user ({@code
 * routing} 0), as in the authors' code; visual preferences are penalized as a whole table too; evaluation uses the
 * representations of the last training step ({@code inference.stale}). Its grid: λ in {0.1, ..., 1e-5}, learning rate in {1,
 * ..., 1e-4}.
 */
public final class Grcn {

    /** R, how often a user's prototype is routed. */
    public static final Option<Integer> ROUTING =
            Option.integer("routing", 3, 0, 16, "GRCN's code: 3; there it comes to 0");

    /** Whether the mean square of all visual preferences is added to the penalty. */
    public static final Option<Boolean> VISUAL_TABLE =
            Option.flag("reg.visualTable", false, "GRCN penalizes the batch's; MMRec adds it");

    /** The form of the paper, with the preset MMRec; the differences are listed above. */
    public static final ModelType TYPE = ModelType.named("GRCN")
            .published(
                    2020,
                    "MM",
                    "edges between users and items are weighted by how well features explain them",
                    "TikTok, Kwai, MovieLens")
            .options(
                    LAYERS.defaulting(2, "GRCN's code: 2"),
                    ROUTING,
                    VISUAL_TABLE,
                    STALE,
                    LAMBDA.defaulting(1e-3, "to be searched; MMRec's grid: 0.1 to 1e-5"))
            .needsModality()
            .training(Schedule.CONSTANT)
            .preset("MMRec", ROUTING.to(0), VISUAL_TABLE.to(true), STALE.to(true))
            .opens(Net.class, Net::open);

    private static final double SLOPE = 0.01;

    private Grcn() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** What a modality gives: content, (M+N) x d, and the affinity of each edge in both directions. */
    private record Content(Var nodes, Var affinity) {}

    /** One modality: the preferences of users and the layer on features. */
    private record Encoder(Modality modality, Parameter preferences, Projection projection) {

        static Encoder of(Recommender model, Modality m, ParameterStore into) {
            int d = model.embeddingSize();
            return new Encoder(
                    m,
                    into.xavierNormal("P." + m, model.users(), d),
                    Projection.of(model, m, into, m.toString(), d, Linear.Start.XAVIER_NORMAL));
        }

        Content of(Tape tape, Edges purchases, Edges graph, int routing) {
            Var items = projection.items(tape).leakyRelu(SLOPE).normalizeRows();
            Var users = tape.parameter(preferences).normalizeRows();
            for (int r = 0; r < routing; r++) {
                Var share = purchases.softmax(purchases.dots(users, items));
                users = users.plus(purchases.product(share, items)).normalizeRows();
            }
            Var nodes = Var.stackRows(users, items);
            Var affinity = graph.softmax(graph.dots(nodes, nodes));
            return new Content(nodes.plus(graph.product(affinity, nodes)), affinity);
        }

        /** The mean of the squared preferences of a batch's users. */
        Var penalty(Tape tape, Batch batch) {
            Var rows = tape.parameter(preferences).rows(batch.users());
            return rows.squaredNorm().scale(1.0 / batch.size() / rows.cols());
        }

        /** The mean of all squared preferences. */
        Var wholePenalty(Tape tape) {
            Var p = tape.parameter(preferences);
            return p.squaredNorm().scale(1.0 / p.rows() / p.cols());
        }
    }

    /**
     * ID embeddings, (M+N) x d, and confidences, (M+N) x |M|.
     *
     * @param purchases edges from users to their items, M x N
     * @param graph edges in both directions, (M+N) x (M+N): row the end, column the source
     */
    record Net(
            Recommender model,
            Parameter ids,
            Parameter confidence,
            Edges purchases,
            Edges graph,
            List<Encoder> encoders)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            Csr train = model.data().train().matrix();
            int nodes = model.users() + model.items();
            return new Net(
                    model,
                    into.xavierNormal("E", nodes, model.embeddingSize()),
                    into.xavierNormal("c", nodes, model.modalities().size()),
                    Edges.of(into, train),
                    Edges.of(into, BehaviorGraph.adjacency(train)),
                    model.modalities().stream()
                            .map(m -> Encoder.of(model, m, into))
                            .toList());
        }

        @Override
        public Lines forward(Tape tape) {
            List<Content> contents = encoders.stream()
                    .map(e -> e.of(tape, purchases, graph, get(ROUTING)))
                    .toList();
            Var behavior = propagated(tape, refined(tape, contents));
            Var[] parts = contents.stream().map(Content::nodes).toArray(Var[]::new);
            Var modal = parts.length == 1 ? parts[0] : Var.stackColumns(parts);
            return new Lines(Var.stackColumns(behavior, modal), behavior, modal);
        }

        /** The refined weight of each edge. */
        private Var refined(Tape tape, List<Content> contents) {
            Var of = tape.parameter(confidence);
            List<Var> weighted = new ArrayList<>();
            for (int m = 0; m < contents.size(); m++) {
                weighted.add(contents.get(m).affinity().times(graph.atColumns(of.columnRange(m, m + 1))));
            }
            // max(a, b) = a + max(0, b - a)
            return weighted.stream()
                    .reduce((a, b) -> a.plus(b.minus(a).leakyRelu(0)))
                    .orElseThrow()
                    .leakyRelu(0);
        }

        private Var propagated(Tape tape, Var weights) {
            Var layer = tape.parameter(ids).normalizeRows();
            Var sum = layer;
            for (int l = 0; l < get(LAYERS); l++) {
                layer = graph.product(weights, layer);
                sum = sum.plus(layer);
            }
            return sum;
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            return LossTerms.empty()
                    .plus("bpr", 1, Losses.bpr(rows(lines.general(), batch)))
                    .plus("l2", get(LAMBDA), () -> penalty(lines.tape(), batch));
        }

        private Var penalty(Tape tape, Batch batch) {
            Var sum = idPenalty(tape.parameter(ids), batch)
                    .plus(Var.sum(encoders.stream().map(e -> e.penalty(tape, batch))));
            return !get(VISUAL_TABLE)
                    ? sum
                    : encoders.stream()
                            .filter(e -> e.modality.equals(Modality.VISUAL))
                            .map(e -> e.wholePenalty(tape))
                            .reduce(sum, Var::plus);
        }

        /** The mean of E_u² + E_i², in which each user occurs once with its positive and once with its negative. */
        private Var idPenalty(Var id, Batch batch) {
            BatchRows rows = rows(id, batch);
            Var ofItems = rows.positives().squaredNorm().plus(rows.negatives().squaredNorm());
            return rows.users().squaredNorm().plus(ofItems.scale(0.5)).scale(1.0 / batch.size() / id.cols());
        }
    }
}
