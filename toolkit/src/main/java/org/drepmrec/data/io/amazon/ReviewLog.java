package org.drepmrec.data.io.amazon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.KCore;
import org.drepmrec.data.io.Ids;
import org.drepmrec.io.Places;

/**
 * The interactions of a file of reviews or ratings: duplicates dropped, filtered to their k-core, ids in order of
 * appearance.
 *
 * @param log distinct pairs in the file's order
 * @param asins of item 0, 1, ...
 * @param warnings one sentence on each thing that was dropped
 * @param sha256 hash of the file's bytes
 */
record ReviewLog(InteractionLog log, List<String> asins, List<String> warnings, String sha256) {

    /**
     * Reads a file.
     *
     * @param core k; 0 keeps all
     */
    static ReviewLog read(Path path, int core) {
        String file = Places.name(path);
        RatingRows rows = RatingRows.read(path);
        List<String> warnings = new ArrayList<>();
        InteractionLog distinct = distinct(rows, file, warnings);
        KCore kept = KCore.of(distinct, Math.max(1, core));
        if (kept.log().size() < distinct.size()) {
            warnings.add(file + ": " + (distinct.size() - kept.log().size()) + " of " + distinct.size()
                    + " interactions left out, which are not in the " + core + "-core");
        }
        Ids users = new Ids();
        Ids items = new Ids();
        int[] oldUser = kept.users();
        int[] oldItem = kept.items();
        int[] user = new int[kept.log().size()];
        int[] item = new int[user.length];
        for (int k = 0; k < user.length; k++) {
            user[k] = users.of(rows.users().names().get(oldUser[kept.log().user(k)]));
            item[k] = items.of(rows.items().names().get(oldItem[kept.log().item(k)]));
        }
        InteractionLog log =
                InteractionLog.unlabeled(users.names().size(), items.names().size(), user, item);
        return new ReviewLog(log, items.names(), warnings, rows.sha256());
    }

    /** The first row of each pair, in the file's order. */
    private static InteractionLog distinct(RatingRows rows, String file, List<String> warnings) {
        boolean[] kept = new boolean[rows.size()];
        int duplicates = 0;
        int repeats = 0;
        int first = 0;
        int[] order = byPair(rows);
        for (int k = 0; k < order.length; k++) {
            if (k == 0 || !samePair(rows, order[first], order[k])) {
                first = k;
                kept[order[k]] = true;
            } else if (seenBefore(rows, order, first, k)) {
                duplicates++;
            } else {
                repeats++;
            }
        }
        if (duplicates > 0) {
            warnings.add(file + ": " + duplicates + " rows dropped that repeat user, item and time of another");
        }
        if (repeats > 0) {
            warnings.add(file + ": " + repeats + " rows merged that repeat user and item at another time");
        }
        int size = rows.size() - duplicates - repeats;
        int[] user = new int[size];
        int[] item = new int[size];
        int next = 0;
        for (int k = 0; k < kept.length; k++) {
            if (kept[k]) {
                user[next] = rows.user(k);
                item[next++] = rows.item(k);
            }
        }
        return InteractionLog.unlabeled(
                rows.users().names().size(), rows.items().names().size(), user, item);
    }

    private static boolean samePair(RatingRows rows, int a, int b) {
        return rows.user(a) == rows.user(b) && rows.item(a) == rows.item(b);
    }

    private static boolean seenBefore(RatingRows rows, int[] order, int from, int at) {
        for (int k = from; k < at; k++) {
            if (rows.time(order[k]) == rows.time(order[at])) {
                return true;
            }
        }
        return false;
    }

    /** The rows ordered by user, item and place in the file. */
    private static int[] byPair(RatingRows rows) {
        int[] next = new int[rows.users().names().size() + 1];
        for (int k = 0; k < rows.size(); k++) {
            next[rows.user(k) + 1]++;
        }
        for (int u = 1; u < next.length; u++) {
            next[u] += next[u - 1];
        }
        int[] start = next.clone();
        long[] sorted = new long[rows.size()];
        for (int k = 0; k < rows.size(); k++) {
            sorted[next[rows.user(k)]++] = ((long) rows.item(k) << 32) | k;
        }
        for (int u = 0; u + 1 < start.length; u++) {
            Arrays.sort(sorted, start[u], start[u + 1]);
        }
        return Arrays.stream(sorted).mapToInt(s -> (int) s).toArray();
    }
}
