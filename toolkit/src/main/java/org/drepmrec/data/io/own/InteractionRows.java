package org.drepmrec.data.io.own;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.KCore;
import org.drepmrec.data.io.Ids;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Places;

/**
 * The interactions of a CSV file: repeated pairs merged, low ratings left out, filtered to the k-core, ids in order of
 * appearance.
 *
 * @param users the id of user 0 to M-1
 * @param items the id of item 0 to N-1
 * @param warnings one sentence on each thing that was left out
 * @param sha256 hash of the file's bytes
 */
record InteractionRows(
        InteractionLog log, List<String> users, List<String> items, List<String> warnings, String sha256) {

    /** What to look for: columns of users and items, and of ratings (or null) with the least that counts. */
    record Columns(String user, String item, String rating, double leastRating) {}

    private static final int LONGEST_ID = 256;

    /**
     * Reads a file.
     *
     * @param core k; 0 keeps all
     */
    static InteractionRows read(Path path, Columns columns, int core) {
        String file = Places.name(path);
        Pairs pairs = new Pairs();
        String sha256;
        try (CsvFile csv = new CsvFile(path)) {
            int user = csv.column(columns.user());
            int item = csv.column(columns.item());
            int rating = columns.rating() == null ? -1 : csv.column(columns.rating());
            while (csv.next()) {
                String userId = id(csv, user, columns.user());
                String itemId = id(csv, item, columns.item());
                if (rating < 0 || number(csv, rating, columns.rating()) >= columns.leastRating()) {
                    pairs.add(userId, itemId);
                } else {
                    pairs.low++;
                }
            }
            sha256 = csv.sha256();
        } catch (IOException e) {
            throw DataException.unreadable(file, e);
        }
        if (pairs.user.isEmpty()) {
            throw DataException.of(
                    file,
                    pairs.low == 0 ? "no row" : "no rating of at least " + columns.leastRating(),
                    "at least one interaction",
                    pairs.low == 0 ? "export the file again" : "lower the least rating");
        }
        return pairs.finish(file, columns, core, sha256);
    }

    private static String id(CsvFile csv, int column, String name) {
        String id = csv.field(column);
        if (id.isEmpty() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw DataException.of(
                    csv.where() + ", column " + name,
                    DataException.quote(id),
                    "an id of 1 to " + LONGEST_ID + " characters",
                    "mend or remove the row");
        }
        return id;
    }

    private static double number(CsvFile csv, int column, String name) {
        String text = csv.field(column);
        if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            throw DataException.of(
                    csv.where() + ", column " + name,
                    DataException.quote(text),
                    "a number such as 4.5",
                    "mend or remove the row");
        }
        return Double.parseDouble(text);
    }

    /** The rows so far. */
    private static final class Pairs {

        private final Ids users = new Ids();
        private final Ids items = new Ids();
        private final List<Integer> user = new ArrayList<>();
        private final List<Integer> item = new ArrayList<>();
        private final Set<Long> seen = new HashSet<>();
        private int repeated;
        private int low;

        void add(String userId, String itemId) {
            int u = users.of(userId);
            int i = items.of(itemId);
            if (seen.add((long) u << 32 | i)) {
                user.add(u);
                item.add(i);
            } else {
                repeated++;
            }
        }

        InteractionRows finish(String file, Columns columns, int core, String sha256) {
            InteractionLog all = InteractionLog.unlabeled(
                    users.names().size(),
                    items.names().size(),
                    user.stream().mapToInt(u -> u).toArray(),
                    item.stream().mapToInt(i -> i).toArray());
            List<String> warnings = new ArrayList<>();
            if (low > 0) {
                warnings.add(file + ": " + low + " rows left out, whose " + columns.rating() + " is below "
                        + columns.leastRating());
            }
            if (repeated > 0) {
                warnings.add(file + ": " + repeated + " rows merged that repeat user and item of another");
            }
            KCore kept = KCore.of(all, Math.max(1, core));
            if (kept.log().size() < all.size()) {
                warnings.add(file + ": " + (all.size() - kept.log().size()) + " of " + all.size()
                        + " interactions left out, which are not in the " + core + "-core");
            }
            return new InteractionRows(
                    kept.log(), pick(users, kept.users()), pick(items, kept.items()), warnings, sha256);
        }

        private static List<String> pick(Ids ids, int... kept) {
            return java.util.Arrays.stream(kept).mapToObj(ids.names()::get).toList();
        }
    }
}
