package org.drepmrec.model.related;

import static org.drepmrec.model.SharedOptions.LAMBDA;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.drepmrec.data.CategorizedCatalogue;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Projection;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Schedule;
import org.drepmrec.model.TableStart;
import org.drepmrec.sparse.Csr;

/**
 * DeepStyle (Liu et al., "DeepStyle: Learning User Preferences for Visual Recommendation", SIGIR 2017): an item's style is what
 * its features say beyond its category; score(u, i) = p_u · (E f_i - a_c(i) + q_i).
 *
 * <ul>
 *   <li>Style s_i = E f_i - a_c, with a vector a for each category ({@link Net#forward});
 *   <li>BPR, and λ times half the squares of p, q and a of the batch; E is not penalized ({@link Net#loss}).
 * </ul>
 *
 * <p>Categories are those of the data set's {@link CategorizedCatalogue}; an item without one has a = 0. Where none is known, a is
 * left out: of one category for all items it would cancel in every comparison of two items.
 *
 * <p>Where the paper uses visual features, f_i is here the concatenation of the raw features of all modalities, as in VBPR. The
 * behavior representation is p and q, the modal one p and s, the general one p and their sum.
 *
 * <p>Deviations from the paper: the batch's terms are averaged; Adam. MMRec has no DeepStyle.
 */
public final class DeepStyle {

    /** The form of the paper. */
    public static final ModelType TYPE = ModelType.named("DeepStyle")
            .published(
                    2017,
                    "SIGIR",
                    "the style of an item is its picture less what its category looks like",
                    "Amazon Clothing and Home")
            .options(LAMBDA.defaulting(0.01, "to be searched"))
            .needsModality()
            .training(Schedule.CONSTANT)
            .readingCategories()
            .opens(Net.class, Net::open);

    private DeepStyle() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    /** The category of each item as a matrix of ones, N x C; empty where the data set knows none. */
    static Optional<Csr> categories(MultimodalDataset data) {
        if (!(data.catalogue() instanceof CategorizedCatalogue catalogue)) {
            return Optional.empty();
        }
        int[] items = IntStream.range(0, data.items())
                .filter(i -> catalogue.category(i).isPresent())
                .toArray();
        List<String> names = List.copyOf(new TreeSet<>(Arrays.stream(items)
                .mapToObj(i -> catalogue.category(i).orElseThrow())
                .toList()));
        int[] columns = Arrays.stream(items)
                .map(i -> names.indexOf(catalogue.category(i).orElseThrow()))
                .toArray();
        return names.isEmpty() ? Optional.empty() : Optional.of(Csr.binary(data.items(), names.size(), items, columns));
    }

    /**
     * [p ; q], (M+N) x d, and E in parts.
     *
     * @param styles a, C x d; null without categories
     * @param ofItem the category of each item, N x C; null likewise
     */
    record Net(
            Recommender model, Parameter table, List<Projection> projections, Parameter styles, SparseOperator ofItem)
            implements RecommenderNet {

        static Net open(Recommender model, ParameterStore into) {
            int d = model.embeddingSize();
            int wide = model.modalities().stream().mapToInt(model::featureSize).sum();
            Parameter table = TableStart.XAVIER_UNIFORM.create(into, "E", model);
            List<Projection> projections = model.modalities().stream()
                    .map(m -> Projection.unbiased(
                            model,
                            m,
                            into,
                            into.normal("W." + m, model.featureSize(m), d, Math.sqrt(2.0 / (wide + d)))))
                    .toList();
            Optional<Csr> categories = categories(model.data());
            return new Net(
                    model,
                    table,
                    projections,
                    categories.map(c -> into.xavierUniform("a", c.cols(), d)).orElse(null),
                    categories.map(c -> SparseOperator.of(into, c)).orElse(null));
        }

        @Override
        public Lines forward(Tape tape) {
            Var behavior = tape.parameter(table);
            Var users = behavior.rowRange(0, users());
            Var features = Var.sum(projections.stream().map(p -> p.items(tape)));
            Var style = styles == null ? features : features.minus(ofCategories(tape));
            Var items = behavior.rowRange(users(), users() + items()).plus(style);
            return new Lines(Var.stackRows(users, items), behavior, Var.stackRows(users, style));
        }

        /** a_c of each item, N x d. */
        private Var ofCategories(Tape tape) {
            return tape.parameter(styles).propagate(ofItem);
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            return LossTerms.empty()
                    .plus("bpr", 1, Losses.bpr(rows(lines.general(), batch)))
                    .plus("l2", get(LAMBDA), () -> penalty(lines, batch));
        }

        private Var penalty(Lines lines, Batch batch) {
            BatchRows rows = rows(lines.behavior(), batch);
            Var sum = Losses.halfSquares(rows, batch.configuredSize());
            if (styles == null) {
                return sum;
            }
            Var categories = ofCategories(lines.tape());
            return categories
                    .rows(batch.positives())
                    .squaredNorm()
                    .plus(categories.rows(batch.negatives()).squaredNorm())
                    .scale(0.5 / batch.configuredSize())
                    .plus(sum);
        }
    }
}
