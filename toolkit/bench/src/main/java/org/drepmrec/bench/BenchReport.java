package org.drepmrec.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a benchmark found.
 *
 * @param machine processor, cores, load, Java
 * @param data the generated data set in words
 * @param limits the speed of machine and device in this run, by name: GFLOP/s of a product and GB/s of memory by engine, GB/s
 *     of a copy
 * @param rows the measured works
 */
public record BenchReport(Map<String, Object> machine, String data, Map<String, Double> limits, List<Row> rows) {

    /** One row per work. */
    public Table table() {
        List<StringColumn> columns = new ArrayList<>();
        for (String name : List.of(
                "work",
                "engine",
                "median",
                "least",
                "GFLOP/s",
                "of limit",
                "roofline",
                "of roofline",
                "reference",
                "times faster",
                "goal")) {
            columns.add(StringColumn.create(name));
        }
        for (Row row : rows) {
            OptionalDouble share = share(row);
            OptionalDouble roofline = Roofline.seconds(row, limits);
            String[] cells = {
                row.work(),
                row.engine(),
                number(row.median()) + " " + row.unit(),
                number(row.least()),
                row.gflops().isPresent() ? number(row.gflops().getAsDouble()) : "",
                share.isPresent() ? Math.round(100 * share.getAsDouble()) + " %" : "",
                roofline.isPresent() ? number(1000 * roofline.getAsDouble()) + " ms" : "",
                roofline.isPresent() ? Math.round(100 * roofline.getAsDouble() / row.seconds()) + " %" : "",
                row.reference().isPresent() ? number(row.reference().getAsDouble()) : "",
                row.timesFaster().isPresent() ? number(row.timesFaster().getAsDouble()) : "",
                row.goal()
            };
            for (int c = 0; c < cells.length; c++) {
                columns.get(c).append(cells[c]);
            }
        }
        return Table.create("benchmark", columns.toArray(StringColumn[]::new));
    }

    /** The share of the matrix product's speed that a work's arithmetic reached. */
    private OptionalDouble share(Row row) {
        Double limit = limits.get(Roofline.product(row.engine()));
        return limit == null || row.gflops().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(row.gflops().getAsDouble() / limit);
    }

    /** Everything, for a JSON file. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("machine", machine);
        map.put("data", data);
        map.put("limits", limits);
        map.put("rows", rows.stream().map(Row::asMap).toList());
        return map;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
