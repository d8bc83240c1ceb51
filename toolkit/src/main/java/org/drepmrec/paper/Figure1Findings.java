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
                                            verdict(SeedDifferences.sign(users), SeedDifferences.sign(items)))
                                    + below(finished));
        }
        return new Findings(all);
    }

    /** A mean hides the rows that are pulled apart: their share in the epoch that has most of them, mean over seeds. */
    private static String below(List<RunRecord> finished) {
        return String.format(
                Locale.ROOT,
                " At most %.1f %% of the users' rows and %.1f %% of the items' are below 0 in an epoch.",
                100 * most(finished, "users"),
                100 * most(finished, "items"));
    }

    private static double most(List<RunRecord> finished, String kind) {
        return finished.stream()
                .mapToDouble(r -> Arrays.stream(r.probe("conflict " + kind + " below zero"))
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0))
                .average()
                .orElseThrow();
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

    /**
     * Of each model that is there without and with alignment.
     *
     * @param distances by the name of the variant and {@code users} or {@code items}, a value per seed
     */
    static Findings distance(Map<String, Map<String, double[]>> distances) {
        List<String> all = new ArrayList<>();
        List<String> against = new ArrayList<>();
        List<String> open = new ArrayList<>();
        int judged = 0;
        for (Map.Entry<String, Map<String, double[]>> e : distances.entrySet()) {
            String model = e.getKey().replace(Figure1.BEFORE, "");
            Map<String, double[]> with = distances.get(model + Figure1.AFTER);
            if (!e.getKey().endsWith(Figure1.BEFORE) || with == null) {
                continue;
            }
            judged++;
            int sign = 1;
            List<String> parts = new ArrayList<>();
            for (String kind : e.getValue().keySet()) {
                double[] before = e.getValue().get(kind);
                double[] after = with.get(kind);
                double[] gains = new double[before.length];
                Arrays.setAll(gains, s -> before[s] - after[s]);
                sign = Math.min(sign, SeedDifferences.sign(gains));
                double from = Arrays.stream(before).average().orElseThrow();
                double to = Arrays.stream(after).average().orElseThrow();
                parts.add(String.format(
                        Locale.ROOT, "%.4f to %.4f (%+.0f %%) for %s", from, to, 100 * (to / from - 1), kind));
            }
            if (sign < 1) {
                (sign < 0 ? against : open).add(model);
            }
            all.add(model + ": with alignment the distance between the lines goes from "
                    + String.join(" and from ", parts) + ".");
        }
        if (judged > 0) {
            all.add(Phrases.judged(
                    "The paper's finding, that alignment brings both representations together, ",
                    String.join(", ", against),
                    String.join(", ", open)));
        }
        return new Findings(all);
    }
}
