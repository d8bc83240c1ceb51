package org.drepmrec.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Floors;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.MissingItems;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** {@code stats}. */
@Command(
        name = "stats",
        description =
                "Prints sizes, splits, degrees, missing features and warnings of a data set, and what it tells without"
                        + " training.")
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
        out.println(TextTable.of(data.summary()));
        out.println();
        out.println(TextTable.of(degrees(data)));
        MissingItems missing = MissingItems.of(data);
        if (!missing.isEmpty()) {
            out.println();
            out.println(TextTable.of(missing.summary()));
        }
        if (!data.warnings().isEmpty()) {
            out.println();
            data.warnings().forEach(w -> out.println("warning: " + w));
        }
        if (floors) {
            Floors found = Floors.of(data, Split.valueOf(split.name()));
            out.println();
            out.println(TextTable.of(found.table()));
            out.println();
            found.findings().forEach(out::println);
        }
        out.flush();
    }

    /** Interactions per user and per item, in all splits and in training. */
    private static Table degrees(MultimodalDataset data) {
        Table table = Table.create(
                "degrees",
                StringColumn.create("interactions of"),
                DoubleColumn.create("mean"),
                IntColumn.create("least"),
                IntColumn.create("median"),
                IntColumn.create("90 %"),
                IntColumn.create("most"),
                IntColumn.create("with none"));
        append(table, "users", degrees(data, true, Split.values()));
        append(table, "users, training", degrees(data, true, Split.TRAIN));
        append(table, "items", degrees(data, false, Split.values()));
        append(table, "items, training", degrees(data, false, Split.TRAIN));
        return table;
    }

    private static int[] degrees(MultimodalDataset data, boolean ofUsers, Split... splits) {
        int[] degree = new int[ofUsers ? data.users() : data.items()];
        for (Split split : splits) {
            Interactions pairs = data.split(split);
            for (int k = 0; k < pairs.size(); k++) {
                degree[ofUsers ? pairs.user(k) : pairs.item(k)]++;
            }
        }
        Arrays.sort(degree);
        return degree;
    }

    private static void append(Table table, String what, int[] sorted) {
        table.stringColumn(0).append(what);
        table.doubleColumn(1).append(IntStream.of(sorted).average().orElse(0));
        int last = sorted.length - 1;
        int none = (int) IntStream.of(sorted).filter(d -> d == 0).count();
        int[] values = {sorted[0], sorted[last / 2], sorted[(int) (0.9 * last)], sorted[last], none};
        for (int c = 0; c < values.length; c++) {
            table.intColumn(c + 2).append(values[c]);
        }
    }
}
