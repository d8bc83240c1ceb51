package org.drepmrec.data.io.own;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.KCore;
import org.drepmrec.data.OwnIds;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.Ids;
import org.drepmrec.data.split.Observed;
import org.drepmrec.data.split.SplitRule;
import org.drepmrec.io.DataException;
import tech.tablesaw.columns.Column;

/**
 * The interactions of a table: repeated pairs merged, low ratings and small weights left out, filtered to the k-core, ids
 * in order of appearance.
 *
 * @param pairs with the first time of each, where there is a column of times, and the part that it was given
 * @param ids of users and items
 * @param warnings one sentence on each thing that was left out
 * @param sha256 hash of the file's bytes, or of the columns' content
 */
record InteractionRows(Observed pairs, OwnIds ids, List<String> warnings, String sha256) {

    /**
     * What to look for; null where there is no such column.
     *
     * @param leastRating the least rating of a row that counts
     * @param leastWeight the least sum of weights of a pair that counts
     */
    record Columns(
            String user,
            String item,
            String rating,
            double leastRating,
            String weight,
            double leastWeight,
            String time,
            ZoneId zone,
            String part) {

        List<String> names() {
            return Stream.of(user, item, rating, weight, time, part)
                    .filter(c -> c != null)
                    .distinct()
                    .toList();
        }
    }

    /**
     * Reads a table.
     *
     * @param core k; 0 keeps also what has no interaction that counts
     * @param more ids of items that are kept with a core of 0
     */
    static InteractionRows read(SourceTable table, Columns columns, int core, List<String> more) {
        Pairs pairs = new Pairs(table, columns);
        for (int row = 0; row < table.rows(); row++) {
            pairs.read(row);
        }
        pairs.requireSome();
        if (core == 0) {
            more.forEach(pairs.items::of);
        }
        return pairs.finish(core);
    }

    private static double number(SourceTable table, Column<?> column, int row) {
        String text = SourceTable.text(column, row);
        if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            throw table.refused(
                    column, row, DataException.quote(text), "a number such as 4.5", "mend or remove the row");
        }
        return Double.parseDouble(text);
    }

    /** The pairs so far, in order of appearance. */
    private static final class Pairs {

        private final SourceTable table;
        private final Columns names;
        private final Column<?> userColumn;
        private final Column<?> itemColumn;
        private final Column<?> rating;
        private final Column<?> weight;
        private final long[] rowTimes;
        private final Column<?> part;
        private final Ids users = new Ids();
        private final Ids items = new Ids();
        private final List<Integer> user = new ArrayList<>();
        private final List<Integer> item = new ArrayList<>();
        private final List<Integer> firstRow = new ArrayList<>();
        private final List<Double> sum = new ArrayList<>();
        private final Map<Long, Integer> places = new HashMap<>();
        private int repeated;
        private int low;

        Pairs(SourceTable table, Columns names) {
            this.table = table;
            this.names = names;
            this.userColumn = table.column(names.user());
            this.itemColumn = table.column(names.item());
            this.rating = names.rating() == null ? null : table.column(names.rating());
            this.weight = names.weight() == null ? null : table.column(names.weight());
            this.rowTimes = names.time() == null ? null : Times.of(table, table.column(names.time()), names.zone());
            this.part = names.part() == null ? null : table.column(names.part());
        }

        void read(int row) {
            String userId = table.id(userColumn, row);
            String itemId = table.id(itemColumn, row);
            if (rating != null && number(table, rating, row) < names.leastRating()) {
                low++;
                return;
            }
            double size = weight == null ? 1 : number(table, weight, row);
            int u = users.of(userId);
            int i = items.of(itemId);
            Integer place = places.putIfAbsent((long) u << 32 | i, user.size());
            if (place == null) {
                user.add(u);
                item.add(i);
                firstRow.add(row);
                sum.add(size);
                return;
            }
            if (part != null && part(row) != part(firstRow.get(place))) {
                throw DataException.of(
                        table.where().apply(firstRow.get(place)) + " and "
                                + table.where().apply(row),
                        "user " + DataException.quote(userId) + " and item " + DataException.quote(itemId) + " in "
                                + part(firstRow.get(place)) + " and " + part(row),
                        "each pair in one part, or training would know what is to be found",
                        "keep one of the two rows");
            }
            repeated++;
            sum.set(place, sum.get(place) + size);
            if (rowTimes != null && rowTimes[row] < rowTimes[firstRow.get(place)]) {
                firstRow.set(place, row);
            }
        }

        private Split part(int row) {
            String word = SourceTable.text(part, row);
            return SplitRule.part(word)
                    .orElseThrow(() -> table.refused(
                            part,
                            row,
                            DataException.quote(word),
                            "train, validation or test",
                            "mend or remove the row"));
        }

        void requireSome() {
            if (user.isEmpty()) {
                throw DataException.of(
                        table.name(),
                        low == 0 ? "no row" : "no rating of at least " + names.leastRating(),
                        "at least one interaction",
                        low == 0 ? "export the file again" : "lower the least rating");
            }
        }

        InteractionRows finish(int core) {
            int[] counted = IntStream.range(0, user.size())
                    .filter(k -> weight == null || sum.get(k) >= names.leastWeight())
                    .toArray();
            if (counted.length == 0) {
                throw DataException.of(
                        table.name(),
                        "no pair whose " + names.weight() + " adds up to " + names.leastWeight(),
                        "at least one interaction",
                        "lower the least weight");
            }
            InteractionLog all = InteractionLog.unlabeled(
                    users.names().size(),
                    items.names().size(),
                    Arrays.stream(counted).map(user::get).toArray(),
                    Arrays.stream(counted).map(item::get).toArray());
            if (core == 0) {
                return result(all, users.names(), items.names(), counted, warnings(all, all, core));
            }
            KCore kept = KCore.of(all, core);
            boolean[] users = flags(all.users(), kept.users());
            boolean[] items = flags(all.items(), kept.items());
            int[] left = Arrays.stream(counted)
                    .filter(k -> users[user.get(k)] && items[item.get(k)])
                    .toArray();
            return result(
                    kept.log(),
                    pick(this.users, kept.users()),
                    pick(this.items, kept.items()),
                    left,
                    warnings(all, kept.log(), core));
        }

        private InteractionRows result(
                InteractionLog log, List<String> users, List<String> items, int[] pairs, List<String> warnings) {
            long[] times = rowTimes == null
                    ? null
                    : Arrays.stream(pairs)
                            .mapToLong(k -> rowTimes[firstRow.get(k)])
                            .toArray();
            List<Column<?>> used = new ArrayList<>();
            names.names().forEach(name -> used.add(table.column(name)));
            Split[] given = part == null
                    ? null
                    : Arrays.stream(pairs).mapToObj(k -> part(firstRow.get(k))).toArray(Split[]::new);
            return new InteractionRows(
                    new Observed(table.name(), log, times, given),
                    new OwnIds(users, items),
                    warnings,
                    table.hash(used));
        }

        private List<String> warnings(InteractionLog all, InteractionLog kept, int core) {
            List<String> warnings = new ArrayList<>();
            if (low > 0) {
                warnings.add(table.name() + ": " + low + " rows left out, whose " + names.rating() + " is below "
                        + names.leastRating());
            }
            if (repeated > 0) {
                warnings.add(table.name() + ": " + repeated + " rows merged that repeat user and item of another");
            }
            if (all.size() < user.size()) {
                warnings.add(table.name() + ": " + (user.size() - all.size()) + " pairs left out, whose "
                        + names.weight() + " adds up to less than " + names.leastWeight());
            }
            if (kept.size() < all.size()) {
                warnings.add(table.name() + ": " + (all.size() - kept.size()) + " of " + all.size()
                        + " interactions left out, which are not in the " + core + "-core");
            }
            return warnings;
        }

        private static boolean[] flags(int size, int... set) {
            boolean[] flags = new boolean[size];
            Arrays.stream(set).forEach(k -> flags[k] = true);
            return flags;
        }

        private static List<String> pick(Ids ids, int... kept) {
            return Arrays.stream(kept).mapToObj(ids.names()::get).toList();
        }
    }
}
