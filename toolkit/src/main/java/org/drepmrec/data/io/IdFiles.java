package org.drepmrec.data.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.drepmrec.data.KCore;
import org.drepmrec.data.OwnIds;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.DataException;
import org.drepmrec.io.LineReader;

/** {@value #USERS} and {@value #ITEMS} beside a data set: line i is the own id of user or item i. Both or neither. */
public final class IdFiles {

    /** The ids of users. */
    public static final String USERS = "user_ids.txt";

    /** The ids of items. */
    public static final String ITEMS = "item_ids.txt";

    private IdFiles() {}

    static void write(Path folder, OwnIds ids) {
        write(folder.resolve(USERS), ids.users());
        write(folder.resolve(ITEMS), ids.items());
    }

    private static void write(Path file, List<String> ids) {
        String lines = String.join("\n", ids) + "\n";
        AtomicFile.write(file, out -> out.write(lines.getBytes(StandardCharsets.UTF_8)));
    }

    /** The ids that a folder names, if it has both files. */
    static Optional<OwnIds> read(Path folder, int users, int items, Map<String, String> hashes) {
        boolean ofUsers = Files.exists(folder.resolve(USERS));
        if (ofUsers != Files.exists(folder.resolve(ITEMS))) {
            throw DataException.of(
                    folder.toString(),
                    "only " + (ofUsers ? USERS : ITEMS),
                    "both " + USERS + " and " + ITEMS + ", or neither",
                    "save the data set again");
        }
        return ofUsers
                ? Optional.of(new OwnIds(
                        read(folder.resolve(USERS), users, hashes), read(folder.resolve(ITEMS), items, hashes)))
                : Optional.empty();
    }

    private static List<String> read(Path file, int expected, Map<String, String> hashes) {
        List<String> ids = new ArrayList<>();
        Set<String> distinct = new HashSet<>();
        String name = file.getFileName().toString();
        try (LineReader in = new LineReader(file)) {
            while (in.next()) {
                String id = in.text(0, in.length());
                if (!distinct.add(id)) {
                    throw DataException.of(
                            in.where(),
                            DataException.quote(id) + " a second time",
                            "each id once",
                            "save the data set again");
                }
                ids.add(id);
            }
            if (ids.size() != expected) {
                throw DataException.of(
                        name, ids.size() + " lines", expected + " as in the interactions", "save the data set again");
            }
            hashes.put(name, in.sha256());
            return ids;
        } catch (IOException e) {
            throw DataException.unreadable(name, e);
        }
    }

    /** The ids of what a filter left. */
    static OwnIds select(OwnIds ids, KCore filter) {
        return new OwnIds(
                Arrays.stream(filter.users()).mapToObj(ids.users()::get).toList(),
                Arrays.stream(filter.items()).mapToObj(ids.items()::get).toList());
    }
}
