package org.drepmrec.data.io.own;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import org.drepmrec.io.DataException;
import tech.tablesaw.columns.Column;

/** Times of a column: epoch seconds or milliseconds, ISO dates, ISO dates with times, with or without a zone. */
final class Times {

    /** As seconds the year 5138, as milliseconds 3 March 1973: no shop has both. */
    private static final long LEAST_MILLISECONDS = 100_000_000_000L;

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd['T'HH:mm[:ss[.SSSSSSSSS][.SSSSSS][.SSS]][XXX]['['VV']']]")
            .withResolverStyle(ResolverStyle.STRICT);

    private Times() {}

    /**
     * Milliseconds since 1970 of each row.
     *
     * @param zone of times without one
     * @throws DataException naming the first row that holds no time, or numbers of both units
     */
    static long[] of(SourceTable table, Column<?> column, ZoneId zone) {
        long[] times = new long[table.rows()];
        int seconds = -1;
        int milliseconds = -1;
        for (int row = 0; row < times.length; row++) {
            String text = SourceTable.text(column, row);
            if (!text.matches("-?[0-9]{1,15}")) {
                times[row] = iso(table, column, row, text, zone);
                continue;
            }
            long number = Long.parseLong(text);
            if (Math.abs(number) >= LEAST_MILLISECONDS) {
                milliseconds = row;
                times[row] = number;
            } else {
                seconds = row;
                times[row] = number * 1000;
            }
        }
        if (seconds >= 0 && milliseconds >= 0) {
            throw DataException.of(
                    table.name() + ", column " + column.name(),
                    SourceTable.text(column, seconds) + " and " + SourceTable.text(column, milliseconds),
                    "either seconds or milliseconds since 1970",
                    "bring the column to one unit");
        }
        return times;
    }

    private static long iso(SourceTable table, Column<?> column, int row, String text, ZoneId zone) {
        try {
            String spelled = text.replaceFirst("^([-0-9]{10}) +(?=[0-9])", "$1T");
            TemporalAccessor time = ISO.parseBest(spelled, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            ZonedDateTime zoned = time instanceof ZonedDateTime z
                    ? z
                    : time instanceof LocalDateTime t ? t.atZone(zone) : ((LocalDate) time).atStartOfDay(zone);
            return zoned.toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw table.refused(
                    column,
                    row,
                    DataException.quote(text),
                    "seconds since 1970 or a date such as 2024-05-01 or 2024-05-01T09:30+02:00",
                    "mend or remove the row");
        }
    }
}
