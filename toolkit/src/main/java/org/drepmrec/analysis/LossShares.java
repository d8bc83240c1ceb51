package org.drepmrec.analysis;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.train.EpochRecord;
import org.drepmrec.train.RunProvenance;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What each term of a loss contributes to the sum at its weight (paper equation 15). A term's share of the loss is not its share
 * of the gradient, but it says which part is too weak to be felt.
 */
public final class LossShares {

    private static final String TOTAL = "total";
    private static final double ROUNDING = 1e-3;

    /** The option that weighs a term, by the beginning of the term's name. */
    private static final Map<String, String> WEIGHTS = Map.of(
            "bia", "alpha",
            "mia", "alpha",
            "inter", "beta",
            "sss", "gamma",
            "l2", SharedOptions.LAMBDA.key());

    private LossShares() {}

    /**
     * A row for each term of an epoch, the largest share first: its value, its weight, and its share of the sum in percent.
     *
     * @throws IllegalArgumentException if the terms at the known weights do not add up to the recorded sum, as with a model whose
     *     terms have other weights than those of DRepMRec and of alignment
     */
    public static Table of(RunProvenance run, EpochRecord epoch) {
        Map<String, Double> weighted = weighted(run, epoch);
        List<String> terms = weighted.keySet().stream()
                .sorted(Comparator.comparingDouble(term -> -weighted.get(term)))
                .toList();
        double total = epoch.losses().get(TOTAL);
        return Table.create(
                "Loss of " + run.model() + " in epoch " + epoch.number(),
                StringColumn.create("term", terms),
                DoubleColumn.create("value", terms.stream().mapToDouble(epoch.losses()::get)),
                DoubleColumn.create("weight", terms.stream().mapToDouble(term -> weight(run, term))),
                DoubleColumn.create("share %", terms.stream().mapToDouble(term -> 100 * weighted.get(term) / total)));
    }

    /** The shares of all terms, 0 to 1, with the same refusal. */
    static Map<String, Double> shares(RunProvenance run, EpochRecord epoch) {
        Map<String, Double> shares = weighted(run, epoch);
        shares.replaceAll((term, value) -> value / epoch.losses().get(TOTAL));
        return shares;
    }

    private static Map<String, Double> weighted(RunProvenance run, EpochRecord epoch) {
        Map<String, Double> weighted = new LinkedHashMap<>();
        epoch.losses().forEach((term, value) -> {
            if (!term.equals(TOTAL)) {
                weighted.put(term, value * weight(run, term));
            }
        });
        double sum = weighted.values().stream().mapToDouble(v -> v).sum();
        double total = epoch.losses().get(TOTAL);
        if (!(Math.abs(sum - total) <= ROUNDING * Math.abs(total))) {
            throw new IllegalArgumentException("loss of " + run.model() + ": the terms " + weighted.keySet()
                    + " at their weights add up to " + sum + ", expected the recorded " + total
                    + "; shares are known for DRepMRec, DREAM and models with two terms of alignment");
        }
        return weighted;
    }

    private static double weight(RunProvenance run, String term) {
        return WEIGHTS.entrySet().stream()
                .filter(e -> term.startsWith(e.getKey()))
                .map(e -> run.options().get(e.getValue()))
                .filter(value -> value != null)
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElse(1);
    }
}
