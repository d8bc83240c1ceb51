package org.drepmrec.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.drepmrec.data.Side;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Calculating with representations: an item of one kind, minus the mean of its kind, plus the mean of another, and of the other
 * kind the item nearest to that. Kinds are told by a word of the title.
 */
public final class Analogies {

    private final TrainedModel run;
    private final Space space;
    private final String from;
    private final String to;
    private final int[] questions;
    private final int[] targets;
    private final TitleWords titles;
    private final int[] answers;

    private Analogies(TrainedModel run, Space space, String from, String to) {
        this.run = run;
        this.space = space;
        this.from = from;
        this.to = to;
        titles = new TitleWords(run.data().catalogue(), run.data().items());
        questions = items(from);
        targets = items(to);
        answers = answers(Vectors.of(run.representations(), space, Side.ITEM).unit());
    }

    /**
     * Asks for each item of a kind which item of another kind it would be.
     *
     * @param from a word of the titles of one kind, such as {@code mug}
     * @param to a word of the titles of the other
     * @throws IllegalArgumentException if no title has the word
     */
    public static Analogies of(TrainedModel run, Space space, String from, String to) {
        return new Analogies(run, space, from, to);
    }

    private int[] items(String word) {
        int[] found = titles.with(word);
        if (found.length == 0) {
            throw new IllegalArgumentException("analogies: found no title with the word \"" + word
                    + "\", expected some; choose a word of the titles of "
                    + run.data().name());
        }
        return found;
    }

    private int[] answers(Vectors unit) {
        double[] shift = mean(unit, targets);
        double[] ofKind = mean(unit, questions);
        Arrays.setAll(shift, c -> shift[c] - ofKind[c]);
        return Arrays.stream(questions)
                .map(q -> {
                    double[] wanted = new double[unit.size()];
                    Arrays.setAll(wanted, c -> unit.values()[q * unit.size() + c] + shift[c]);
                    return nearest(unit, wanted);
                })
                .toArray();
    }

    private static double[] mean(Vectors unit, int[] rows) {
        double[] mean = new double[unit.size()];
        for (int row : rows) {
            for (int c = 0; c < mean.length; c++) {
                mean[c] += unit.values()[row * mean.length + c] / rows.length;
            }
        }
        return mean;
    }

    /** Of the other kind; rows have length 1, so the greatest product is the greatest cosine. */
    private int nearest(Vectors unit, double[] wanted) {
        int best = targets[0];
        double most = Double.NEGATIVE_INFINITY;
        for (int t : targets) {
            double product = 0;
            for (int c = 0; c < wanted.length; c++) {
                product += wanted[c] * unit.values()[t * wanted.length + c];
            }
            if (product > most) {
                most = product;
                best = t;
            }
        }
        return best;
    }

    /** A question and its answer, then the next question, for the first {@code most} questions. */
    public int[] pairs(int most) {
        return IntStream.range(0, Math.min(most, questions.length))
                .flatMap(q -> IntStream.of(questions[q], answers[q]))
                .toArray();
    }

    /** A row for each question: item, title, the answer's item and title, and the words that the titles have in common. */
    public Table table() {
        return Table.create(
                from + " - " + from + "s + " + to + "s, " + space.label() + " representations",
                IntColumn.create("item", questions),
                StringColumn.create("title", titles(questions)),
                IntColumn.create("answer", answers),
                StringColumn.create("its title", titles(answers)),
                IntColumn.create(
                        "words in common",
                        IntStream.range(0, questions.length)
                                .map(q -> (int) titles.common(questions[q], answers[q]))
                                .toArray()));
    }

    private String[] titles(int[] items) {
        return Arrays.stream(items).mapToObj(run.data().catalogue()::label).toArray(String[]::new);
    }

    /** The mean number of words that a question's title and its answer's have in common. */
    public double wordsInCommon() {
        return IntStream.range(0, questions.length)
                .mapToLong(q -> titles.common(questions[q], answers[q]))
                .average()
                .orElseThrow();
    }

    /** The same of a question and any item of the other kind. */
    public double byChance() {
        return Arrays.stream(questions).mapToDouble(this::byChance).average().orElseThrow();
    }

    private double byChance(int question) {
        return Arrays.stream(targets)
                .mapToLong(t -> titles.common(question, t))
                .average()
                .orElseThrow();
    }

    /** Whether the calculation keeps more of a title than chance does, by a paired test over the questions at 5 %. */
    public Findings findings() {
        double[] words = Arrays.stream(questions).mapToDouble(this::byChance).toArray();
        double[] found = IntStream.range(0, questions.length)
                .mapToDouble(q -> titles.common(questions[q], answers[q]))
                .toArray();
        Significance.Result test = Significance.test(found, words);
        double chance = test.meanB();
        double kept = test.meanA();
        return Findings.of(Findings.sentence(String.format(
                Locale.ROOT,
                "of the %d questions an answer by the %s representations has %.2f words in common with its question, any %s has"
                        + " %.2f: %s",
                questions.length,
                space.label(),
                kept,
                to,
                chance,
                verdict(test.difference(), test.tP()))));
    }

    static String verdict(double difference, double p) {
        return p >= 0.05
                ? "that the calculation keeps anything of an item is not shown"
                : "the calculation keeps " + (difference > 0 ? "something of an item" : "less of an item than chance");
    }
}
