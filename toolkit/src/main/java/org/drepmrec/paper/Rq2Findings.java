package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Space;
import org.drepmrec.run.SeedDifferences;

/** Which representation is best alone, and whether the similarity-supervised signal keeps the lines apart. */
final class Rq2Findings {

    /** A curve that takes back less of its fall than this has leveled out. */
    private static final double LEVEL = 0.2;

    private Rq2Findings() {}

    /**
     * By Recall@20 and by NDCG@20.
     *
     * @param alone by metric and representation, a value per seed
     */
    static Findings figure5(Map<String, Map<Space, double[]>> alone) {
        List<String> all = new ArrayList<>();
        alone.forEach((label, values) -> {
            Map<Space, Double> means = new LinkedHashMap<>();
            values.forEach(
                    (space, v) -> means.put(space, Arrays.stream(v).average().orElseThrow()));
            String order = means.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .map(e -> e.getKey().label() + " " + Phrases.value(e.getValue()))
                    .collect(Collectors.joining(", "));
            all.add("Each representation alone, by " + label + ": " + order + ".");
            all.add(new SeedDifferences()
                    .add("general above behavior", values.get(Space.GENERAL), values.get(Space.BEHAVIOR))
                    .add("behavior above modal", values.get(Space.BEHAVIOR), values.get(Space.MODAL))
                    .judged("By " + label + " the paper's order, general above behavior above modal, "));
        });
        return new Findings(all);
    }

    /** What the paper describes: where the curve with the signal begins, where it is lowest, where it ends. */
    private static String course(Variants runs, String column, int epochs) {
        double[] means = IntStream.range(0, epochs)
                .mapToDouble(e -> runs.finished(Rq2.WITH).stream()
                        .filter(r ->
                                r.probes().size() >= epochs && r.probes().get(e).containsKey(column))
                        .mapToDouble(r -> r.probes().get(e).get(column))
                        .average()
                        .orElseThrow())
                .toArray();
        int lowest = IntStream.range(0, epochs)
                .reduce((a, b) -> means[b] < means[a] ? b : a)
                .orElseThrow();
        return "With the signal it is " + Phrases.value(means[0]) + " after epoch 1, lowest in epoch " + (lowest + 1)
                + " ("
                + Phrases.value(means[lowest]) + ") and ends at " + Phrases.value(means[epochs - 1]) + ": "
                + shape(means[0] - means[lowest], means[epochs - 1] - means[lowest]) + ".";
    }

    private static String shape(double fall, double rise) {
        return rise <= LEVEL * fall
                ? "it falls and levels out, as the paper's does"
                : (fall == 0 ? "it rises" : "after that it rises again") + ", where the paper's levels out";
    }

    /** At the last epoch that all runs reached; nothing if a variant is missing. */
    static Findings figure6(Variants runs) {
        List<String> all = new ArrayList<>();
        SeedDifferences differences = new SeedDifferences();
        for (String column : Rq2.DISTANCES) {
            LastEpoch last = LastEpoch.of(runs, Rq2.WITH, Rq2.WITHOUT, column).orElse(null);
            if (last == null) {
                return Findings.NONE;
            }
            all.add("At epoch " + last.epoch() + " the " + column.replace("distance", "distance of")
                    + " between the lines is " + Phrases.value(last.firstMean()) + " with the signal and "
                    + Phrases.value(last.secondMean()) + " without.");
            all.add(course(runs, column, last.epoch()));
            differences.add(column.replace("distance ", ""), last.first(), last.second());
        }
        all.add(differences.judged("The paper's finding, a larger distance with the signal, "));
        return new Findings(all);
    }
}
