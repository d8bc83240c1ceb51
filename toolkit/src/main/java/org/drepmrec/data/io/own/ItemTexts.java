package org.drepmrec.data.io.own;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drepmrec.data.OwnIds;
import org.drepmrec.io.DataException;
import tech.tablesaw.columns.Column;

/**
 * What a table says about the items.
 *
 * @param titles by item, the first column of text in one line; null where there is none
 * @param texts by item, all columns; empty where there is none
 * @param warnings one sentence on each thing that was passed over
 * @param sha256 hash of the file's bytes, or of the columns' content
 */
record ItemTexts(List<String> titles, List<String> texts, List<String> warnings, String sha256) {

    static ItemTexts read(SourceTable table, String itemColumn, List<String> textColumns, OwnIds ids) {
        int n = ids.items().size();
        Set<String> known = Set.copyOf(ids.items());
        List<String> titles = new ArrayList<>(Collections.nCopies(n, null));
        List<String> texts = new ArrayList<>(Collections.nCopies(n, null));
        Column<?> id = table.column(itemColumn);
        List<Column<?>> columns = new ArrayList<>();
        textColumns.forEach(name -> columns.add(table.column(name)));
        int unknown = 0;
        int repeated = 0;
        for (int row = 0; row < table.rows(); row++) {
            String name = SourceTable.text(id, row);
            if (!known.contains(name)) {
                unknown++;
                continue;
            }
            int item = ids.item(name);
            if (texts.get(item) != null) {
                repeated++;
                continue;
            }
            int at = row;
            String title = SourceTable.text(columns.get(0), row).replaceAll("\\s+", " ");
            titles.set(item, title.isEmpty() ? null : title);
            texts.set(
                    item,
                    columns.stream()
                            .map(c -> SourceTable.text(c, at))
                            .filter(t -> !t.isEmpty())
                            .collect(Collectors.joining("\n")));
        }
        texts.replaceAll(t -> t == null ? "" : t);
        List<Column<?>> used = new ArrayList<>(columns);
        used.add(0, id);
        return new ItemTexts(titles, texts, warnings(table.name(), texts, unknown, repeated), table.hash(used));
    }

    /** The items without a text. */
    BitSet missing() {
        return IntStream.range(0, texts.size())
                .filter(i -> texts.get(i).isEmpty())
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /** The ids of all rows, in their order, those without an id left out. */
    static List<String> ids(SourceTable table, String itemColumn) {
        Column<?> id = table.column(itemColumn);
        Set<String> ids = new LinkedHashSet<>();
        for (int row = 0; row < table.rows(); row++) {
            if (!SourceTable.text(id, row).isEmpty()) {
                ids.add(table.id(id, row));
            }
        }
        return List.copyOf(ids);
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
        if (unknown > 0) {
            warnings.add(file + ": " + unknown + " rows passed over, of items that are not in the data set");
        }
        if (repeated > 0) {
            warnings.add(file + ": " + repeated + " rows passed over that repeat an item");
        }
        return warnings;
    }
}
