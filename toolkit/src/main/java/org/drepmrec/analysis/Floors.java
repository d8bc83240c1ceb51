package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.data.Summarized;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.eval.Metrics;
import org.drepmrec.graph.GraphOptions;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.floor.ContentKnn;
import org.drepmrec.model.floor.Ease;
import org.drepmrec.model.floor.ItemKnn;
import org.drepmrec.model.floor.Popularity;
import org.drepmrec.model.floor.RandomOrder;
import org.drepmrec.train.TrainOptions;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a data set tells without training, in seconds: a random order, popularity, item kNN by purchases, EASE where there are at
 * most {@value #EASE_ITEMS} items, and content kNN by each modality and by all of them, each at the defaults of its model. A trained model that does not beat them has learned
 * nothing worth its training, and a modality that tells less than popularity leaves a model little to gain.
 *
 * <pre>{@code
 * Floors floors = Floors.of(data);
 * floors.table();
 * floors.findings();
 * }</pre>
 */
public final class Floors implements Summarized {

    /** Above it EASE, whose cost grows with the third power of the items, is no matter of seconds. */
    static final int EASE_ITEMS = 5_000;

    private static final int[] CUTOFFS = {10, 20};
    private static final int K = 20;

    private final MultimodalDataset data;
    private final Split split;
    private final List<Floor> floors = new ArrayList<>();

    /**
     * One row.
     *
     * @param modality whose features alone are used, or null
     * @param seconds of the computation and the evaluation
     */
    private record Floor(String name, Modality modality, Evaluation evaluation, double seconds) {

        double recall() {
            return evaluation.get(Metrics.RECALL, K);
        }

        double[] perUser() {
            return evaluation.perUser(Metrics.RECALL, K);
        }
    }

    private Floors(MultimodalDataset data, Split split) {
        this.data = data;
        this.split = split;
        add("Random", data, null, RandomOrder.TYPE);
        add("Popularity", data, null, Popularity.TYPE);
        add("ItemKNN", data, null, ItemKnn.TYPE);
        if (data.items() <= EASE_ITEMS) {
            add("EASE", data, null, Ease.TYPE);
        }
        Set<Modality> modalities = data.modalities();
        modalities.forEach(m -> add("ContentKNN " + m, data.only(m), m, ContentKnn.TYPE));
        if (modalities.size() > 1) {
            add("ContentKNN", data, null, ContentKnn.TYPE);
        }
    }

    /** The floors on the test split, training items masked. */
    public static Floors of(MultimodalDataset data) {
        return of(data, Split.TEST);
    }

    /**
     * The floors on a split, training items masked.
     *
     * @throws IllegalArgumentException if the data set has no rows in that split, or a single item
     * @throws CancellationException if the thread is interrupted
     */
    public static Floors of(MultimodalDataset data, Split split) {
        return new Floors(data, split);
    }

    private void add(String name, MultimodalDataset of, Modality modality, ModelType type) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the floors of " + data.name() + " were interrupted");
        }
        long begin = System.nanoTime();
        Graphs graphs = Graphs.builder(of)
                .itemNeighbors(Math.min(GraphOptions.ITEM_NEIGHBORS.defaultValue(), of.items()))
                .userNeighbors(Math.min(GraphOptions.USER_NEIGHBORS.defaultValue(), of.users()))
                .build();
        Recommender model = type.builder(graphs).build();
        Evaluation evaluation = Evaluator.builder(of)
                .split(split)
                .cutoffs(CUTOFFS)
                .build()
                .evaluate(type.closedForm().orElseThrow().scorer(model, TrainOptions.SEED.defaultValue()));
        floors.add(new Floor(name, modality, evaluation, (System.nanoTime() - begin) / 1e9));
    }

    /**
     * One row per floor: Recall and NDCG at 10 and 20, the standard error of Recall@20 over users, Recall@20 as a
     * multiple of popularity's, and the seconds that it took.
     */
    public Table table() {
        Table table = Table.create(
                "Floors of " + data.name() + ", " + split.name().toLowerCase(Locale.ROOT),
                StringColumn.create("model", names()));
        floors.get(0)
                .evaluation()
                .asMap()
                .keySet()
                .forEach(label -> table.addColumns(
                        column(label, f -> f.evaluation().asMap().get(label))));
        table.addColumns(
                column("Recall@20 error", f -> error(f.perUser())),
                column("x popularity", f -> f.recall() / popularity().recall()),
                column("seconds", Floor::seconds));
        return table;
    }

    private List<String> names() {
        return floors.stream().map(Floor::name).toList();
    }

    private DoubleColumn column(String name, ToDoubleFunction<Floor> value) {
        return DoubleColumn.create(name, floors.stream().mapToDouble(value).toArray());
    }

    /** The standard error of a mean. */
    private static double error(double[] values) {
        return Moments.deviation(values) / Math.sqrt(values.length);
    }

    private static double errorOfDifference(Floor a, Floor b) {
        double[] x = a.perUser();
        double[] y = b.perUser();
        return error(IntStream.range(0, x.length).mapToDouble(u -> x[u] - y[u]).toArray());
    }

    private Floor random() {
        return floors.get(0);
    }

    private Floor popularity() {
        return floors.get(1);
    }

    private Floor purchases() {
        return floors.get(2);
    }

    private List<Floor> modalities() {
        return floors.stream().filter(f -> f.modality() != null).toList();
    }

    /**
     * What the numbers mean, by Recall@20: a sentence on purchases, one on each modality, one on the blend where there are
     * several, what a trained model has to beat, and that EASE is left out where it is. Values within two standard errors of each other, user by user, count as equal.
     */
    public Findings findings() {
        List<String> all = new ArrayList<>();
        all.add(FloorWords.ofPurchases(standing(purchases())));
        modalities().forEach(f -> all.add(FloorWords.ofModality(f.modality().name(), standing(f))));
        if (modalities().size() > 1) {
            Floor blend = floors.get(floors.size() - 1);
            Floor best = highest(modalities());
            all.add(FloorWords.ofBlend(
                    blend.recall(), best.modality().name(), best.recall(), errorOfDifference(blend, best)));
        }
        Floor highest = highest(floors);
        List<String> level = floors.stream()
                .filter(f -> !f.name().equals(highest.name())
                        && highest.recall() - f.recall() <= FloorWords.ERRORS * errorOfDifference(highest, f))
                .map(f -> f.name() + String.format(Locale.ROOT, " (%.4f)", f.recall()))
                .toList();
        all.add(FloorWords.toBeat(highest.name(), highest.recall(), level));
        if (data.items() > EASE_ITEMS) {
            all.add("EASE is not among these floors, since " + data.items()
                    + " items would take it more than seconds; experiments" + " have it");
        }
        return new Findings(all.stream().map(Findings::sentence).toList());
    }

    private static Floor highest(List<Floor> some) {
        return some.stream().max(Comparator.comparingDouble(Floor::recall)).orElseThrow();
    }

    private FloorWords.Standing standing(Floor f) {
        return new FloorWords.Standing(
                f.recall(),
                popularity().recall(),
                errorOfDifference(f, popularity()),
                random().recall(),
                errorOfDifference(f, random()));
    }

    /** Recall@20 of each floor, with error bars of one standard error over users. */
    public Chart chart() {
        double[] at = IntStream.range(0, floors.size()).asDoubleStream().toArray();
        double[] level = new double[at.length];
        Arrays.fill(level, popularity().recall());
        return Chart.builder(
                        "Recall@20 without training: " + data.name(),
                        Axis.categories("model", names()),
                        Axis.linear("Recall@20 on " + split.name().toLowerCase(Locale.ROOT) + ", mean over users"))
                .add(new Series.Bars(
                        "Recall@20",
                        at,
                        floors.stream().mapToDouble(Floor::recall).toArray(),
                        floors.stream().mapToDouble(f -> error(f.perUser())).toArray(),
                        0.6))
                .add(Series.Curve.levels("popularity", level))
                .errors("standard error over users")
                .build();
    }

    /** As {@link #table}. */
    @Override
    public Table summary() {
        return table();
    }

    @Override
    public String toString() {
        return "Floors of " + data.name() + ": " + String.join(" ", findings());
    }
}
