package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.drepmrec.analysis.Findings;
import org.drepmrec.paper.RecordedRuns.Group;
import org.drepmrec.run.Report;
import org.drepmrec.run.RunRecord;
import org.drepmrec.train.TrainingCode;
import tech.tablesaw.api.Table;

/** The page {@code RESULTS.md}: what the records say, and what they do not. */
public final class ResultsDocument {

    private static final String HEAD =
            """
            # Results

            Full-scale runs of the toolkit itself. `results document` makes this page from the records in
            [`data/results`](../data/results), and a test checks that the two agree. `Results.of("NAME")` shows the same tables in a
            notebook; `results reproduce` trains a row again and compares
            ([how to add a result](../.github/CONTRIBUTING.md#adding-a-result)).

            Figures are of the test split at the best epoch on validation: mean ± standard deviation over seeds. Of several settings
            the one that is best on validation is shown, among those with the most seeds; the tables of settings say how many were
            tried. P-values are of paired t-tests over users, corrected by Holm; significant means below 5 %. Columns marked (paper)
            are copied from the paper, whose split is MMRec's public one (data/README.md).
            """;

    private final StringBuilder text = new StringBuilder(HEAD);

    private ResultsDocument() {}

    /** The page about some data sets. */
    public static String of(List<Results> all) {
        ResultsDocument page = new ResultsDocument();
        if (all.isEmpty()) {
            page.paragraph("No results are recorded yet.");
        }
        if (!all.isEmpty()) {
            page.text.append("\n## Recall@20 at a glance\n\n").append(ResultsOverview.of(all));
        }
        all.forEach(page::about);
        return page.text.toString();
    }

    private void about(Results results) {
        List<String> missing = new ArrayList<>();
        text.append("\n## ").append(results.data().name()).append('\n');
        paragraph(String.format(
                Locale.ROOT,
                "%,d users, %,d items, %,d interactions (%,d train, %,d validation, %,d test), %.2f %% of the pairs empty; features: %s.",
                results.data().users(),
                results.data().items(),
                results.data().interactions(),
                results.data().train(),
                results.data().validation(),
                results.data().test(),
                results.data().sparsity(),
                results.data().features().isEmpty()
                        ? "none"
                        : results.data().features().entrySet().stream()
                                .map(e -> e.getKey() + " " + e.getValue() + "-d")
                                .collect(Collectors.joining(", "))));
        Rq1Result rq1 = results.rq1();
        section("Table 2", rq1.table2().styled(), rq1.findings());
        if (results.models().stream().noneMatch(results::isComputed)) {
            missing.add("models that need no training");
        }
        section(
                "Settings",
                results.search(),
                Findings.of("Hours are wall-clock time of all runs of a model, trials and seeds."));
        optional("Knockout of features", "knockout", results.knockout(), missing);
        Rq3.Result rq3 = results.rq3();
        optional("Table 3: ablation", "table3", rq3, missing);
        optional("Table 4: alignment in other models", "table4", rq3, missing);
        optional("What DREAM adds", "dream", rq3, missing);
        bySentences("What S3 preserves", "dream-memory", rq3, missing);
        Rq2.Result rq2 = results.rq2();
        optional("Figure 5: each representation alone", "figure5", rq2, missing);
        bySentences("Figure 6: distance between the lines", "figure6", rq2, missing);
        Rq4.Result rq4 = results.rq4();
        optional("Figure 8 (a): weight of the similarity signal", "figure8a", rq4, missing);
        if (results.data().features().size() > 1) {
            optional("Figure 8 (b): weights of the modalities", "figure8b", rq4, missing);
        }
        optional("Figure 9: weights of the alignments", "figure9", rq4, missing);
        bySentences("Figure 1 (a): angle between the lines' gradients", "figure1a", results.figure1(), missing);
        if (!missing.isEmpty()) {
            text.append("\n### Not recorded yet\n");
            paragraph(String.join("; ", missing) + ".");
        }
        text.append("\n### How it was made\n");
        paragraph(made(results));
        List<String> mixed =
                results.models().stream().filter(m -> codes(results, m) > 1).toList();
        if (!mixed.isEmpty()) {
            paragraph("Rows of Table 2 whose seeds were trained by different versions of the code: "
                    + String.join(", ", mixed) + ".");
        }
    }

    private static long codes(Results results, String model) {
        return results.recorded().chosen(model).orElseThrow().runs().stream()
                .map(r -> r.provenance().environment().getOrDefault(TrainingCode.FINGERPRINT, ""))
                .distinct()
                .count();
    }

    /** A section if the report has the table. */
    private void optional(String title, String name, Report report, List<String> missing) {
        Table table = report.printed().get(name);
        if (table == null || table.isEmpty()) {
            missing.add(title);
        } else {
            section(title, table, report.findings(name));
        }
    }

    /** Curves are too long for a page: only what is said of them. */
    private void bySentences(String title, String name, Report report, List<String> missing) {
        Findings findings = report.findings(name);
        if (findings.isEmpty()) {
            missing.add(title);
        } else {
            text.append("\n### ").append(title).append('\n');
            list(findings);
        }
    }

    private void section(String title, Table table, Findings findings) {
        text.append("\n### ").append(title).append("\n\n").append(PageTable.of(table));
        list(findings);
    }

    private void list(Findings findings) {
        if (!findings.isEmpty()) {
            text.append('\n');
            findings.forEach(s -> text.append("- ").append(s).append('\n'));
        }
    }

    private void paragraph(String sentences) {
        text.append('\n').append(sentences).append('\n');
    }

    private static String made(Results results) {
        List<RunRecord> runs = results.models().stream()
                .flatMap(m -> results.recorded().of(m).stream())
                .map(Group::runs)
                .flatMap(List::stream)
                .toList();
        Map<String, TreeSet<String>> values = new TreeMap<>();
        for (String key : List.of("toolkit", "engine", "engineVersion", "djl", "java", "platform")) {
            values.put(
                    key,
                    runs.stream()
                            .map(r -> r.provenance().environment().getOrDefault(key, "unknown"))
                            .filter(v -> !v.equals("none"))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        double hours = runs.stream().mapToDouble(RunRecord::seconds).sum() / 3600;
        List<String> days = runs.stream()
                .map(r -> r.provenance().environment().getOrDefault("finished", "unknown"))
                .map(t -> t.replaceFirst("T.*", ""))
                .sorted()
                .toList();
        return String.format(
                Locale.ROOT,
                "%s in %s, finished from %s to %s. Toolkit %s; %s; Java %s on %s.",
                Phrases.count(runs.size(), "run"),
                hours < 0.05 ? "minutes" : String.format(Locale.ROOT, "%.1f hours", hours),
                days.get(0),
                days.get(days.size() - 1),
                joined(values.get("toolkit")),
                values.get("engine").isEmpty()
                        ? "nothing was trained"
                        : "engine " + joined(values.get("engine")) + " " + joined(values.get("engineVersion"))
                                + "; DJL " + joined(values.get("djl")),
                joined(values.get("java")),
                joined(values.get("platform")));
    }

    private static String joined(Set<String> values) {
        return String.join(", ", values);
    }
}
