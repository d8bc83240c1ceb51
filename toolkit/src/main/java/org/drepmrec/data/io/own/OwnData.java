package org.drepmrec.data.io.own;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.OwnIds;
import org.drepmrec.data.Summarized;
import org.drepmrec.data.io.DatasetWriter;
import org.drepmrec.data.io.IdFiles;
import org.drepmrec.io.DataException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A data set made of a user's own tables, texts and pictures.
 *
 * @param data the data set, in which users and items are numbers; its {@link MultimodalDataset#ids()} lead back
 */
public record OwnData(MultimodalDataset data) implements Summarized {

    /** The file beside a saved data set that names each user: line i is the id of user i. */
    public static final String USERS = IdFiles.USERS;

    /** The file beside a saved data set that names each item: line i is the id of item i. */
    public static final String ITEMS = IdFiles.ITEMS;

    private OwnIds ids() {
        return data.ids().orElseThrow();
    }

    /** The id of each user, in the order of their numbers. */
    public List<String> users() {
        return ids().users();
    }

    /** The id of each item, in the order of their numbers. */
    public List<String> items() {
        return ids().items();
    }

    /**
     * The number of a user.
     *
     * @throws IllegalArgumentException if there is no such user
     */
    public int user(String id) {
        return ids().user(id);
    }

    /**
     * The number of an item.
     *
     * @throws IllegalArgumentException if there is no such item
     */
    public int item(String id) {
        return ids().item(id);
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
    }

    /** Sizes, features, and one row for each thing that was mended, left out or is to be known of the split. */
    @Override
    public Table summary() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"users", users().size() + ", such as " + users().get(0)});
        rows.add(new String[] {"items", items().size() + ", such as " + items().get(0)});
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
