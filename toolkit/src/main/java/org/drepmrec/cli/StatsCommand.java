package org.drepmrec.cli;

import java.io.PrintWriter;
import org.drepmrec.analysis.Floors;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code stats}. */
@Command(
        name = "stats",
        description = {
            "Prints sizes, splits, degrees, missing features and warnings of a data set, and what it tells without training.",
            "Of baby, sports and clothing it says whether the counts are those of the paper's Table 1."
        })
final class StatsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataArgument source;

    @Option(
            names = "--floors",
            description = {
                "Also ranks by popularity, by purchases and by each modality, which needs no training,",
                "and says what that promises."
            })
    private boolean floors;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "test",
            description = "The split that --floors measures: validation or test. Default: ${DEFAULT-VALUE}.")
    private HeldOut split;

    /** A split that can be measured. */
    private enum HeldOut {
        VALIDATION,
        TEST
    }

    @Override
    public void run() {
        MultimodalDataset data = source.load();
        PrintWriter out = spec.commandLine().getOut();
        Statistics.print(data, out);
        if (floors) {
            Floors found = Floors.of(data, Split.valueOf(split.name()));
            out.println();
            out.println(TextTable.of(found.table()));
            out.println();
            found.findings().forEach(out::println);
        }
        out.flush();
    }
}
