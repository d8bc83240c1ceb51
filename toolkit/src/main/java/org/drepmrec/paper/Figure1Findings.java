package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.drepmrec.analysis.Findings;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.SeedDifferences;
import tech.tablesaw.api.Table;

/** Whether the lines' losses conflict, and whether alignment brings the lines together. */
final class Figure1Findings {

    private Figure1Findings() {}

    /** Of the mean cosines over all epochs of each seed. */
    static Findings conflict(Variants runs) {
        List<String> all = new ArrayList<>();
        for (String model : runs.names()) {
            List<RunRecord> finished = runs.finished(model);
            if (finished.isEmpty()) {
                continue;
            }
            double[] users = cosines(finished, "users");
            double[] items = cosines(finished, "items");
            int epochs =
                    finished.stream().mapToInt(r -> r.probes().size()).max().orElseThrow();
            String claim = model + ": over " + Phrases.count(epochs, "epoch");
            all.add(
                    users.length == 0 || items.length == 0
                            ? claim + ", the modal loss does not reach the shared embeddings, so there is no conflict."
                            : String.format(
                                    Locale.ROOT,
                                    "%s, the mean cosine of the gradients is %.2f for users and %.2f for items: %s.",
                                    claim,
                                    Arrays.stream(users).average().orElseThrow(),
                                    Arrays.stream(items).average().orElseThrow(),
                                    verdict(SeedDifferences.sign(users), SeedDifferences.sign(items))));
        }
        return new Findings(all);
    }

    private static String verdict(int users, int items) {
        if (users == 0 || items == 0) {
            return "whether those of " + (users != 0 ? "items" : items != 0 ? "users" : "users and items")
                    + " conflict is not shown, since the seeds' spread reaches 0";
        }
        return users < 0 && items < 0
                ? "they conflict, as the paper says"
                : users > 0 && items > 0
                        ? "they do not conflict, against the paper"
                        : "only those of " + (users < 0 ? "users" : "items") + " conflict";
    }

    /** The mean over epochs of each run in which the losses meet. */
    private static double[] cosines(List<RunRecord> runs, String kind) {
        return runs.stream()
                .map(r -> r.probe("conflict " + kind + " cosine"))
                .mapToDouble(cosines -> Arrays.stream(cosines)
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN))
                .filter(Double::isFinite)
                .toArray();
    }

    /** If a conflict costs accuracy, the forms without one rank better than the one with shared IDs. */
    static Findings forms(Variants runs) {
        String shared = " " + Figure1.ID_SOURCES.get(0);
        List<String> all = new ArrayList<>();
        for (String usual :
                runs.names().stream().filter(n -> n.endsWith(shared)).toList()) {
            String model = usual.substring(0, usual.length() - shared.length());
            Map<String, List<RunRecord>> before = new LinkedHashMap<>();
            Map<String, List<RunRecord>> after = new LinkedHashMap<>();
            Figure1.ID_SOURCES.stream()
                    .skip(1)
                    .map(source -> model + " " + source)
                    .filter(runs.names()::contains)
                    .forEach(form -> {
                        before.put(form, runs.of(usual));
                        after.put(form, runs.of(form));
                    });
            if (!after.isEmpty()) {
                Changes changes = Changes.of(before, after);
                all.addAll(changes.sentences(form -> form + " against shared"));
                all.add(changes.judged(
                        "The paper's reason, that sharing embeddings costs " + model + " accuracy, ",
                        Changes.Change::gain));
            }
        }
        return new Findings(all);
    }

    /** Of each model that is there without and with alignment. */
    static Findings distance(Table figure1b) {
        List<String> names = figure1b.stringColumn("model").asList();
        Map<String, Boolean> closer = new LinkedHashMap<>();
        List<String> all = new ArrayList<>();
        for (String before :
                names.stream().filter(n -> n.endsWith(Figure1.BEFORE)).toList()) {
            String model = before.substring(0, before.length() - Figure1.BEFORE.length());
            int without = names.indexOf(before);
            int with = names.indexOf(model + Figure1.AFTER);
            if (with >= 0) {
                boolean together = true;
                List<String> parts = new ArrayList<>();
                for (String column : Rq2.DISTANCES) {
                    double a = figure1b.doubleColumn(column).get(without);
                    double b = figure1b.doubleColumn(column).get(with);
                    together &= b < a;
                    parts.add(Phrases.value(a) + " to " + Phrases.value(b) + " for " + column.replace("distance ", ""));
                }
                closer.put(model, together);
                all.add(model + ": with alignment the distance between the lines goes from "
                        + String.join(" and from ", parts) + ".");
            }
        }
        if (!closer.isEmpty()) {
            List<String> against =
                    closer.keySet().stream().filter(m -> !closer.get(m)).toList();
            all.add("The paper's finding, that alignment brings both representations together, "
                    + (against.isEmpty()
                            ? "holds here."
                            : "does not hold here for " + String.join(", ", against) + "."));
        }
        return new Findings(all);
    }
}
