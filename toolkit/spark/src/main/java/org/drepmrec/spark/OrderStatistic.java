package org.drepmrec.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;

import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The exact order statistic of a column of long numbers, by their bits: four passes, no sort, at most 65,536 counts a pass. */
final class OrderStatistic {

    private static final int BITS = 16;

    private OrderStatistic() {}

    /**
     * The number that has a place in ascending order.
     *
     * @param column one column of {@code bigint}
     * @param place from 0 to before the number of rows
     */
    static long of(Dataset<Row> column, long place) {
        String name = column.columns()[0];
        Dataset<Row> left = column;
        long before = place;
        long prefix = 0;
        for (int shift = Long.SIZE - BITS; shift >= 0; shift -= BITS) {
            List<Row> counts = left.groupBy(shiftright(col(name), shift).as("prefix")).count().collectAsList().stream()
                    .sorted(Comparator.comparingLong(row -> row.getLong(0)))
                    .toList();
            int at = 0;
            while (before >= counts.get(at).getLong(1)) {
                before -= counts.get(at++).getLong(1);
            }
            prefix = counts.get(at).getLong(0);
            left = column.where(shiftright(col(name), shift).equalTo(lit(prefix)));
        }
        return prefix;
    }
}
