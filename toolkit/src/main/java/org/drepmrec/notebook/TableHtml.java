package org.drepmrec.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.drepmrec.analysis.Markup;
import org.drepmrec.analysis.Numbers;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A Tablesaw table as an HTML table: numbers to the right, metrics, p-values and what is below 1 with four decimals, percent with
 * one, other fractions with four significant digits (or with as many decimals as the column needs, where four digits say all of it), a deviation in the cell of its mean,
 * everything escaped, long tables folded, columns without any value left out.
 */
public final class TableHtml {

    private static final int HEAD = 10;
    private static final int TAIL = 5;
    private static final String DEVIATION = " sd";
    private static final Pattern METRIC = Pattern.compile("\\D+@\\d+( sd| error)?");
    private static final Pattern PERCENT = Pattern.compile(".*%");
    private static final Pattern CHANGE = Pattern.compile("(.* )?(change|gain) %");
    private static final Pattern PROBABILITY = Pattern.compile("(.* )?p( \\(.*\\))?");
    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_UP);

    private TableHtml() {}

    /** The table; of more than 16 rows the first 10 and the last 5, and the number of rows below. */
    public static String of(Table table) {
        return of(table, HEAD, TAIL);
    }

    /** The table; where it has more than {@code head + tail + 1} rows, only so many of its first and last. */
    public static String of(Table table, int head, int tail) {
        int rows = table.rowCount();
        List<Column<?>> filled = filled(table);
        List<Column<?>> columns = shown(table);
        boolean folded = rows > head + tail + 1;
        StringBuilder html = new StringBuilder("<table style=\"border-collapse:collapse;width:auto\">");
        if (table.name() != null && !table.name().isBlank()) {
            html.append("<caption style=\"caption-side:top;text-align:left;font-weight:bold\">")
                    .append(Markup.escape(table.name()))
                    .append("</caption>");
        }
        html.append("<thead><tr>");
        for (Column<?> column : columns) {
            cell(html, "th", column, Markup.escape(column.name()));
        }
        html.append("</tr></thead><tbody>");
        for (int row = 0; row < rows; row++) {
            if (folded && row == head) {
                gap(html, columns);
                row = rows - tail;
            }
            html.append("<tr>");
            for (Column<?> column : columns) {
                cell(html, "td", column, Markup.escape(text(column, row) + deviation(column, filled, row)));
            }
            html.append("</tr>");
        }
        html.append("</tbody></table>");
        if (folded) {
            html.append("<p>")
                    .append(String.format(Locale.ROOT, "%,d rows", rows))
                    .append("</p>");
        }
        return html.toString();
    }

    private static List<Column<?>> filled(Table table) {
        return table.columns().stream()
                .filter(c -> table.rowCount() == 0 || c.countMissing() < table.rowCount())
                .toList();
    }

    /** The columns that stand for themselves: with a value, and not the deviation of another. */
    static List<Column<?>> shown(Table table) {
        List<Column<?>> filled = filled(table);
        return filled.stream().filter(c -> deviated(c, filled).isEmpty()).toList();
    }

    /** A cell of one of the {@link #shown} columns as text, with its deviation. */
    static String text(Table table, Column<?> column, int row) {
        return text(column, row) + deviation(column, filled(table), row);
    }

    /** The column whose deviation this one is. */
    private static Optional<Column<?>> deviated(Column<?> column, List<Column<?>> all) {
        return all.stream()
                .filter(c -> METRIC.matcher(c.name()).matches() && column.name().equals(c.name() + DEVIATION))
                .findFirst();
    }

    private static String deviation(Column<?> mean, List<Column<?>> all, int row) {
        return all.stream()
                .filter(c -> deviated(c, List.of(mean)).isPresent() && !c.isMissing(row))
                .map(c -> " \u00b1 " + text(c, row))
                .findFirst()
                .orElse("");
    }

    private static void gap(StringBuilder html, List<Column<?>> columns) {
        html.append("<tr>");
        for (Column<?> column : columns) {
            cell(html, "td", column, "&#8942;");
        }
        html.append("</tr>");
    }

    private static void cell(StringBuilder html, String tag, Column<?> column, String content) {
        html.append('<')
                .append(tag)
                .append(" style=\"padding:2px 10px;text-align:")
                .append(column instanceof NumericColumn ? "right" : "left")
                .append("\">")
                .append(content)
                .append("</")
                .append(tag)
                .append('>');
    }

    private static String text(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        Object value = column.get(row);
        if (column instanceof NumericColumn<?> numbers && (value instanceof Double || value instanceof Float)) {
            double number = ((Number) value).doubleValue();
            if (METRIC.matcher(column.name()).matches()) {
                return Numbers.metric(number);
            }
            if (PROBABILITY.matcher(column.name()).matches()) {
                return Numbers.probability(number);
            }
            if (CHANGE.matcher(column.name()).matches()) {
                return String.format(Locale.ROOT, "%+.1f", number);
            }
            if (PERCENT.matcher(column.name()).matches()) {
                return String.format(Locale.ROOT, "%.1f", number);
            }
            OptionalInt decimals = decimals(numbers);
            return decimals.isPresent()
                    ? new BigDecimal(String.valueOf(value))
                            .setScale(decimals.getAsInt(), RoundingMode.UNNECESSARY)
                            .toPlainString()
                    : number(number);
        }
        return String.valueOf(value);
    }

    /**
     * How many decimals show a column in full, one below the other, where no number has more than four digits, such as weights and
     * printed metrics; empty where one does, as what was computed.
     */
    private static OptionalInt decimals(NumericColumn<?> column) {
        int decimals = 0;
        for (int row = 0; row < column.size(); row++) {
            if (!column.isMissing(row)) {
                double value = ((Number) column.get(row)).doubleValue();
                double size = Math.abs(value);
                boolean usual = size == 0 || (size >= 1e-4 && size < 1e7);
                BigDecimal number =
                        usual ? new BigDecimal(String.valueOf(column.get(row))).stripTrailingZeros() : BigDecimal.ZERO;
                if (!usual || number.precision() > 4) {
                    return OptionalInt.empty();
                }
                decimals = Math.max(decimals, number.scale());
            }
        }
        return OptionalInt.of(decimals);
    }

    /** Four decimals below 1 and four significant digits above; whole numbers in full, very large and very small ones with an exponent. */
    static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "\u221e" : "\u2212\u221e";
        }
        if (value == Math.rint(value) && size < 1e7) {
            return String.valueOf((long) value);
        }
        if (size >= 1e7 || size < 5e-5) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        if (size < 1) {
            return Numbers.metric(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        return (rounded.scale() < 0 ? rounded.setScale(0, RoundingMode.UNNECESSARY) : rounded).toPlainString();
    }
}
