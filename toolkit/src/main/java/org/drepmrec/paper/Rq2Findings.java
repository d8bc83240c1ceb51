package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.drepmrec.analysis.Findings;
import org.drepmrec.eval.Metrics;
import tech.tablesaw.api.Table;

/** Which representation is best alone, and whether the similarity-supervised signal keeps the lines apart. */
final class Rq2Findings {

    private static final String LABEL = Metrics.RECALL.label(20);

    private Rq2Findings() {}

    /** Of the means over seeds. */
    static Findings figure5(Table figure5) {
        Map<String, Double> recall = new LinkedHashMap<>();
        for (int r = 0; r < figure5.rowCount(); r++) {
            recall.put(
                    figure5.stringColumn("model").get(r),
                    figure5.doubleColumn(LABEL).get(r));
        }
        String order = recall.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(e -> e.getKey() + " " + Phrases.value(e.getValue()))
                .collect(Collectors.joining(", "));
        boolean holds = recall.get("general") > recall.get("behavior") && recall.get("behavior") > recall.get("modal");
        return Findings.of(
                "Each representation alone, by " + LABEL + ": " + order + ".",
                "The paper's order, general above behavior above modal, " + (holds ? "holds" : "does not hold")
                        + " here.");
    }

    /** At the last epoch that both reached; nothing if one is missing. */
    static Findings figure6(Table figure6) {
        List<String> all = new ArrayList<>();
        boolean holds = true;
        for (String column : Rq2.DISTANCES) {
            LastEpoch last =
                    LastEpoch.of(figure6, Rq2.WITH, Rq2.WITHOUT, column).orElse(null);
            if (last == null) {
                return Findings.NONE;
            }
            all.add("At epoch " + last.epoch() + " the " + column.replace("distance", "distance of")
                    + " between the lines is " + Phrases.value(last.first()) + " with the signal and "
                    + Phrases.value(last.second()) + " without.");
            holds &= last.first() > last.second();
        }
        all.add("The paper's finding, a larger distance with the signal, " + (holds ? "holds" : "does not hold")
                + " here.");
        return new Findings(all);
    }
}
