package org.drepmrec.data.io.own;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Places;

/**
 * What a CSV file says about the items.
 *
 * @param titles by item, the first column of text in one line; null where there is none
 * @param texts by item, all columns; empty where there is none
 * @param warnings one sentence on each thing that is missing or was passed over
 * @param sha256 hash of the file's bytes
 */
record ItemTexts(List<String> titles, List<String> texts, List<String> warnings, String sha256) {

    static ItemTexts read(Path path, String itemColumn, List<String> textColumns, Map<String, Integer> items) {
        String file = Places.name(path);
        List<String> titles = new ArrayList<>(Collections.nCopies(items.size(), null));
        List<String> texts = new ArrayList<>(Collections.nCopies(items.size(), null));
        int unknown = 0;
        int repeated = 0;
        try (CsvFile csv = new CsvFile(path)) {
            int id = csv.column(itemColumn);
            int[] columns = textColumns.stream().mapToInt(csv::column).toArray();
            while (csv.next()) {
                Integer item = items.get(csv.field(id));
                if (item == null) {
                    unknown++;
                } else if (texts.get(item) != null) {
                    repeated++;
                } else {
                    String title = csv.field(columns[0]).replaceAll("\\s+", " ");
                    titles.set(item, title.isEmpty() ? null : title);
                    texts.set(
                            item,
                            Arrays.stream(columns)
                                    .mapToObj(csv::field)
                                    .filter(t -> !t.isEmpty())
                                    .collect(Collectors.joining("\n")));
                }
            }
            texts.replaceAll(t -> t == null ? "" : t);
            return new ItemTexts(titles, texts, warnings(file, texts, unknown, repeated), csv.sha256());
        } catch (IOException e) {
            throw DataException.unreadable(file, e);
        }
    }

    private static List<String> warnings(String file, List<String> texts, int unknown, int repeated) {
        List<String> warnings = new ArrayList<>();
        long empty = texts.stream().filter(String::isEmpty).count();
        if (empty == texts.size()) {
            throw DataException.of(
                    file,
                    "no text of any of the " + empty + " items",
                    "rows with the ids of the interactions",
                    "check the column of item ids");
        }
        if (empty > 0) {
            warnings.add(file + ": " + empty + " of " + texts.size() + " items have no text; their features are zero");
        }
        if (unknown > 0) {
            warnings.add(file + ": " + unknown + " rows passed over, whose items have no interaction");
        }
        if (repeated > 0) {
            warnings.add(file + ": " + repeated + " rows passed over that repeat an item");
        }
        return warnings;
    }
}
