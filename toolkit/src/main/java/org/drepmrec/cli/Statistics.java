package org.drepmrec.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.MissingItems;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.paper.Published;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What is to be seen of a data set: sizes, degrees, what is missing, warnings, and for one of the paper's how it stands to Table 1. */
final class Statistics {

    private Statistics() {}

    static void print(MultimodalDataset data, PrintWriter out) {
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
        if (Published.of(data.name()).isPresent()) {
            out.println();
            out.println("Table 1 of the paper: "
                    + String.join(" ", Published.check(data).sentences()));
        }
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
