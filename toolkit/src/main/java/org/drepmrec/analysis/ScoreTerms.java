package org.drepmrec.analysis;

import java.util.ArrayList;
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

    private static final long SEED = 999;

    /** A difference between the score and the sum of the terms that rounding in single precision explains. */
    private static final double ROUNDING = 1e-4;

    private final String name;
    private final List<String> terms;
    private final double[] purchases;
    private final double[] others;

    private ScoreTerms(String name, List<String> terms, double[] purchases, double[] others) {
        this.name = name;
        this.terms = terms;
        this.purchases = purchases;
        this.others = others;
    }

    /** Over the test purchases of a run. */
    public static ScoreTerms of(TrainedModel run) {
        return of(run.representations(), run.data(), Split.TEST).named(ofRun(run));
    }

    /**
     * As {@link #of(TrainedModel)}, with the modal line taken apart into its modalities: b·b', b·v', b·t', v·b' and so on, nine
     * terms for two modalities (paper eq. 7 in eq. 16).
     *
     * @throws IllegalArgumentException if the model's modal line is no sum over modalities
     */
    public static ScoreTerms byModality(TrainedModel run) {
        return measured(modalities(run.representations()), run.data(), Split.TEST)
                .named(ofRun(run) + ", by modality");
    }

    private static String ofRun(TrainedModel run) {
        return "of " + run.name() + " on " + run.data().name();
    }

    /**
     * Over the pairs of a split. Each is compared with an item that its user has in no split, drawn at random.
     *
     * @throws IllegalArgumentException if the split is empty, or the general representation is not the sum of the two lines
     */
    public static ScoreTerms of(Representations r, MultimodalDataset data, Split split) {
        return measured(Parts.lines(r), data, split);
    }

    private static ScoreTerms measured(Parts lines, MultimodalDataset data, Split split) {
        Interactions pairs = data.split(split);
        if (pairs.size() == 0) {
            throw new IllegalArgumentException(
                    "terms of the score: " + data.name() + " has 0 pairs in " + split + ", expected some");
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] purchases = new double[lines.labels().size()];
        double[] others = new double[purchases.length];
        for (int p = 0; p < pairs.size(); p++) {
            int user = pairs.user(p);
            add(purchases, lines.terms(user, pairs.item(p)), pairs.size());
            add(others, lines.terms(user, other(data, user, random)), pairs.size());
        }
        return new ScoreTerms("on " + data.name(), lines.labels(), purchases, others);
    }

    private ScoreTerms named(String of) {
        return new ScoreTerms(of, terms, purchases, others);
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
        return table("Terms of the score of user " + user + " and item " + item, Parts.lines(r), user, item);
    }

    /**
     * As {@link #of(Representations, int, int)}, with the modal line taken apart into its modalities.
     *
     * @throws IllegalArgumentException if the modal line is no sum over modalities
     */
    public static Table byModality(Representations r, int user, int item) {
        return table(
                "Terms of the score of user " + user + " and item " + item + ", by modality",
                modalities(r),
                user,
                item);
    }

    private static Parts modalities(Representations r) {
        if (r.modalities().isEmpty()) {
            throw new IllegalArgumentException(
                    "terms of the score: found no terms of modalities, expected a model whose"
                            + " modal line is their sum, such as DRepMRec, trained by a version that keeps them; train it again");
        }
        return Parts.modalities(r);
    }

    private static Table table(String title, Parts parts, int user, int item) {
        return Table.create(
                title,
                StringColumn.create("user line \u00b7 item line", withSum(parts.labels())),
                DoubleColumn.create("value", withSum(parts.terms(user, item))));
    }

    /** The rows of the representation that scores, and of the parts that add up to it. */
    private static final class Parts {

        private final List<String> names = new ArrayList<>();
        private final List<Vectors> users = new ArrayList<>();
        private final List<Vectors> items = new ArrayList<>();
        private final Vectors[] general;

        private Parts(Representations r) {
            general = new Vectors[] {Vectors.of(r, Space.GENERAL, Side.USER), Vectors.of(r, Space.GENERAL, Side.ITEM)};
        }

        /** The two lines. */
        static Parts lines(Representations r) {
            return new Parts(r)
                    .add(Space.BEHAVIOR.label(), r, Space.BEHAVIOR.in(r))
                    .add(Space.MODAL.label(), r, Space.MODAL.in(r));
        }

        /** The behavior line, and each modality's term of the modal line. */
        static Parts modalities(Representations r) {
            Parts parts = new Parts(r).add(Space.BEHAVIOR.label(), r, Space.BEHAVIOR.in(r));
            r.modalities().forEach((modality, line) -> parts.add(modality.toString(), r, line));
            return parts;
        }

        private Parts add(String name, Representations r, Representations.Line line) {
            if (line.size() != general[0].size()) {
                throw notASum("rows of " + line.size() + " and " + general[0].size() + " numbers in " + name
                        + " and general");
            }
            names.add(name);
            users.add(new Vectors(r.users(), line.size(), r.users(line)));
            items.add(new Vectors(r.items(), line.size(), r.items(line)));
            return this;
        }

        /** User part, then item part. */
        List<String> labels() {
            return names.stream()
                    .flatMap(user -> names.stream().map(item -> user + " \u00b7 " + item))
                    .toList();
        }

        double[] terms(int user, int item) {
            double[] terms = users.stream()
                    .flatMapToDouble(u -> items.stream().mapToDouble(i -> u.dot(user, i, item)))
                    .toArray();
            double score = general[0].dot(user, general[1], item);
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
        double all = difference[terms.size()];
        return Table.create(
                "Terms of the scores " + name,
                StringColumn.create("user line \u00b7 item line", withSum(terms)),
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
        List<Integer> order = IntStream.range(0, terms.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        t -> -table.doubleColumn("share %").get(t)))
                .toList();
        return Findings.of(order.stream()
                .map(t -> String.format(
                        Locale.ROOT,
                        "%s %.0f %%",
                        terms.get(t),
                        table.doubleColumn("share %").get(t)))
                .collect(Collectors.joining(
                        ", ", "Of the difference between purchases and other items each term makes: ", ".")));
    }

    private static double[] withSum(double[] terms) {
        double[] all = Arrays.copyOf(terms, terms.length + 1);
        all[terms.length] = Arrays.stream(terms).sum();
        return all;
    }

    private static List<String> withSum(List<String> terms) {
        return Stream.concat(terms.stream(), Stream.of("score (sum)")).toList();
    }

    /** The means of the table as bars. */
    public Chart chart() {
        double[] at = IntStream.rangeClosed(0, terms.size()).mapToDouble(t -> t).toArray();
        return Chart.builder(
                        "Terms of the scores " + name,
                        Axis.categories("line of the user \u00b7 line of the item", withSum(terms)),
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
