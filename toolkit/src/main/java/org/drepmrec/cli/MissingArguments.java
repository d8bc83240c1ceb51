package org.drepmrec.cli;

import java.util.List;
import org.drepmrec.data.Fill;
import org.drepmrec.data.Modality;
import org.drepmrec.run.Missing;
import picocli.CommandLine.Option;

/** What experiment {@code missing} takes away, and what it puts in its place. */
final class MissingArguments {

    @Option(
            names = "--lost",
            paramLabel = "MODALITY",
            description = "What items lose. Default: textual, or the first that there is.")
    private String lost;

    @Option(
            names = "--shares",
            paramLabel = "SHARE",
            split = ",",
            description = "Shares of the items, below 1. Default: 0,0.25,0.5,0.75.")
    private List<Double> shares;

    @Option(
            names = "--fills",
            paramLabel = "WAY",
            split = ",",
            description = "What stands in: zero, mean, neighbors. Default: all of them.")
    private List<String> fills;

    void apply(Missing.Builder experiment) {
        if (lost != null) {
            experiment.modality(Modality.of(lost));
        }
        if (shares != null) {
            experiment.shares(shares.stream().mapToDouble(Double::doubleValue).toArray());
        }
        if (fills != null) {
            experiment.fills(fills.stream().map(Fill::of).toArray(Fill[]::new));
        }
    }
}
