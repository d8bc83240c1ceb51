package org.drepmrec.data;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.IntStream;
import org.drepmrec.io.DataException;
import org.drepmrec.sparse.Csr;

/**
 * The largest part of a log in which every user and every item has at least k pairs, re-indexed from 0 in the order of
 * the old ids. Filtering precedes splitting, so labels are dropped.
 */
public final class KCore {

    private final InteractionLog log;
    private final int[] users;
    private final int[] items;

    private KCore(InteractionLog log, int[] users, int[] items) {
        this.log = log;
        this.users = users;
        this.items = items;
    }

    /**
     * Filters until nothing changes.
     *
     * @param k at least 1; 1 only closes gaps in ids
     * @throws IllegalArgumentException if k is below 1
     * @throws DataException if nothing is left
     */
    public static KCore of(InteractionLog log, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("core: found " + k + ", expected a whole number of at least 1");
        }
        int[] user = IntStream.range(0, log.size()).map(log::user).toArray();
        int[] item = IntStream.range(0, log.size()).map(log::item).toArray();
        Csr byUser = Csr.binary(log.users(), log.items(), user, item);
        boolean[] gone = peel(byUser, byUser.transpose(), k);

        int[] keptUsers = IntStream.range(0, log.users()).filter(u -> !gone[u]).toArray();
        int[] keptItems = IntStream.range(0, log.items())
                .filter(i -> !gone[log.users() + i])
                .toArray();
        if (keptUsers.length == 0) {
            throw DataException.of(
                    k + "-core",
                    "no interaction left of " + log.size(),
                    "users and items with at least " + k + " interactions among each other",
                    "choose a smaller core");
        }
        int[] newUser = inverse(keptUsers, log.users());
        int[] newItem = inverse(keptItems, log.items());
        int[] kept = IntStream.range(0, user.length)
                .filter(e -> newUser[user[e]] >= 0 && newItem[item[e]] >= 0)
                .toArray();
        InteractionLog core = InteractionLog.unlabeled(
                keptUsers.length,
                keptItems.length,
                Arrays.stream(kept).map(e -> newUser[user[e]]).toArray(),
                Arrays.stream(kept).map(e -> newItem[item[e]]).toArray());
        return new KCore(core, keptUsers, keptItems);
    }

    /** Marks the users, then the items, that drop out; visits each node and each pair once. */
    private static boolean[] peel(Csr byUser, Csr byItem, int k) {
        int m = byUser.rows();
        int n = byItem.rows();
        int[] degree = new int[m + n];
        Arrays.setAll(degree, v -> v < m ? byUser.degree(v) : byItem.degree(v - m));
        boolean[] gone = new boolean[m + n];
        Deque<Integer> leaving = new ArrayDeque<>();
        for (int v = 0; v < m + n; v++) {
            if (degree[v] < k) {
                gone[v] = true;
                leaving.add(v);
            }
        }
        while (!leaving.isEmpty()) {
            int v = leaving.remove();
            int[] neighbors = v < m ? byUser.columns(v) : byItem.columns(v - m);
            int offset = v < m ? m : 0;
            for (int neighbor : neighbors) {
                int w = offset + neighbor;
                if (!gone[w] && --degree[w] < k) {
                    gone[w] = true;
                    leaving.add(w);
                }
            }
        }
        return gone;
    }

    private static int[] inverse(int[] kept, int size) {
        int[] inverse = new int[size];
        Arrays.fill(inverse, -1);
        for (int k = 0; k < kept.length; k++) {
            inverse[kept[k]] = k;
        }
        return inverse;
    }

    /** The remaining pairs under their new ids, in their old order, without labels. */
    public InteractionLog log() {
        return log;
    }

    /** The old id of each remaining user, ascending. */
    public int[] users() {
        return users.clone();
    }

    /** The old id of each remaining item, ascending. */
    public int[] items() {
        return items.clone();
    }

    /** The rows of the remaining items. */
    public Features select(Features features) {
        int d = features.dimension();
        float[] rows = new float[items.length * d];
        for (int k = 0; k < items.length; k++) {
            features.copy(items[k], rows, k * d);
        }
        return features.with(items.length, rows);
    }

    /** The catalogue under the new ids. */
    public ItemCatalogue select(ItemCatalogue catalogue) {
        return catalogue == ItemCatalogue.EMPTY ? catalogue : new ReindexedCatalogue(catalogue, items);
    }
}
