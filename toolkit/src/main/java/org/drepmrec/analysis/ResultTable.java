package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A table of results as papers print them: means with deviations, the best value of a column marked, and the second
 * best. The numbers themselves keep full precision.
 */
public final class ResultTable {

    /** The rank of a value in its column. */
    public enum Mark {
        /** No value of the column is greater. */
        BEST,
        /** The greatest of those that are not the best. */
        SECOND,
        /** All others, missing values, and columns without ranks. */
        NONE
    }

    private final String title;
    private final String header;
    private final List<String> rows;
    private final List<Entry> columns;

    private record Entry(
            String label, double[] values, double[] deviations, DoubleFunction<String> format, boolean ranked) {}

    private ResultTable(Builder b) {
        title = b.title;
        header = b.header;
        rows = b.rows;
        columns = List.copyOf(b.columns);
    }

    /**
     * Starts a table.
     *
     * @param header of the column of row names
     */
    public static Builder builder(String title, String header, List<String> rows) {
        return new Builder(title, header, rows);
    }

    /** What it shows. */
    public String title() {
        return title;
    }

    /** The names of the rows. */
    public List<String> rows() {
        return rows;
    }

    /** The labels of the columns, the one of row names first. */
    public List<String> labels() {
        List<String> all = new ArrayList<>(List.of(header));
        columns.forEach(c -> all.add(c.label()));
        return all;
    }

    /**
     * A value.
     *
     * @throws IllegalArgumentException if there is no such row or column
     */
    public double value(String row, String label) {
        return columns.get(column(label) - 1).values()[row(row)];
    }

    /**
     * The row with the greatest value of a column, the first of equals.
     *
     * @throws IllegalArgumentException if there is no such column, or no value in it
     */
    public String best(String label) {
        double[] values = columns.get(column(label) - 1).values();
        return IntStream.range(0, values.length)
                .filter(r -> !Double.isNaN(values[r]))
                .boxed()
                .max(Comparator.<Integer>comparingDouble(r -> values[r]).thenComparing(Comparator.reverseOrder()))
                .map(rows::get)
                .orElseThrow(() -> new IllegalArgumentException("column " + label + ": found no value, expected some"));
    }

    /** The rank of a value. */
    public Mark mark(String row, String label) {
        return mark(row(row), column(label));
    }

    private int row(String name) {
        return index(rows, name, "row");
    }

    private int column(String label) {
        return index(labels(), label, "column");
    }

    private static int index(List<String> all, String name, String what) {
        int index = all.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(what + ": found \"" + name + "\", expected one of " + all);
        }
        return index;
    }

    /** The rank of a value; columns are counted with that of the row names, which has no ranks. */
    public Mark mark(int row, int column) {
        if (column == 0 || !columns.get(column - 1).ranked()) {
            return Mark.NONE;
        }
        double[] values = columns.get(column - 1).values();
        double best = greatestBelow(values, Double.POSITIVE_INFINITY);
        return values[row] == best ? Mark.BEST : values[row] == greatestBelow(values, best) ? Mark.SECOND : Mark.NONE;
    }

    private static double greatestBelow(double[] values, double limit) {
        return Arrays.stream(values).filter(v -> v < limit).max().orElse(Double.NaN);
    }

    /** A cell as it is printed, without its mark; empty where there is no value. */
    public String text(int row, int column) {
        if (column == 0) {
            return rows.get(row);
        }
        Entry e = columns.get(column - 1);
        if (Double.isNaN(e.values()[row])) {
            return "";
        }
        return e.deviations() == null
                ? e.format().apply(e.values()[row])
                : Numbers.metric(e.values()[row], e.deviations()[row]);
    }

    /** All numbers; a deviation is a column {@code LABEL sd} behind its mean. */
    public Table numbers() {
        Table table = Table.create(title, StringColumn.create(header, rows));
        for (Entry e : columns) {
            table.addColumns(DoubleColumn.create(e.label(), e.values()));
            if (e.deviations() != null) {
                table.addColumns(DoubleColumn.create(e.label() + " sd", e.deviations()));
            }
        }
        return table;
    }

    /** Text as it is printed: the best as {@code **0.1040**}, the second best as {@code __0.0992__}. */
    public Table styled() {
        List<String> labels = labels();
        Table table = Table.create(title);
        for (int c = 0; c < labels.size(); c++) {
            int column = c;
            table.addColumns(StringColumn.create(
                    labels.get(c),
                    IntStream.range(0, rows.size())
                            .mapToObj(r -> styled(r, column))
                            .toList()));
        }
        return table;
    }

    private String styled(int row, int column) {
        String text = text(row, column);
        return switch (mark(row, column)) {
            case BEST -> "**" + text + "**";
            case SECOND -> "__" + text + "__";
            case NONE -> text;
        };
    }

    /** {@link #styled} as text. */
    @Override
    public String toString() {
        return styled().printAll();
    }

    /** Collects columns. */
    public static final class Builder {

        private final String title;
        private final String header;
        private final List<String> rows;
        private final List<Entry> columns = new ArrayList<>();

        private Builder(String title, String header, List<String> rows) {
            this.title = title;
            this.header = header;
            this.rows = List.copyOf(rows);
        }

        /**
         * A column with ranks, of which the greatest is the best, printed with four decimals.
         *
         * @param deviations of the values; null for none, NaN where there is none
         */
        public Builder measured(String label, double[] values, double[] deviations) {
            return add(new Entry(label, values, deviations, Numbers::metric, true));
        }

        /**
         * A column without ranks.
         *
         * @param format of a value, such as {@code %.4f}
         */
        public Builder plain(String label, double[] values, String format) {
            return add(new Entry(label, values, null, v -> String.format(Locale.ROOT, format, v), false));
        }

        /** A column of p-values, without ranks. */
        public Builder probability(String label, double[] values) {
            return add(new Entry(label, values, null, Numbers::probability, false));
        }

        private Builder add(Entry e) {
            int deviations = e.deviations() == null ? rows.size() : e.deviations().length;
            if (e.values().length != rows.size() || deviations != rows.size()) {
                throw new IllegalArgumentException("column " + e.label() + ": found " + e.values().length
                        + " values and " + deviations + " deviations, expected " + rows.size() + ", one for each row");
            }
            columns.add(e);
            return this;
        }

        /** Makes the table. */
        public ResultTable build() {
            return new ResultTable(this);
        }
    }
}
