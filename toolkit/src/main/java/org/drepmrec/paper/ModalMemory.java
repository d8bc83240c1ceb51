package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.List;
import org.drepmrec.analysis.Findings;
import org.drepmrec.run.SeedDifferences;

/**
 * What the modal representations of items keep of the raw features' similarities, with a signal that is to preserve them and
 * without: what DREAM calls modal information forgetting.
 */
record ModalMemory(Variants runs, String with, String without, String signal) {

    /** Columns of the probe: Spearman's correlation of 20,000 pairs, the overlap of 10 nearest neighbors. */
    static final List<String> COLUMNS = List.of("memory correlation", "memory overlap");

    private static final List<String> REMEMBERED =
            List.of("rank correlation of the raw features' similarities", "share of the raw features' neighbors");

    /** Whether more is left with the signal, at the last epoch that all runs reached; nothing if a variant is missing. */
    Findings findings(String claim) {
        List<String> all = new ArrayList<>();
        SeedDifferences differences = new SeedDifferences();
        for (int c = 0; c < COLUMNS.size(); c++) {
            LastEpoch last = LastEpoch.of(runs, with, without, COLUMNS.get(c)).orElse(null);
            if (last == null) {
                return Findings.NONE;
            }
            all.add("At epoch " + last.epoch() + " the modal line keeps this " + REMEMBERED.get(c) + ": "
                    + Phrases.value(last.firstMean()) + " with " + signal + ", " + Phrases.value(last.secondMean())
                    + " without.");
            differences.add("the " + REMEMBERED.get(c), last.first(), last.second());
        }
        all.add(differences.judged(claim));
        return new Findings(all);
    }
}
