package org.drepmrec.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.data.Split;
import org.drepmrec.data.Summarized;
import org.drepmrec.model.Representations;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The four terms of a score of added lines, (b + m)·(b' + m') = b·b' + b·m' + m·b' + m·m' with b of the behavior line and m
 * of the modal line (paper eq. 13 and 16): what a user's lines and an item's lines contribute. What ranks is not a term's
 * size but how much larger it is for purchases than for other items, so these stand beside them.
 *
 * <pre>{@code
 * var terms = ScoreTerms.of(run);
 * terms.chart();
 * terms.table();
 * }</pre>
 */
public final class ScoreTerms implements Summarized {

    /** User line, then item line. */
    private static final List<String> TERMS =
            List.of("behavior \u00b7 behavior", "behavior \u00b7 modal", "modal \u00b7 behavior", "modal \u00b7 modal");

    private static final long SEED = 999;

    /** A difference between the score and the sum of the terms that rounding in single precision explains. */
    private static final double ROUNDING = 1e-4;

    private final String name;
    private final double[] purchases;
    private final double[] others;

    private ScoreTerms(String name, double[] purchases, double[] others) {
        this.name = name;
        this.purchases = purchases;
        this.others = others;
    }

    /** Over the test purchases of a run. */
    public static ScoreTerms of(TrainedModel run) {
        return of(run.representations(), run.data(), Split.TEST)
                .named("of " + run.name() + " on " + run.data().name());
    }

    /**
     * Over the pairs of a split. Each is compared with an item that its user has in no split, drawn at random.
     *
     * @throws IllegalArgumentException if the split is empty, or the general representation is not the sum of the two lines
     */
    public static ScoreTerms of(Representations r, MultimodalDataset data, Split split) {
        Interactions pairs = data.split(split);
        if (pairs.size() == 0) {
            throw new IllegalArgumentException(
                    "terms of the score: " + data.name() + " has 0 pairs in " + split + ", expected some");
        }
        Lines lines = new Lines(r);
        SplittableRandom random = new SplittableRandom(SEED);
        double[] purchases = new double[TERMS.size()];
        double[] others = new double[TERMS.size()];
        for (int p = 0; p < pairs.size(); p++) {
            int user = pairs.user(p);
            add(purchases, lines.terms(user, pairs.item(p)), pairs.size());
            add(others, lines.terms(user, other(data, user, random)), pairs.size());
        }
        return new ScoreTerms("on " + data.name(), purchases, others);
    }

    private ScoreTerms named(String of) {
        return new ScoreTerms(of, purchases, others);
    }

    private static int other(MultimodalDataset data, int user, SplittableRandom random) {
        for (int tries = 0; tries < 1000; tries++) {
            int item = random.nextInt(data.items());
            if (Arrays.stream(Split.values())
                    .noneMatch(s -> data.split(s).matrix().contains(user, item))) {
                return item;
            }
        }
        throw new IllegalArgumentException("terms of the score: user " + user + " of " + data.name()
                + " has nearly all items, expected some that she has not");
    }

    private static void add(double[] sum, double[] terms, int n) {
        for (int t = 0; t < sum.length; t++) {
            sum[t] += terms[t] / n;
        }
    }

    /**
     * The terms of one score and their sum, a row each.
     *
     * @throws IllegalArgumentException if the general representation is not the sum of the two lines
     */
    public static Table of(Representations r, int user, int item) {
        return Table.create(
                "Terms of the score of user " + user + " and item " + item,
                StringColumn.create("user line \u00b7 item line", labels()),
                DoubleColumn.create("value", withSum(new Lines(r).terms(user, item))));
    }

    /** The rows of the three representations. */
    private static final class Lines {

        private final Vectors[] users = new Vectors[3];
        private final Vectors[] items = new Vectors[3];

        Lines(Representations r) {
            List<Space> spaces = List.of(Space.BEHAVIOR, Space.MODAL, Space.GENERAL);
            for (int s = 0; s < users.length; s++) {
                users[s] = Vectors.of(r, spaces.get(s), Side.USER);
                items[s] = Vectors.of(r, spaces.get(s), Side.ITEM);
            }
            if (users[0].size() != users[1].size() || users[0].size() != users[2].size()) {
                throw notASum("rows of " + users[0].size() + ", " + users[1].size() + " and " + users[2].size()
                        + " numbers in behavior, modal and general");
            }
        }

        double[] terms(int user, int item) {
            double[] terms = {
                users[0].dot(user, items[0], item),
                users[0].dot(user, items[1], item),
                users[1].dot(user, items[0], item),
                users[1].dot(user, items[1], item)
            };
            double score = users[2].dot(user, items[2], item);
            double scale = Arrays.stream(terms).map(Math::abs).sum();
            if (Math.abs(Arrays.stream(terms).sum() - score) > ROUNDING * Math.max(scale, Math.abs(score))) {
                throw notASum("a score of " + score + " for user " + user + " and item " + item
                        + " and terms that sum to " + Arrays.stream(terms).sum());
            }
            return terms;
        }

        private static IllegalArgumentException notASum(String found) {
            return new IllegalArgumentException("terms of the score: found " + found
                    + ", expected a general representation that is the sum of the lines, such as DRepMRec's");
        }
    }

    /**
     * A row per term and one for their sum, the score: its mean over {@code purchases}, over {@code other items}, their
     * {@code difference}, and the term's {@code share} of the difference of the scores in percent.
     */
    public Table table() {
        double[] bought = withSum(purchases);
        double[] drawn = withSum(others);
        double[] difference = IntStream.range(0, bought.length)
                .mapToDouble(t -> bought[t] - drawn[t])
                .toArray();
        double all = difference[TERMS.size()];
        return Table.create(
                "Terms of the scores " + name,
                StringColumn.create("user line \u00b7 item line", labels()),
                DoubleColumn.create("purchases", bought),
                DoubleColumn.create("other items", drawn),
                DoubleColumn.create("difference", difference),
                DoubleColumn.create(
                        "share %",
                        Arrays.stream(difference).map(d -> 100 * d / all).toArray()));
    }

    /** Which term tells most, and which least, of what sets purchases apart from other items. */
    public Findings findings() {
        Table table = table();
        List<Integer> order = IntStream.range(0, TERMS.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        t -> -table.doubleColumn("share %").get(t)))
                .toList();
        return Findings.of(order.stream()
                .map(t -> String.format(
                        Locale.ROOT,
                        "%s %.0f %%",
                        TERMS.get(t),
                        table.doubleColumn("share %").get(t)))
                .collect(Collectors.joining(
                        ", ", "Of the difference between purchases and other items each term makes: ", ".")));
    }

    private static double[] withSum(double[] terms) {
        double[] all = Arrays.copyOf(terms, terms.length + 1);
        all[terms.length] = Arrays.stream(terms).sum();
        return all;
    }

    private static List<String> labels() {
        return Stream.concat(TERMS.stream(), Stream.of("score (sum)")).toList();
    }

    /** The means of the table as bars. */
    public Chart chart() {
        double[] at = IntStream.rangeClosed(0, TERMS.size()).mapToDouble(t -> t).toArray();
        return Chart.builder(
                        "Terms of the scores " + name,
                        Axis.categories("line of the user \u00b7 line of the item", labels()),
                        Axis.linear("mean over pairs"))
                .add(bars("test purchases", at, -0.2, withSum(purchases)))
                .add(bars("other items", at, 0.2, withSum(others)))
                .build();
    }

    private static Series bars(String label, double[] at, double shift, double[] values) {
        return new Series.Bars(label, Arrays.stream(at).map(x -> x + shift).toArray(), values, new double[0], 0.36);
    }

    @Override
    public Table summary() {
        return table();
    }

    @Override
    public String toString() {
        return table().print();
    }
}
