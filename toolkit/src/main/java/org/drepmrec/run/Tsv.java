package org.drepmrec.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.DataException;

/** Columns of numbers as tab-separated text, every digit kept, so that what is read equals what was written. */
final class Tsv {

    private Tsv() {}

    static void write(Path file, Map<String, double[]> columns) {
        int rows = columns.values().stream().mapToInt(c -> c.length).max().orElse(0);
        AtomicFile.write(file, out -> {
            StringBuilder text = new StringBuilder(String.join("\t", columns.keySet())).append('\n');
            for (int r = 0; r < rows; r++) {
                int row = r;
                text.append(columns.values().stream().map(c -> number(c[row])).collect(Collectors.joining("\t")))
                        .append('\n');
            }
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        });
    }

    static String number(double v) {
        return v == Math.rint(v) && Math.abs(v) < 1e15 ? Long.toString((long) v) : Double.toString(v);
    }

    static Map<String, double[]> read(Path file) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            String header = in.readLine();
            if (header == null) {
                throw damaged(file, "nothing", "a header", null);
            }
            String[] names = header.split("\t", -1);
            List<String[]> rows = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] row = line.split("\t", -1);
                if (row.length != names.length) {
                    throw damaged(
                            file, row.length + " values in line " + (rows.size() + 2), names.length + " values", null);
                }
                rows.add(row);
            }
            Map<String, double[]> columns = new LinkedHashMap<>();
            for (int c = 0; c < names.length; c++) {
                int column = c;
                columns.put(
                        names[c],
                        rows.stream()
                                .mapToDouble(r -> Double.parseDouble(r[column]))
                                .toArray());
            }
            return columns;
        } catch (IOException e) {
            throw DataException.unreadable(file.toString(), e);
        } catch (NumberFormatException e) {
            throw damaged(file, DataException.quote(String.valueOf(e.getMessage())), "numbers", e);
        }
    }

    private static DataException damaged(Path file, String found, String expected, Exception cause) {
        return DataException.of(file.toString(), found, expected, RunFolder.REMEDY, cause);
    }
}
