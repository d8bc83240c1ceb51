package org.drepmrec.eval;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The ranked lists of all evaluated users, cut off at the same K, in the order of the users. Immutable. */
public final class RankedLists implements Iterable<RankedList> {

    private final List<RankedList> lists;
    private final int[] exposure;

    /**
     * Lists as an {@link Evaluator} passes them to a metric.
     *
     * @throws IllegalArgumentException if there is none
     */
    public RankedLists(List<RankedList> lists) {
        if (lists.isEmpty()) {
            throw new IllegalArgumentException("ranked lists: found none, expected at least 1");
        }
        this.lists = List.copyOf(lists);
        this.exposure = new int[statistics().items()];
        for (RankedList list : lists) {
            for (int rank = 0; rank < list.size(); rank++) {
                exposure[list.item(rank)]++;
            }
        }
    }

    @Override
    public Iterator<RankedList> iterator() {
        return lists.iterator();
    }

    /** The number of lists. */
    public int size() {
        return lists.size();
    }

    /** For each of the N items, the number of lists that contain it; a copy. */
    public int[] exposure() {
        return exposure.clone();
    }

    /** Statistics of the items. */
    public ItemStatistics statistics() {
        return lists.get(0).statistics();
    }

    @Override
    public String toString() {
        return size() + " lists, " + Arrays.stream(exposure).sum() + " items";
    }
}
