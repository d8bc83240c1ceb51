package org.drepmrec.data.io.own;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Summarized;
import org.drepmrec.data.io.DatasetWriter;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.DataException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A data set made of a user's own files, and what its users and items are called there.
 *
 * @param data the data set, in which users and items are numbers
 * @param users the id of user 0 to M-1
 * @param items the id of item 0 to N-1
 */
public record OwnData(MultimodalDataset data, List<String> users, List<String> items) implements Summarized {

    /** The file beside a saved data set that names each user: line i is the id of user i. */
    public static final String USERS = "user_ids.txt";

    /** The file beside a saved data set that names each item: line i is the id of item i. */
    public static final String ITEMS = "item_ids.txt";

    /** Freezes the names. */
    public OwnData {
        users = List.copyOf(users);
        items = List.copyOf(items);
    }

    /**
     * The number of a user.
     *
     * @throws IllegalArgumentException if no interaction has such a user
     */
    public int user(String id) {
        return number("user", id, users);
    }

    /**
     * The number of an item.
     *
     * @throws IllegalArgumentException if no interaction has such an item
     */
    public int item(String id) {
        return number("item", id, items);
    }

    private int number(String kind, String id, List<String> ids) {
        int number = ids.indexOf(id);
        if (number < 0) {
            throw new IllegalArgumentException(kind + " \"" + id + "\" has no interaction in " + data.name()
                    + "; there are " + ids.size() + ", such as \"" + ids.get(0) + "\"");
        }
        return number;
    }

    /**
     * Writes the data set in the field's layout, which {@code Datasets.load} and the command line read, with
     * {@value #USERS} and {@value #ITEMS}.
     *
     * @param folder made if it does not exist
     * @throws DataException if the folder cannot be written or holds another data set
     */
    public void save(Path folder) {
        DatasetWriter.write(data, folder);
        names(folder.resolve(USERS), users);
        names(folder.resolve(ITEMS), items);
    }

    private static void names(Path file, List<String> ids) {
        String lines = String.join("\n", ids) + "\n";
        AtomicFile.write(file, out -> out.write(lines.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sizes, features, and one row for each thing that was mended or left out. */
    @Override
    public Table summary() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"users", users.size() + ", such as " + users.get(0)});
        rows.add(new String[] {"items", items.size() + ", such as " + items.get(0)});
        rows.add(new String[] {
            "interactions",
            data.train().size() + " for training, " + data.validation().size() + " for validation, "
                    + data.test().size() + " for test"
        });
        data.modalities()
                .forEach(m -> rows.add(
                        new String[] {m + " features", data.features(m).dimension() + " numbers for each item"}));
        data.warnings().forEach(w -> rows.add(new String[] {"note", w}));
        return Table.create(
                data.name(),
                StringColumn.create("what", rows.stream().map(r -> r[0]).toArray(String[]::new)),
                StringColumn.create("value", rows.stream().map(r -> r[1]).toArray(String[]::new)));
    }

    @Override
    public String toString() {
        return data.toString();
    }
}
