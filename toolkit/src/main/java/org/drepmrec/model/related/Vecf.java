package org.drepmrec.model.related;

import static org.drepmrec.model.SharedOptions.LAMBDA;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.TableStart;

/**
 * VECF (Chen et al., "Personalized Fashion Recommendation with Visual Explanations based on Multimodal Attention Network: Towards
 * Visually Explainable Recommendation", SIGIR 2019): a user attends to some regions of an item's picture; score(u, i) = p_u · (q_i
 * + W_vᵀ Σ_k α_uik f_ik).
 *
 * <ul>
 *   <li>Attention: α_uik is the softmax over the regions k of wᵀ ReLU((W_u p_u + b_u) ⊙ (W_f f_ik + b_f)) ({@link Net#attended});
 *   <li>the picture as the user sees it: the regions' features added up by α ({@link Net#attended});
 *   <li>loss: the binary cross-entropy of a pair and of its negative, and λ times half the squares of the batch's p and q ({@link
 *       Net#loss});
 *   <li>scores of all users and items, with an attention each ({@link VecfScorer}).
 * </ul>
 *
 * <p>It needs {@linkplain Features#regions features of regions}, of the visual modality or else of the first by name that has
 * them; other features are not used. The paper takes regions from a VGG network. {@link
 * org.drepmrec.data.io.picture.PictureRegions} cuts pictures into 4 x 4 cells without one.
 *
 * <p>In the paper, users' reviews are a second, weak supervision of the attention, by a decoder of text. No data set here has
 * reviews, so purchases alone train it. From the paper's description come the attention of a user to regions, the sum over regions
 * and the cross-entropy. Choices of this toolkit are: ReLU of an elementwise product as the attention's form, layers of size d, the
 * sum p · (q + ...), means over the batch, the penalty and Adam. The form was not compared with the authors' code; MMRec has no
 * VECF.
 *
 * <p>In training, the representation is p and q. For scores it also holds W_u p_u + b_u of a user, and of an item each region's
 * key W_f f + b_f and value W_vᵀ f: d + 2 R d numbers a row. So memory grows with R, and time of an evaluation with M N R d.
 */
public final class Vecf {

    /** The form without reviews. */
    public static final ModelType TYPE = ModelType.named("VECF")
            .published(
                    2019,
                    "SIGIR",
                    "each user attends to other regions of an item's picture, which shows why it is recommended",
                    "Amazon, fashion")
            .options(LAMBDA.defaulting(1e-4, "to be searched"))
            .needsRegions()
            .training(Schedule.CONSTANT)
            .scores(VecfScorer::of)
            .opens(Net.class, Net::open);

    private Vecf() {}

    /** Starts the model. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** The features whose regions are attended to. */
    private static Features seen(MultimodalDataset data) {
        return Stream.concat(Stream.of(Modality.VISUAL), data.modalities().stream())
                .filter(data.modalities()::contains)
                .map(data::features)
                .filter(f -> f.regions() > 1)
                .findFirst()
                .orElseThrow();
    }

    /**
     * [p ; q], (M+N) x d, and the attention.
     *
     * @param regions the features of region k of item i in row i R + k, (N R) x d_f
     * @param count R
     * @param ofUser W_u and b_u, d x d
     * @param ofRegion W_f and b_f, d_f x d
     * @param query w, d x 1
     * @param value W_v, d_f x d
     */
    record Net(
            Recommender model,
            Parameter table,
            NDArray regions,
            int count,
            Linear ofUser,
            Linear ofRegion,
            Parameter query,
            Parameter value)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            int d = model.embeddingSize();
            Features seen = seen(model.data());
            int count = seen.regions();
            int size = seen.dimension() / count;
            return new Net(
                    model,
                    TableStart.XAVIER_UNIFORM.create(into, "E", model),
                    into.constant(seen.values(), new Shape((long) seen.rows() * count, size)),
                    count,
                    Linear.of(into, "user", d, d),
                    Linear.of(into, "region", size, d),
                    into.xavierUniform("w", d, 1),
                    into.xavierUniform("W.value", size, d));
        }

        @Override
        public Lines forward(Tape tape) {
            return Lines.of(tape.parameter(table));
        }

        /** Scoring: with all keys and values. */
        @Override
        public Lines inference(Tape tape) {
            Var all = tape.parameter(table);
            Var users = all.rowRange(0, users());
            List<Var> ofItems = new ArrayList<>();
            ofItems.add(all.rowRange(users(), users() + items()));
            int[] every = IntStream.range(0, items()).toArray();
            for (int k = 0; k < count; k++) {
                Var f = region(tape, k, every);
                ofItems.add(ofRegion.apply(f));
                ofItems.add(f.matMul(tape.parameter(value)));
            }
            Var nothing = tape.filled(users(), (2 * count - 1) * all.cols(), 0);
            return Lines.of(Var.stackRows(
                    Var.stackColumns(users, ofUser.apply(users), nothing),
                    Var.stackColumns(ofItems.toArray(Var[]::new))));
        }

        /** Region k of some items, rows x d_f. */
        private Var region(Tape tape, int k, int... items) {
            return tape.constant(regions)
                    .rows(IntStream.of(items).map(i -> i * count + k).toArray());
        }

        /**
         * What each of some users sees of an item, times W_v, rows x d.
         *
         * @param p rows of users
         * @param items one for each row
         */
        private Var attended(Var p, int... items) {
            Tape tape = p.tape();
            Var a = ofUser.apply(p);
            List<Var> f = IntStream.range(0, count)
                    .mapToObj(k -> region(tape, k, items))
                    .toList();
            Var alpha = Var.stackColumns(f.stream()
                            .map(x -> a.times(ofRegion.apply(x)).leakyRelu(0).matMul(tape.parameter(query)))
                            .toArray(Var[]::new))
                    .softmaxRows();
            Var picture =
                    Var.sum(IntStream.range(0, count).mapToObj(k -> f.get(k).scaleRows(alpha.columnRange(k, k + 1))));
            return picture.matMul(tape.parameter(value));
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows rows = rows(lines.general(), batch);
            Var p = rows.users();
            Var positives = rows.positives().plus(attended(p, batch.positives()));
            Var negatives = rows.negatives().plus(attended(p, batch.negatives()));
            Var nothing = p.tape().filled(p.rows(), p.cols(), 0);
            // -ln σ(s) of the positive and -ln σ(-s) of the negative: each ranked against an item whose score is 0.
            Var entropy = Losses.bpr(new BatchRows(p, positives, nothing))
                    .plus(Losses.bpr(new BatchRows(p, nothing, negatives)));
            return LossTerms.empty()
                    .plus("entropy", 1, entropy)
                    .plus("l2", get(LAMBDA), () -> Losses.halfSquares(rows, batch.configuredSize()));
        }
    }
}
