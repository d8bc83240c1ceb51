package org.drepmrec.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.data.Summarized;
import org.drepmrec.model.Representations;
import org.drepmrec.sparse.Csr;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Why a model gives an item to a user: the score in its terms, where it is the sum of two lines, and the purchases that carry
 * it, with what each has in common with the item.
 *
 * <p>A trained user is a point of its own, not a sum over her purchases. What a purchase adds is therefore taken from the
 * formula for a visitor with the same purchases ({@link TrainedModel#visitors}), whose score is such a sum; both scores are
 * told, so that a reader sees how near they are.
 *
 * <pre>{@code
 * var why = Explanation.of(run, "C-0007", "mug-17");
 * why.findings();
 * why.purchases();
 * why.terms();
 * why.byModality();
 * }</pre>
 */
public final class Explanation implements Summarized {

    private static final int MOST_BARS = 10;

    /** Features are of single precision: what is below is rounding, not likeness. */
    private static final double DIGITS = 1e6;

    private final TrainedModel run;
    private final int user;
    private final int item;
    private final int[] history;
    private final double[] added;
    private final float[] scores;

    private Explanation(TrainedModel run, int user, int item) {
        this.run = run;
        this.user = user;
        this.item = item;
        MultimodalDataset data = run.data();
        int[] all = data.train().itemsOf(user);
        if (all.length == 0) {
            throw new IllegalArgumentException("explanation: found no training purchase of user " + data.userId(user)
                    + ", expected at least one, of which to say what it adds");
        }
        int[] others = IntStream.of(all).filter(i -> i != item).toArray();
        double[] contributions = run.contributions(others, item);
        int[] order = IntStream.range(0, others.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -contributions[k]))
                .mapToInt(k -> k)
                .toArray();
        this.history = IntStream.of(order).map(k -> others[k]).toArray();
        this.added = IntStream.of(order).mapToDouble(k -> contributions[k]).toArray();
        this.scores = new float[data.items()];
        run.scorer().score(new int[] {user}, 1, scores);
    }

    /**
     * Explains a pair by own ids, or by numbers where the data have none.
     *
     * @throws IllegalArgumentException if there is no such user or item, the user has no training purchase, or the model has no
     *     formula for visitors
     */
    public static Explanation of(TrainedModel run, String user, String item) {
        return new Explanation(run, run.data().userNumber(user), run.data().itemNumber(item));
    }

    /** Explains a pair by numbers; see {@link #of(TrainedModel, String, String)}. */
    public static Explanation of(TrainedModel run, int user, int item) {
        return of(run, run.data().userId(user), run.data().itemId(item));
    }

    /** The data that the user and the item are of. */
    public MultimodalDataset data() {
        return run.data();
    }

    /** The number of the item. */
    public int item() {
        return item;
    }

    /** The model's score of the pair. */
    public double score() {
        return scores[item];
    }

    /** The item's place among those that the user does not have in training or validation, from 1. */
    public int rank() {
        return 1
                + (int) candidates()
                        .filter(i -> i != item)
                        .filter(i -> scores[i] > scores[item] || (scores[i] == scores[item] && i < item))
                        .count();
    }

    private IntStream candidates() {
        List<Csr> had = Stream.of(Split.TRAIN, Split.VALIDATION)
                .map(s -> data().split(s).matrix())
                .toList();
        return IntStream.range(0, scores.length).filter(i -> had.stream().noneMatch(m -> m.contains(user, i)));
    }

    /** The four terms of the score and their sum, see {@link ScoreTerms}; empty if the model does not add two lines. */
    public Optional<Table> terms() {
        return terms(r -> r.modal().isPresent(), ScoreTerms::of);
    }

    /** As {@link #terms}, with the modal line taken apart into its modalities; empty if it is no sum of several. */
    public Optional<Table> byModality() {
        return terms(r -> r.modalities().size() > 1, ScoreTerms::byModality);
    }

    private Optional<Table> terms(Predicate<Representations> has, Terms apart) {
        if (run.isComputed() || run.representations().behavior().isEmpty() || !has.test(run.representations())) {
            return Optional.empty();
        }
        try {
            return Optional.of(apart.of(run.representations(), user, item));
        } catch (IllegalArgumentException lines) {
            return Optional.empty();
        }
    }

    private interface Terms {
        Table of(Representations r, int user, int item);
    }

    /**
     * A row for each training purchase but the item itself, the one that adds most first: item (its own id or number), title,
     * what it {@code adds} to the score of a visitor with these purchases, its {@code share %} of that score, how many users
     * bought both in training, and the cosine of both items' features by modality.
     */
    public Table purchases() {
        MultimodalDataset data = data();
        double all = Arrays.stream(added).sum();
        Table table = Table.create(
                "Purchases behind " + data.catalogue().label(item) + " for user " + data.userId(user),
                StringColumn.create(
                        "item", IntStream.of(history).mapToObj(data::itemId).toList()),
                StringColumn.create("title", titles()),
                DoubleColumn.create("adds", added),
                DoubleColumn.create(
                        "share %", Arrays.stream(added).map(a -> 100 * a / all).toArray()),
                IntColumn.create("bought both", boughtBoth()));
        for (Modality m : data.modalities()) {
            table.addColumns(DoubleColumn.create("cosine " + m, cosines(m)));
        }
        return table;
    }

    private List<String> titles() {
        return IntStream.of(history).mapToObj(data().catalogue()::label).toList();
    }

    private int[] boughtBoth() {
        Csr buyers = data().train().matrix().transpose();
        return IntStream.of(history)
                .map(h -> (int) IntStream.of(buyers.columns(h))
                        .filter(u -> buyers.contains(item, u))
                        .count())
                .toArray();
    }

    private double[] cosines(Modality modality) {
        Vectors features = Vectors.of(data().features(modality));
        return IntStream.of(history)
                .mapToDouble(h -> Math.rint(DIGITS * features.cosine(item, features, h)) / DIGITS)
                .toArray();
    }

    /** The numbers of the purchases, the one that adds most first. */
    public int[] history() {
        return history.clone();
    }

    /** What the ten first of {@link #purchases} add, as bars. */
    public Chart chart() {
        int n = Math.min(MOST_BARS, history.length);
        return Chart.builder(
                        "What purchases add to the score of "
                                + data().catalogue().label(item) + " for user " + data().userId(user),
                        Axis.categories("purchase", titles().subList(0, n)),
                        Axis.linear("adds to the score"))
                .add(new Series.Bars(
                        "adds",
                        IntStream.range(0, n).asDoubleStream().toArray(),
                        Arrays.copyOf(added, n),
                        new double[0],
                        0.6))
                .build();
    }

    /** The place of the item, what carries its score, and what the first of the purchases has in common with it. */
    public Findings findings() {
        String label = data().catalogue().label(item);
        Findings place = Findings.of(Findings.sentence(String.format(
                Locale.ROOT,
                "%s ranks %s number %d of the %d items that user %s does not have, with a score of %.4f",
                run.name(),
                label,
                rank(),
                candidates().count(),
                data().userId(user),
                score())));
        return place.and(terms().map(terms -> strongest(terms, "four terms")).orElse(Findings.NONE))
                .and(byModality()
                        .map(terms -> strongest(terms, (terms.rowCount() - 1) + " terms by modality"))
                        .orElse(Findings.NONE))
                .and(history.length == 0 ? Findings.NONE : carried());
    }

    /** Of the size of all terms, since some may be below 0. */
    private static Findings strongest(Table terms, String which) {
        double[] values = Arrays.copyOf(terms.doubleColumn("value").asDoubleArray(), terms.rowCount() - 1);
        double sizes = Arrays.stream(values).map(Math::abs).sum();
        int most = IntStream.range(0, values.length)
                .boxed()
                .max(Comparator.comparingDouble(t -> Math.abs(values[t])))
                .orElseThrow();
        return Findings.of(String.format(
                Locale.ROOT,
                "The largest of its %s is %s, %.0f %% of their sizes.",
                which,
                terms.stringColumn(0).get(most),
                100 * Math.abs(values[most]) / sizes));
    }

    private Findings carried() {
        double all = Arrays.stream(added).sum();
        Table purchases = purchases();
        String alike = data().modalities().stream()
                .map(m -> String.format(
                        Locale.ROOT,
                        "a cosine of %.2f by %s",
                        purchases.doubleColumn("cosine " + m).get(0),
                        m))
                .reduce("", (a, b) -> a.isEmpty() ? b : a + ", " + b);
        int both = purchases.intColumn("bought both").get(0);
        return Findings.of(
                String.format(
                        Locale.ROOT,
                        "Of the %d purchases, %s adds most (%.4f of %.4f, by the formula for a visitor).",
                        history.length,
                        purchases.stringColumn("title").get(0),
                        added[0],
                        all),
                "Both have " + (alike.isEmpty() ? "" : alike + ", and ") + both + (both == 1 ? " buyer" : " buyers")
                        + " in common.");
    }

    @Override
    public Table summary() {
        return purchases();
    }

    @Override
    public String toString() {
        return findings() + "\n" + purchases().print();
    }
}
