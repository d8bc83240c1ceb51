package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.analysis.Significance;
import org.drepmrec.eval.Metrics;
import org.drepmrec.model.Models;
import org.drepmrec.paper.Rq1Result.Comparison;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.SeedRuns;
import tech.tablesaw.api.Table;

/** Sentences about results, made from the numbers: Recall@20 on the test split, tests over users, level 5 %. */
final class Findings {

    static final String ITEM_KNN = "ItemKNN";

    private static final String LABEL = Metrics.RECALL.label(20);
    private static final double LEVEL = 0.05;

    private Findings() {}

    /** The place of each proposed model, its distance to the best other and to item kNN, and whether the paper's order holds. */
    static List<String> table2(Rq1Result result) {
        List<String> all = new ArrayList<>();
        ResultTable table = result.table2();
        for (String model :
                result.models().stream().filter(Rq1.PROPOSED::contains).toList()) {
            double mean = table.value(model, LABEL);
            if (Double.isNaN(mean)) {
                all.add(model + " has a failed run, so it has no mean and no place.");
                continue;
            }
            List<String> better = result.models().stream()
                    .filter(m -> table.value(m, LABEL) > mean)
                    .toList();
            all.add(String.format(
                    Locale.ROOT,
                    "By %s, %s is %s of %d models (%.4f, %s).",
                    LABEL,
                    model,
                    ordinal(better.size() + 1),
                    result.models().stream()
                            .filter(m -> !Double.isNaN(table.value(m, LABEL)))
                            .count(),
                    mean,
                    count(result.runs(model).size(), "seed")));
            List<Comparison> others = result.comparisons(model, LABEL);
            if (!others.isEmpty()) {
                all.add("It is " + distance(others.get(0)) + ", the best of the others"
                        + significance(others.get(0).tHolm()) + ".");
            }
            all.add(others.stream()
                    .filter(c -> c.baseline().equals(ITEM_KNN))
                    .findFirst()
                    .map(c -> "It is " + distance(c) + ", which needs no training" + significance(c.tHolm()) + ".")
                    .orElse("Item kNN is not recorded, so the distance to it is not known."));
            if (model.equals(Rq3.MODEL)) {
                all.add(order(others));
                missing(result).ifPresent(all::add);
            }
        }
        if (all.isEmpty()) {
            all.add("DRepMRec is not recorded, so nothing can be said about it.");
        }
        List<String> single = result.models().stream()
                .filter(m -> result.runs(m).size() == 1
                        && !result.runs(m).get(0).epochs().isEmpty())
                .toList();
        if (!single.isEmpty()) {
            all.add("Trained with one seed only: " + String.join(", ", single) + ".");
        }
        return all;
    }

    private static String order(List<Comparison> others) {
        String claim = "The paper's finding, DRepMRec above every other model, ";
        if (others.isEmpty()) {
            return claim + "cannot be judged: no other model is recorded.";
        }
        List<String> notBelow = others.stream()
                .filter(c -> c.gain() < 0 && c.tHolm() < LEVEL)
                .map(Comparison::baseline)
                .toList();
        List<String> level = others.stream()
                .filter(c -> c.tHolm() >= LEVEL)
                .map(Comparison::baseline)
                .toList();
        if (!notBelow.isEmpty()) {
            return claim + "does not hold here: above it " + (notBelow.size() == 1 ? "is " : "are ")
                    + String.join(", ", notBelow) + ".";
        }
        return level.isEmpty()
                ? claim + "holds here."
                : claim + "is not shown here: the difference to " + String.join(", ", level) + " is not significant.";
    }

    private static Optional<String> missing(Rq1Result result) {
        List<String> missing =
                Models.all().stream().filter(m -> !result.models().contains(m)).toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("Of the paper's models, " + String.join(", ", missing)
                        + (missing.size() == 1 ? " is" : " are") + " not recorded.");
    }

    /** What the removal of each part costs, and whether each contributes. */
    static List<String> table3(Rq3.Result result) {
        List<String> rows = result.table3().stringColumn("model").asList();
        return removals(result, rows, "The paper's finding, that every part of DRepMRec contributes, ");
    }

    /** Likewise for DREAM. */
    static List<String> dream(Rq3.Result result) {
        List<String> rows = result.dream().stringColumn("model").asList();
        return removals(result, rows, "That every part of DREAM contributes ");
    }

    private static List<String> removals(Rq3.Result result, List<String> rows, String claim) {
        Map<String, Change> changes = new LinkedHashMap<>();
        for (String row : rows.subList(1, rows.size())) {
            changes.put(row, Change.of(result.runs(rows.get(0)), result.runs(row)));
        }
        corrected(changes);
        List<String> all = sentences(changes, name -> name);
        all.add(judged(claim, changes, c -> c.percent < 0));
        return all;
    }

    /** What alignment changes in each other model, and whether it improves all. */
    static List<String> table4(Rq3.Result result) {
        List<String> rows = result.table4().stringColumn("model").asList();
        Map<String, Change> changes = new LinkedHashMap<>();
        for (String row : rows) {
            if (rows.contains(row + LineExperiment.BMA)) {
                changes.put(
                        row + LineExperiment.BMA, Change.of(result.runs(row), result.runs(row + LineExperiment.BMA)));
            }
        }
        corrected(changes);
        List<String> all = sentences(
                changes, name -> name + " against " + name.substring(0, name.length() - LineExperiment.BMA.length()));
        all.add(judged("The paper's finding, that alignment improves other models, ", changes, c -> c.percent > 0));
        return all;
    }

    /** The order of the representations alone. */
    static List<String> figure5(Table figure5) {
        Map<String, Double> recall = new LinkedHashMap<>();
        for (int r = 0; r < figure5.rowCount(); r++) {
            recall.put(
                    figure5.stringColumn("model").get(r),
                    figure5.doubleColumn(LABEL).get(r));
        }
        String order = recall.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(e -> String.format(Locale.ROOT, "%s %.4f", e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
        boolean holds = recall.get("general") > recall.get("behavior") && recall.get("behavior") > recall.get("modal");
        return List.of(
                "Each representation alone, by " + LABEL + ": " + order + ".",
                "The paper's order, general above behavior above modal, " + (holds ? "holds" : "does not hold")
                        + " here.");
    }

    /** Whether both lines' losses pull the embeddings that they share into different directions. */
    static List<String> figure1a(Table figure1a) {
        List<String> all = new ArrayList<>();
        for (String model : new LinkedHashSet<>(figure1a.stringColumn("model").asList())) {
            Table rows = figure1a.where(figure1a.stringColumn("model").isEqualTo(model));
            double users = mean(rows, "conflict users cosine");
            double items = mean(rows, "conflict items cosine");
            String claim = model + ": over " + count(rows.rowCount(), "epoch");
            if (Double.isNaN(users) || Double.isNaN(items)) {
                all.add(claim + ", the modal loss does not reach the shared embeddings, so there is no conflict.");
            } else {
                String verdict = users < 0 && items < 0
                        ? "they conflict, as the paper says"
                        : users >= 0 && items >= 0
                                ? "they do not conflict, against the paper"
                                : "only those of " + (users < 0 ? "users" : "items") + " conflict";
                all.add(String.format(
                        Locale.ROOT,
                        "%s, the mean cosine of the gradients is %.2f for users and %.2f for items: %s.",
                        claim,
                        users,
                        items,
                        verdict));
            }
        }
        return all;
    }

    private static double mean(Table rows, String column) {
        return Arrays.stream(rows.doubleColumn(column).asDoubleArray())
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    /**
     * Whether the similarity-supervised signal keeps the lines apart at the last epoch that both reached; nothing if one was
     * not recorded.
     */
    static List<String> figure6(Table figure6) {
        List<String> all = new ArrayList<>();
        if (new HashSet<>(figure6.stringColumn("model").asList()).size() < 2) {
            return all;
        }
        boolean holds = true;
        for (String column : Rq2.DISTANCES) {
            double[] with = last(figure6, Rq2.WITH, Rq2.WITHOUT, column);
            all.add(String.format(
                    Locale.ROOT,
                    "At epoch %.0f the %s between the lines is %.4f with the signal and %.4f without.",
                    with[0],
                    column.replace("distance", "distance of"),
                    with[1],
                    with[2]));
            holds &= with[1] > with[2];
        }
        all.add("The paper's finding, a larger distance with the signal, " + (holds ? "holds" : "does not hold")
                + " here.");
        return all;
    }

    /** The last epoch that both reached, and the values of both there. */
    private static double[] last(Table table, String a, String b, String column) {
        Map<Integer, Double> first = byEpoch(table, a, column);
        Map<Integer, Double> second = byEpoch(table, b, column);
        int epoch = first.keySet().stream()
                .filter(second::containsKey)
                .mapToInt(e -> e)
                .max()
                .orElseThrow();
        return new double[] {epoch + 1, first.get(epoch), second.get(epoch)};
    }

    private static Map<Integer, Double> byEpoch(Table table, String model, String column) {
        Map<Integer, Double> values = new LinkedHashMap<>();
        for (int r = 0; r < table.rowCount(); r++) {
            if (table.stringColumn("model").get(r).equals(model)) {
                values.put(
                        table.intColumn("epoch").get(r),
                        table.doubleColumn(column).get(r));
            }
        }
        return values;
    }

    /** From the runs of one variant to those of another: change of the mean in per cent, p of the paired test over users. */
    private static final class Change {
        private final double percent;
        private double p;

        private Change(double percent, double p) {
            this.percent = percent;
            this.p = p;
        }

        private static Change of(List<RunRecord> from, List<RunRecord> to) {
            SeedRuns before = new SeedRuns(from);
            SeedRuns after = new SeedRuns(to);
            return new Change(
                    100 * (after.mean(Metrics.RECALL, 20) / before.mean(Metrics.RECALL, 20) - 1),
                    Significance.test(after.perUser(Metrics.RECALL, 20), before.perUser(Metrics.RECALL, 20))
                            .tP());
        }
    }

    private static void corrected(Map<String, Change> changes) {
        List<Change> all = List.copyOf(changes.values());
        double[] p = Significance.holm(all.stream().mapToDouble(c -> c.p).toArray());
        for (int c = 0; c < p.length; c++) {
            all.get(c).p = p[c];
        }
    }

    private static List<String> sentences(Map<String, Change> changes, UnaryOperator<String> name) {
        return new ArrayList<>(changes.entrySet().stream()
                .map(e -> capitalized(name.apply(e.getKey())) + ": " + LABEL + " "
                        + String.format(Locale.ROOT, "%+.1f %%", e.getValue().percent)
                        + significance(e.getValue().p) + ".")
                .toList());
    }

    private static String judged(String claim, Map<String, Change> changes, Predicate<Change> wanted) {
        List<String> against = changes.entrySet().stream()
                .filter(e -> !(wanted.test(e.getValue()) && e.getValue().p < LEVEL))
                .map(Map.Entry::getKey)
                .toList();
        return against.isEmpty()
                ? claim + "holds here."
                : against.size() == changes.size()
                        ? claim + "does not hold here for any row."
                        : claim + "does not hold here for: " + String.join(", ", against) + ".";
    }

    private static String distance(Comparison c) {
        String side = c.gain() < 0 ? "below" : "above";
        return String.format(Locale.ROOT, "%.1f %% %s %s", Math.abs(c.gain()), side, c.baseline());
    }

    private static String significance(double p) {
        return " ("
                + (p < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p))
                + (p < LEVEL ? ", significant)" : ", not significant)");
    }

    private static String ordinal(int place) {
        return switch (place) {
            case 1 -> "first";
            case 2 -> "second";
            case 3 -> "third";
            default -> "number " + place;
        };
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
