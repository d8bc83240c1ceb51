package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.eval.Metrics;
import org.drepmrec.model.Models;
import org.drepmrec.paper.Rq1Result.Comparison;

/** The place of each proposed model in Table 2, its distance to the best other and to the best that needs no training, and the paper's order. */
final class Rq1Findings {

    private static final String LABEL = Metrics.RECALL.label(20);

    private Rq1Findings() {}

    static Findings of(Rq1Result result) {
        List<String> all = new ArrayList<>();
        ResultTable table = result.table2();
        List<String> finished = result.models().stream()
                .filter(m -> !Double.isNaN(table.value(m, LABEL)))
                .toList();
        for (String model :
                result.models().stream().filter(result.proposed()::contains).toList()) {
            if (!finished.contains(model)) {
                all.add(model + " has a failed run, so it has no mean and no place.");
                continue;
            }
            double mean = table.value(model, LABEL);
            long better =
                    finished.stream().filter(m -> table.value(m, LABEL) > mean).count();
            all.add("By " + LABEL + ", " + model + " is " + Phrases.ordinal((int) better + 1) + " of " + finished.size()
                    + " models (" + Phrases.value(mean) + ", "
                    + Phrases.count(result.runs(model).size(), "seed") + ").");
            List<Comparison> others = result.comparisons(model, LABEL);
            boolean floorIsBest = !others.isEmpty() && untrained(result, others.get(0));
            if (!others.isEmpty()) {
                all.add("It is " + distance(others.get(0)) + ", the best of the others"
                        + (floorIsBest ? ", which needs no training" : "")
                        + Phrases.significance(others.get(0).tHolm()) + ".");
            }
            if (!floorIsBest) {
                all.add(others.stream()
                        .filter(c -> untrained(result, c))
                        .findFirst()
                        .map(c -> "It is " + distance(c) + ", the best that needs no training"
                                + Phrases.significance(c.tHolm()) + ".")
                        .orElse("No model without training is among them, so there is no floor to compare with."));
            }
            all.addAll(ahead(table, finished, model));
            if (model.equals(Rq3.MODEL)) {
                List<String> missing = Models.all().stream()
                        .filter(m -> !result.models().contains(m))
                        .toList();
                all.add(order(others, missing.isEmpty()));
                if (!missing.isEmpty()) {
                    all.add("Of the paper's models, " + String.join(", ", missing)
                            + (missing.size() == 1 ? " is" : " are") + " missing.");
                }
            }
        }
        if (all.isEmpty()) {
            all.add("No proposed model is among them, so nothing can be said about one.");
        }
        List<String> single = result.models().stream()
                .filter(m -> result.runs(m).size() == 1
                        && !result.runs(m).get(0).epochs().isEmpty())
                .toList();
        if (!single.isEmpty()) {
            all.add("Trained with one seed only: " + String.join(", ", single) + ".");
        }
        return new Findings(all);
    }

    private static boolean untrained(Rq1Result result, Comparison c) {
        return result.runs(c.baseline()).stream().allMatch(r -> r.epochs().isEmpty());
    }

    /** By which other metrics somebody else has the greater mean, where the model is first by Recall@20. */
    private static List<String> ahead(ResultTable table, List<String> finished, String model) {
        if (finished.stream().anyMatch(m -> table.value(m, LABEL) > table.value(model, LABEL))) {
            return List.of();
        }
        List<String> said = new ArrayList<>();
        for (String label : Rq1Result.labels()) {
            String first = finished.stream()
                    .max(Comparator.comparingDouble(m -> table.value(m, label)))
                    .orElseThrow();
            if (table.value(first, label) > table.value(model, label)) {
                said.add("By " + label + ", " + first + " is ahead (" + Phrases.value(table.value(first, label))
                        + " against " + Phrases.value(table.value(model, label)) + ").");
            }
        }
        return said;
    }

    private static String order(List<Comparison> others, boolean complete) {
        String claim = "By " + LABEL + " the paper's finding, DRepMRec above every other model, ";
        if (others.isEmpty()) {
            return claim + "cannot be judged: no other model is among them.";
        }
        List<String> above = others.stream()
                .filter(c -> c.gain() < 0 && c.tHolm() < Phrases.LEVEL)
                .map(Comparison::baseline)
                .toList();
        List<String> level = others.stream()
                .filter(c -> c.tHolm() >= Phrases.LEVEL)
                .map(Comparison::baseline)
                .toList();
        if (!above.isEmpty()) {
            return claim + "does not hold here: above it " + (above.size() == 1 ? "is " : "are ")
                    + String.join(", ", above) + ".";
        }
        return level.isEmpty()
                ? claim + (complete ? "holds here." : "holds here against those that are compared.")
                : claim + "is not shown here: the difference to " + String.join(", ", level) + " is not significant.";
    }

    private static String distance(Comparison c) {
        String side = c.gain() < 0 ? "below" : "above";
        return String.format(Locale.ROOT, "%.1f %% %s %s", Math.abs(c.gain()), side, c.baseline());
    }
}
