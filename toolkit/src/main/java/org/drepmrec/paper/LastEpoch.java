package org.drepmrec.paper;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A value of two variants at the last epoch that both reached.
 *
 * @param epoch counted from 1
 */
record LastEpoch(int epoch, double first, double second) {

    /** Of a table by {@link Variants#curves}; empty if a variant has no epoch. */
    static Optional<LastEpoch> of(Table curves, String first, String second, String column) {
        Map<Integer, Double> a = byEpoch(curves, first, column);
        Map<Integer, Double> b = byEpoch(curves, second, column);
        return a.keySet().stream()
                .filter(b::containsKey)
                .max(Comparator.naturalOrder())
                .map(epoch -> new LastEpoch(epoch + 1, a.get(epoch), b.get(epoch)));
    }

    private static Map<Integer, Double> byEpoch(Table table, String model, String column) {
        Map<Integer, Double> values = new LinkedHashMap<>();
        for (int r = 0; r < table.rowCount(); r++) {
            if (table.stringColumn("model").get(r).equals(model)) {
                values.put(
                        table.intColumn("epoch").get(r),
                        table.doubleColumn(column).get(r));
            }
        }
        return values;
    }
}
