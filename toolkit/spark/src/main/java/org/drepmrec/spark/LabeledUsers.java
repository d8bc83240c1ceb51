package org.drepmrec.spark;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.drepmrec.data.Split;

/** Labels the pairs of a partition, one user after another; hers come out by label and item. */
final class LabeledUsers implements Iterator<Row> {

    private final Iterator<Row> pairs;
    private final ClusterSplit.Labels labels;
    private final Queue<Row> done = new ArrayDeque<>();
    private final Ints items = new Ints();
    private long[] times = new long[16];
    private Row next;

    /**
     * Wraps pairs.
     *
     * @param pairs user, item and time, ordered by user and item
     */
    LabeledUsers(Iterator<Row> pairs, ClusterSplit.Labels labels) {
        this.pairs = pairs;
        this.labels = labels;
        this.next = pairs.hasNext() ? pairs.next() : null;
    }

    @Override
    public boolean hasNext() {
        return !done.isEmpty() || next != null;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (done.isEmpty()) {
            label();
        }
        return done.remove();
    }

    private void label() {
        int user = next.getInt(0);
        items.clear();
        while (next != null && next.getInt(0) == user) {
            if (items.size() == times.length) {
                times = Arrays.copyOf(times, 2 * times.length);
            }
            times[items.size()] = next.getLong(2);
            items.add(next.getInt(1));
            next = pairs.hasNext() ? pairs.next() : null;
        }
        int[] hers = items.toArray();
        byte[] label = labels.of(user, hers, Arrays.copyOf(times, hers.length));
        for (Split split : Split.values()) {
            for (int k = 0; k < hers.length; k++) {
                if (label[k] == split.label()) {
                    done.add(RowFactory.create(user, hers[k], split.label()));
                }
            }
        }
    }
}
