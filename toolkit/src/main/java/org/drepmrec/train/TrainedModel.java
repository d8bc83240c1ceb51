package org.drepmrec.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.data.Summarized;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.eval.DotScorer;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.eval.Mask;
import org.drepmrec.eval.Metric;
import org.drepmrec.eval.Metrics;
import org.drepmrec.eval.Scorer;
import org.drepmrec.eval.TopItems;
import org.drepmrec.model.Representations;
import org.drepmrec.model.Scoring;
import org.drepmrec.sparse.Csr;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The result of a training: the best epoch's representations and parameters, history, metrics, provenance. Java arrays
 * only. A model with nothing to train has neither epochs nor representations nor parameters.
 */
public final class TrainedModel implements Summarized {

    private final MultimodalDataset data;
    private final RunProvenance provenance;
    private final StopReason stopReason;
    private final List<EpochRecord> history;
    private final Supplier<Map<Split, Evaluation>> evaluating;
    private final Representations representations;
    private final Map<String, ParameterValues> parameters;
    private final Scoring scoring;
    private final Mask mask;
    private final List<String> warnings;
    private Map<Split, Evaluation> evaluations;

    TrainedModel(
            MultimodalDataset data,
            RunProvenance provenance,
            StopReason stopReason,
            List<EpochRecord> history,
            Supplier<Map<Split, Evaluation>> evaluating,
            Representations representations,
            Map<String, ParameterValues> parameters,
            Scoring scoring,
            Mask mask,
            List<String> warnings) {
        this.data = data;
        this.provenance = provenance;
        this.stopReason = stopReason;
        this.history = List.copyOf(history);
        this.evaluating = evaluating;
        this.representations = representations;
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        this.scoring = scoring;
        this.mask = mask;
        this.warnings = List.copyOf(warnings);
    }

    /** The model's name. */
    public String name() {
        return provenance.model();
    }

    /** The data set. */
    public MultimodalDataset data() {
        return data;
    }

    /** Everything that determined the run. */
    public RunProvenance provenance() {
        return provenance;
    }

    /** Why the training ended. */
    public StopReason stopReason() {
        return stopReason;
    }

    /** One record per completed epoch. */
    public List<EpochRecord> epochs() {
        return history;
    }

    /** The epoch whose parameters these are, from 0; empty if none was completed. */
    public Optional<EpochRecord> bestEpoch() {
        return history.stream().filter(EpochRecord::best).reduce((a, b) -> b);
    }

    /** Whether the model computed its scores without training, so that it has no epochs and no representations. */
    public boolean isComputed() {
        return representations == null;
    }

    /**
     * The representations of the best epoch.
     *
     * @throws IllegalStateException if the model {@linkplain #isComputed computes} its scores without any
     */
    public Representations representations() {
        if (isComputed()) {
            throw new IllegalStateException(
                    name()
                            + " computes its scores and has no representations, expected a model that learns some, such as LightGCN");
        }
        return representations;
    }

    /** The parameters of the best epoch, by name. */
    public Map<String, ParameterValues> parameters() {
        return parameters;
    }

    /** Warnings about the result, one sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Metrics with per-user values.
     *
     * @throws IllegalArgumentException if the data set has no rows in that split
     */
    public Evaluation evaluation(Split split) {
        Evaluation found = evaluations().get(split);
        if (found == null) {
            throw new IllegalArgumentException("split " + split + ": " + data.name() + " was evaluated on "
                    + evaluations().keySet());
        }
        return found;
    }

    /** All metrics of the best epoch by split (lower case) and label such as {@code Recall@20}. */
    public Map<String, Map<String, Double>> metricValues() {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        evaluations().forEach((split, e) -> all.put(split.name().toLowerCase(Locale.ROOT), e.asMap()));
        return all;
    }

    /** Once, when somebody asks first: to score all users takes longer than to read a model. */
    synchronized Map<Split, Evaluation> evaluations() {
        if (evaluations == null) {
            evaluations = Collections.unmodifiableMap(new LinkedHashMap<>(evaluating.get()));
        }
        return evaluations;
    }

    int[] cutoffs() {
        return evaluations().values().stream()
                .findFirst()
                .map(Evaluation::cutoffs)
                .orElseGet(() -> new int[] {10, 20});
    }

    /** The splits that were evaluated. */
    public Set<Split> evaluatedSplits() {
        return evaluations().keySet();
    }

    /** One row per split with Recall and NDCG of the best epoch, the paper's metrics; {@link #metrics(Metric...)} for others. */
    public Table metrics() {
        return metrics(Metrics.RECALL, Metrics.NDCG);
    }

    /** One row per split with the given metrics of the best epoch, at every cut-off. */
    public Table metrics(Metric... wanted) {
        Table table = Table.create(
                name() + " on " + data.name(),
                StringColumn.create(
                        "split",
                        evaluations().keySet().stream()
                                .map(split -> split.name().toLowerCase(Locale.ROOT))
                                .toArray(String[]::new)));
        for (Metric metric : wanted) {
            for (int k : cutoffs()) {
                table.addColumns(DoubleColumn.create(
                        metric.label(k),
                        evaluations().values().stream()
                                .mapToDouble(e -> e.get(metric, k))
                                .toArray()));
            }
        }
        return table;
    }

    /** One row per epoch: mean of each loss term, metrics of the selecting split, learning rate, seconds. */
    public Table history() {
        return EpochTable.of("history of " + name(), history, List.of());
    }

    /** The model's scorer: the dot product of its general representation, unless its type brings another. */
    public Scorer scorer() {
        return scoring.scorer(representations, parameters);
    }

    /** An evaluator of a split with the cut-offs and the mask of the training; metrics may be added. */
    public Evaluator.Builder evaluator(Split split) {
        return Evaluator.builder(data)
                .split(split)
                .cutoffs(evaluation(split).cutoffs())
                .mask(mask);
    }

    /** Scores by one of the {@link #representations}. */
    public DotScorer scorer(Representations.Line line) {
        Representations all = representations();
        return new DotScorer(line.size(), all.users(line), all.items(line));
    }

    /**
     * One row for each representation alone and for their sum: its Recall and NDCG on a split at every cut-off (paper
     * Figure 5). A model that does not tell lines apart has one row.
     *
     * @throws IllegalStateException if the model {@linkplain #isComputed computes} its scores
     * @throws IllegalArgumentException if the data set has no rows in that split
     */
    public Table lines(Split split) {
        Representations all = representations();
        Map<String, Representations.Line> lines = new LinkedHashMap<>();
        all.behavior().ifPresent(line -> lines.put("behavior", line));
        all.modal().ifPresent(line -> lines.put("modal", line));
        lines.put("general", all.general());
        Table table = Table.create(
                name() + " by each representation, " + split.name().toLowerCase(Locale.ROOT),
                StringColumn.create("representation", lines.keySet()));
        List<Evaluation> found = lines.values().stream()
                .map(line -> evaluator(split).build().evaluate(scorer(line)))
                .toList();
        for (String label : found.get(0).asMap().keySet()) {
            table.addColumns(DoubleColumn.create(
                    label, found.stream().mapToDouble(e -> e.asMap().get(label))));
        }
        return table;
    }

    /**
     * The best items for a user as the evaluation ranks them, without those of the training and validation interactions, test
     * items among them: rank, item (its number), title, score.
     *
     * @param k the number of items
     * @throws IllegalArgumentException if there is no such user
     */
    public Table recommend(int user, int k) {
        if (user < 0 || user >= data.users()) {
            throw new IllegalArgumentException(
                    "user " + user + ": expected 0 to " + (data.users() - 1) + " (users of " + data.name() + ")");
        }
        int[] seen = IntStream.concat(
                        Arrays.stream(data.train().itemsOf(user)),
                        Arrays.stream(data.validation().itemsOf(user)))
                .toArray();
        TopItems top = TopItems.rank(scorer(), user, k, seen);
        return table("for user " + user, IntColumn.create("item", top.items()), top);
    }

    /**
     * The best items for a user, for use: without any that the user has, in whichever split it is.
     *
     * @param user the user's own id, or number where the data have no own ids
     * @param k the number of items
     * @return rank, item (its own id, if the data have some), title, score
     * @throws IllegalArgumentException if there is no such user
     */
    public Table recommend(String user, int k) {
        TopItems top = recommendAll(k).of(data.userNumber(user));
        return table("for " + user, Recommendations.items(data, top), top);
    }

    /** The k best items for every user, to be filtered and written to a file. */
    public Recommendations recommendAll(int k) {
        return new Recommendations(this, k);
    }

    /**
     * The best items for a visitor whom training has not seen, by the items that she has or looks at.
     *
     * @param items own ids, or numbers where the data have none; these are not recommended
     * @param k the number of items
     * @return rank, item (its own id, if the data have some), title, score
     * @throws IllegalArgumentException if there is no item or an unknown one, or the model has no formula for visitors, see
     *     {@link #visitors}
     */
    public Table recommendFor(List<String> items, int k) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException(
                    "visitor: found no item, expected at least one; show popular ones instead");
        }
        int[] numbers = new Recommendations(this, k).numbers(items);
        Csr history = Csr.binary(1, data.items(), new int[numbers.length], numbers);
        TopItems top = TopItems.rank(visitors(history), 0, k, numbers);
        return table("for a visitor", Recommendations.items(data, top), top);
    }

    /**
     * Scores for visitors whom training has not seen, by the items S that they have, without training. ItemKNN, ContentKNN and EASE
     * have their own formula. Models with layers over the behavior graph add up e = Σ g_i / √(|S| c(i)), with the general
     * representations g_i and the training interactions c(i) of the items. Other dot products take the least-squares vector that
     * ALS would (Hu, Koren and Volinsky 2008).
     *
     * @param histories binary, a row of N items for each visitor
     * @throws IllegalArgumentException if the model ranks alike for everyone or at random, or scores in another way
     */
    public Scorer visitors(Csr histories) {
        return FoldIn.of(this, scoring, histories);
    }

    /**
     * What each item of a history adds to the score that {@link #visitors} gives another item: a score is the sum over the
     * history.
     *
     * @param history numbers of items
     * @param item whose score it is
     * @throws IllegalArgumentException as {@link #visitors}
     */
    public double[] contributions(int[] history, int item) {
        return FoldIn.contributions(this, scoring, history, item);
    }

    /**
     * The same model with articles that nobody has bought yet, without training: the general representation of each is the mean of
     * those of its {@code knn.item} nearest trained items by cosine of features, weighted by the cosines and, over the modalities, by
     * the modal weights. Users and other items stay as they are; there are no metrics, and it cannot be saved.
     *
     * @param articles with features from the encoders that made those of the data
     * @throws IllegalArgumentException if the features do not fit, an id is known already, or the score is no dot product of
     *     representations
     */
    public TrainedModel withItems(NewItems articles) {
        return withItems(data, articles, new AppendedCatalogue(data.catalogue(), data.items(), articles.ids()));
    }

    /**
     * {@link #withItems(NewItems)} for all items of a later reading of the same tables that this model does not know, with their titles
     * and pictures. Likeness is by the features of that reading, so any encoder will do.
     *
     * @param later with the own ids of all items of this model, and new ones, which {@code core(0)} keeps without a purchase
     * @throws IllegalArgumentException if an item of this model is missing there, none is new, modalities differ, either has no own ids,
     *     or the score is no dot product of representations
     */
    public TrainedModel withItems(MultimodalDataset later) {
        LaterItems found = LaterItems.of(data, later);
        return withItems(found.known(), found.added(), found.catalogue());
    }

    private TrainedModel withItems(MultimodalDataset known, NewItems articles, ItemCatalogue names) {
        if (isComputed() || scoring != Scoring.DOT_PRODUCT) {
            throw new IllegalArgumentException(
                    name() + ": found no representations of items, expected a model whose score is a dot"
                            + " product of some, such as LightGCN; train the others again");
        }
        MultimodalDataset more = articles.appendedTo(known, names);
        return new TrainedModel(
                more,
                provenance,
                stopReason,
                history,
                Map::of,
                articles.appendedTo(representations, known, provenance),
                parameters,
                scoring,
                mask,
                warnings);
    }

    /**
     * The same model trained on all interactions, held-out ones included, for as many epochs as validation chose: for use. It has
     * no metrics, since nothing is left to measure on; those of this model tell what to expect.
     *
     * @throws IllegalStateException if this model is such a refit, or has no best epoch
     */
    public TrainedModel refit() {
        return Refit.of(this);
    }

    private Table table(String name, Column<?> item, TopItems top) {
        int[] items = top.items();
        return Table.create(
                name,
                IntColumn.create("rank", IntStream.rangeClosed(1, items.length).toArray()),
                item,
                StringColumn.create(
                        "title",
                        Arrays.stream(items).mapToObj(data.catalogue()::label).toArray(String[]::new)),
                DoubleColumn.create(
                        "score",
                        IntStream.range(0, items.length).mapToDouble(top::score).toArray()));
    }

    /**
     * Saves everything to a folder atomically; a model saved there before is replaced.
     *
     * @throws org.drepmrec.io.DataException if the folder holds something else or cannot be written
     */
    public void save(Path folder) {
        ModelFolder.save(this, folder);
    }

    /**
     * Refuses a folder that {@link #save} would refuse because something else is there, for a check before training.
     *
     * @throws org.drepmrec.io.DataException if the folder holds something else
     */
    public static void requireFree(Path folder) {
        ModelFolder.requireFree(folder.toAbsolutePath().normalize());
    }

    /** Whether a folder holds a saved model, by the name of its manifest. */
    public static boolean isSavedIn(Path folder) {
        return ModelFolder.isIn(folder);
    }

    /**
     * Reads a saved model. It contains data only; nothing in it is executed. Its metrics are computed again when they are asked
     * for, and must then agree with the stored ones; where other code saved the model, they are computed at once.
     *
     * @param data the data set that it was trained on
     * @throws org.drepmrec.io.DataException if the folder is no saved model, is damaged, or belongs to other data; also later,
     *     when metrics are asked for, if they are not the stored ones
     */
    public static TrainedModel load(Path folder, MultimodalDataset data) {
        return ModelFolder.load(folder, data);
    }

    /** Whether {@link #exportEmbeddings} writes a file of that name. */
    public static boolean isExported(String fileName) {
        return EmbeddingExport.FILE.matcher(fileName).matches();
    }

    /** Writes each representation as {@code .npy} and as TSV with item titles, for other tools. */
    public void exportEmbeddings(Path folder) {
        EmbeddingExport.write(this, folder);
    }

    /** A short summary: sizes, epochs, stop reason, warnings. */
    @Override
    public Table summary() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"model", name()});
        rows.add(new String[] {"data", data.toString()});
        rows.add(new String[] {
            "engine",
            provenance.environment().get("engine") + " on "
                    + provenance.environment().get("device")
        });
        if (!isComputed()) {
            rows.add(new String[] {"epochs", Integer.toString(history.size())});
            rows.add(new String[] {
                "best epoch", bestEpoch().map(e -> Integer.toString(e.number())).orElse("none")
            });
        }
        rows.add(new String[] {
            "stopped", stopReason.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        });
        warnings.forEach(w -> rows.add(new String[] {"warning", w}));
        return Table.create(
                name(),
                StringColumn.create("what", rows.stream().map(r -> r[0]).toArray(String[]::new)),
                StringColumn.create("value", rows.stream().map(r -> r[1]).toArray(String[]::new)));
    }

    @Override
    public String toString() {
        if (isComputed()) {
            return name() + " on " + data.name() + ": computed, nothing to train";
        }
        String best = bestEpoch().map(e -> ", best epoch " + e.number()).orElse("");
        return name() + " on " + data.name() + ": " + history.size() + " epochs" + best;
    }
}
