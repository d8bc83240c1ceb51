package org.drepmrec.paper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.analysis.Findings;
import org.drepmrec.run.RunRecord;

/** What the removal of each part costs, what alignment changes in other models. */
final class Rq3Findings {

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
}
