package org.drepmrec.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.drepmrec.io.DataException;

/**
 * Warnings about the interactions, one sentence each, with counts.
 *
 * @param file name of the file that they come from
 * @param all with the rows of cold users
 * @param kept without them
 */
public record LogChecks(String file, InteractionLog all, InteractionLog kept) {

    /**
     * Refuses data without anything to train on.
     *
     * @throws DataException if there is no training row
     */
    public LogChecks {
        if (kept.size() == 0) {
            throw DataException.of(
                    file,
                    "no training row (x_label 0) among " + all.size(),
                    "at least one",
                    "check the labels, or ignore them to have the data split");
        }
    }

    /** Appends a sentence on each of: ids without rows, users and items without training rows, rows left out. */
    public void addTo(List<String> warnings) {
        addGaps(warnings);
        addUntrained(warnings);
        addLeftOut(warnings);
    }

    private void addGaps(List<String> warnings) {
        long users = zeros(all.userDegrees());
        long items = zeros(all.itemDegrees());
        if (users + items > 0) {
            warnings.add(file + ": gaps in ids, " + users + " of " + all.users() + " user ids and " + items + " of "
                    + all.items() + " item ids occur in no row");
        }
    }

    private void addUntrained(List<String> warnings) {
        boolean[] user = new boolean[kept.users()];
        boolean[] item = new boolean[kept.items()];
        Arrays.fill(user, true);
        Arrays.fill(item, true);
        for (int k = 0; k < kept.size(); k++) {
            if (kept.split(k) == Split.TRAIN) {
                user[kept.user(k)] = false;
                item[kept.item(k)] = false;
            }
        }
        long users = IntStream.range(0, user.length).filter(u -> user[u]).count();
        long items = IntStream.range(0, item.length).filter(i -> item[i]).count();
        if (users + items > 0) {
            warnings.add(file + ": " + users + " users and " + items
                    + " items have no training row; the items stay candidates");
        }
    }

    private void addLeftOut(List<String> warnings) {
        int rows = all.size() - kept.size();
        if (rows > 0) {
            warnings.add(file + ": " + rows + " validation and test rows left out, whose users have no training row");
        }
    }

    private static long zeros(int[] degrees) {
        return Arrays.stream(degrees).filter(d -> d == 0).count();
    }
}
