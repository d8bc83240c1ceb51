package org.drepmrec.data.io.own;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.drepmrec.io.DataException;
import org.drepmrec.io.LineReader;
import org.drepmrec.io.Places;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Rows of a CSV file with a header, after RFC 4180: a field in quotation marks may hold separators, line breaks and doubled
 * quotation marks. Fields are separated by whichever of comma, semicolon and tab the header has most of. Blank lines do not
 * count. UTF-8, in bounded memory.
 *
 * <p>A parser of its own, because libraries read on to the end of the file after a quotation mark that is never closed, however
 * long the file is, or take what they read for a field.
 */
final class CsvFile implements Closeable {

    private static final int LONGEST_ROW = 1 << 20;
    private static final char[] SEPARATORS = {',', ';', '\t'};

    private final String file;
    private final LineReader lines;
    private final List<String> header;
    private final char separator;
    private List<String> row = List.of();
    private String where;

    /** Opens a file and reads its header. */
    CsvFile(Path path) throws IOException {
        file = Places.name(path);
        LineReader.requireContent(path);
        lines = new LineReader(file, Files.newInputStream(path), LONGEST_ROW);
        try {
            String first = "";
            while (first.isBlank() && lines.next()) {
                first = text();
            }
            where = lines.where();
            requireLineFeeds(first);
            separator = separator(first);
            header = fields(first).stream().map(String::strip).toList();
            requireDistinct();
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    private static char separator(String header) {
        char best = SEPARATORS[0];
        for (char each : SEPARATORS) {
            best = count(header, each) > count(header, best) ? each : best;
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private void requireLineFeeds(String header) {
        if (header.indexOf('\r') >= 0) {
            throw DataException.of(
                    where,
                    "carriage returns without line feeds",
                    "lines that end in a line feed",
                    "save the file again as CSV in UTF-8");
        }
    }

    private void requireDistinct() {
        if (new HashSet<>(header).size() < header.size()) {
            throw DataException.of(file, "columns " + header, "a name of its own for each", "rename a column");
        }
    }

    /**
     * The place of a column.
     *
     * @throws DataException if there is none of that name, listing those that there are
     */
    int column(String name) {
        int place = header.indexOf(name);
        if (place < 0) {
            throw DataException.of(
                    file, "columns " + header, "\"" + name + "\" as asked for", "name a column that the file has");
        }
        return place;
    }

    /** Moves to the next row; false at the end. */
    boolean next() throws IOException {
        while (lines.next()) {
            String line = text();
            if (line.isBlank()) {
                continue;
            }
            where = lines.where();
            row = fields(line);
            if (row.size() != header.size()) {
                throw DataException.of(
                        where,
                        row.size() + " fields",
                        header.size() + " as in the header",
                        "put fields that hold a separator in quotation marks");
            }
            return true;
        }
        return false;
    }

    /** A field of the current row, blanks around it cut off. */
    String field(int column) {
        return row.get(column).strip();
    }

    /**
     * All rows of a file as texts.
     *
     * @param columns those to keep
     * @throws DataException if one of them is not there, or saying what is wrong with which row
     */
    static SourceTable table(Path path, Collection<String> columns) {
        String name = Places.name(path);
        try (CsvFile csv = new CsvFile(path)) {
            List<StringColumn> kept = columns.stream().map(StringColumn::create).toList();
            int[] places = columns.stream().mapToInt(csv::column).toArray();
            List<String> where = new ArrayList<>();
            while (csv.next()) {
                for (int c = 0; c < places.length; c++) {
                    kept.get(c).append(csv.field(places[c]));
                }
                where.add(csv.where);
            }
            Table table = Table.create(name, kept.toArray(Column<?>[]::new));
            return new SourceTable(table, name, where::get, csv.lines.sha256());
        } catch (IOException e) {
            throw DataException.unreadable(name, e);
        }
    }

    private String text() {
        return lines.text(0, lines.length());
    }

    /** The fields of the row that begins with the current line; a field in quotation marks may run on over lines. */
    private List<String> fields(String line) throws IOException {
        List<String> fields = new ArrayList<>();
        StringBuilder rest = new StringBuilder(line);
        int end;
        int from = 0;
        do {
            int open = from;
            while (open < rest.length() && rest.charAt(open) == ' ') {
                open++;
            }
            boolean quoted = open < rest.length() && rest.charAt(open) == '"';
            int close = quoted ? closing(rest, open + 1) : open;
            end = rest.indexOf(String.valueOf(separator), close);
            end = end < 0 ? rest.length() : end;
            if (quoted && !rest.substring(close + 1, end).isBlank()) {
                throw unbalanced("text after the closing quotation mark");
            }
            fields.add(quoted ? rest.substring(open + 1, close).replace("\"\"", "\"") : rest.substring(from, end));
            from = end + 1;
        } while (end < rest.length());
        return fields;
    }

    /** Where the quotation mark is that ends a field; takes in the next lines as needed. */
    private int closing(StringBuilder row, int from) throws IOException {
        int at = from;
        while (true) {
            if (at == row.length()) {
                if (row.length() > LONGEST_ROW || !lines.next()) {
                    throw unbalanced("a quotation mark that is never closed");
                }
                row.append('\n').append(text());
            } else if (row.charAt(at) != '"') {
                at++;
            } else if (at + 1 < row.length() && row.charAt(at + 1) == '"') {
                at += 2;
            } else {
                return at;
            }
        }
    }

    private DataException unbalanced(String found) {
        return DataException.of(
                where, found, "fields in pairs of quotation marks, doubled inside", "export the file as CSV again");
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
