package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.analysis.Findings;
import org.drepmrec.run.RunRecord;

/** What the removal of each part costs, what alignment changes in other models, and what S3 preserves. */
final class Rq3Findings {

    private static final List<String> REMEMBERED =
            List.of("rank correlation of the raw features' similarities", "share of the raw features' neighbors");

    private Rq3Findings() {}

    /** What each row loses against the first. */
    static Findings removals(Variants rows, String claim) {
        if (rows.names().size() < 2) {
            return Findings.NONE;
        }
        Map<String, List<RunRecord>> whole = new LinkedHashMap<>();
        Map<String, List<RunRecord>> without = new LinkedHashMap<>();
        rows.names().stream().skip(1).forEach(name -> {
            whole.put(name, rows.of(rows.names().get(0)));
            without.put(name, rows.of(name));
        });
        Changes changes = Changes.of(whole, without);
        List<String> all = changes.sentences(name -> name);
        all.add(changes.judged(claim, Changes.Change::loss));
        return new Findings(all);
    }

    static Findings table4(Variants rows) {
        Map<String, List<RunRecord>> alone = new LinkedHashMap<>();
        Map<String, List<RunRecord>> aligned = new LinkedHashMap<>();
        rows.names().stream()
                .filter(host -> rows.names().contains(host + LineExperiment.BMA))
                .forEach(host -> {
                    alone.put(host + LineExperiment.BMA, rows.of(host));
                    aligned.put(host + LineExperiment.BMA, rows.of(host + LineExperiment.BMA));
                });
        if (aligned.isEmpty()) {
            return Findings.NONE;
        }
        Changes changes = Changes.of(alone, aligned);
        List<String> all = changes.sentences(
                name -> name + " against " + name.substring(0, name.length() - LineExperiment.BMA.length()));
        all.add(changes.judged("The paper's finding, that alignment improves other models, ", Changes.Change::gain));
        return new Findings(all);
    }

    /** At the last epoch that all runs reached; nothing if a variant is missing. */
    static Findings memory(Variants runs) {
        List<String> all = new ArrayList<>();
        SeedDifferences differences = new SeedDifferences();
        for (int c = 0; c < REMEMBERED.size(); c++) {
            LastEpoch last = LastEpoch.of(runs, Rq3.DREAM, Rq3.WITHOUT_S3, Rq3.MEMORY.get(c))
                    .orElse(null);
            if (last == null) {
                return Findings.NONE;
            }
            all.add("At epoch " + last.epoch() + " the modal line keeps this " + REMEMBERED.get(c) + ": "
                    + Phrases.value(last.firstMean()) + " with S3, " + Phrases.value(last.secondMean()) + " without.");
            differences.add("the " + REMEMBERED.get(c), last.first(), last.second());
        }
        all.add(differences.judged("DREAM's finding, that S3 preserves modal similarity, "));
        return new Findings(all);
    }
}
