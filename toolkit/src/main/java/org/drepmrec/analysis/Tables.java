package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Looks into tables that others may have made. */
final class Tables {

    private Tables() {}

    static Column<?> column(Table table, String name) {
        if (!table.containsColumn(name)) {
            throw new IllegalArgumentException(
                    "column " + name + " is not in table \"" + table.name() + "\"; it has " + table.columnNames());
        }
        return table.column(name);
    }

    static double[] numbers(Table table, String name) {
        if (column(table, name) instanceof NumericColumn<?> numbers) {
            return numbers.asDoubleArray();
        }
        throw new IllegalArgumentException(
                "column " + name + ": found " + table.column(name).type() + ", expected numbers");
    }

    static double[] pick(Table table, String name, List<Integer> rows) {
        double[] all = numbers(table, name);
        return rows.stream().mapToDouble(r -> all[r]).toArray();
    }

    /** Rows by the text of a column, in the order of first appearance. */
    static Map<String, List<Integer>> groups(Table table, String name) {
        Column<?> by = column(table, name);
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int r = 0; r < table.rowCount(); r++) {
            groups.computeIfAbsent(by.getString(r), k -> new ArrayList<>()).add(r);
        }
        return groups;
    }
}
