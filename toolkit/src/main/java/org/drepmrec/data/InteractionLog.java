package org.drepmrec.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Distinct observed (user, item) pairs, with or without split labels. Immutable. Splitting and k-core filtering happen
 * at this stage, before {@link MultimodalDataset}.
 */
public final class InteractionLog {

    private final int users;
    private final int items;
    private final int[] user;
    private final int[] item;
    private final byte[] label;

    private InteractionLog(int users, int items, int[] user, int[] item, byte[] label) {
        this.users = users;
        this.items = items;
        this.user = user;
        this.item = item;
        this.label = label;
    }

    /**
     * Wraps pairs without split labels.
     *
     * @param users M; ids run from 0 to M-1
     * @param items N; ids run from 0 to N-1
     * @throws IllegalArgumentException if the arrays differ in length
     */
    public static InteractionLog unlabeled(int users, int items, int[] user, int[] item) {
        requireOneLength(user.length, item.length);
        return new InteractionLog(users, items, user, item, null);
    }

    /**
     * Wraps pairs, each with the label of its {@link Split}.
     *
     * @throws IllegalArgumentException if the arrays differ in length
     */
    public static InteractionLog labeled(int users, int items, int[] user, int[] item, byte[] label) {
        requireOneLength(user.length, item.length);
        requireOneLength(user.length, label.length);
        return new InteractionLog(users, items, user, item, label);
    }

    private static void requireOneLength(int a, int b) {
        if (a != b) {
            throw new IllegalArgumentException(
                    "interactions: found " + a + " and " + b + " entries, expected arrays of one length");
        }
    }

    /** M, the number of user ids. */
    public int users() {
        return users;
    }

    /** N, the number of item ids. */
    public int items() {
        return items;
    }

    /** The number of pairs. */
    public int size() {
        return user.length;
    }

    /** User of a pair. */
    public int user(int index) {
        return user[index];
    }

    /** Item of a pair. */
    public int item(int index) {
        return item[index];
    }

    /** Whether the pairs have split labels. */
    public boolean isLabeled() {
        return label != null;
    }

    /**
     * The split of a pair.
     *
     * @throws IllegalStateException if the log is not labeled
     */
    public Split split(int index) {
        requireLabels();
        return Split.ofLabel(label[index]);
    }

    /** The number of pairs of each user. */
    public int[] userDegrees() {
        return degrees(user, users);
    }

    /** The number of pairs of each item. */
    public int[] itemDegrees() {
        return degrees(item, items);
    }

    private static int[] degrees(int[] ids, int size) {
        int[] degree = new int[size];
        for (int id : ids) {
            degree[id]++;
        }
        return degree;
    }

    /** The same pairs with the given labels, see {@link Split#label}. */
    public InteractionLog withLabels(byte[] labels) {
        return labeled(users, items, user, item, labels);
    }

    /** The same pairs without split labels. */
    public InteractionLog withoutLabels() {
        return new InteractionLog(users, items, user, item, null);
    }

    /** The same pairs with more ids; the added ids have no pairs. */
    public InteractionLog withSizes(int moreUsers, int moreItems) {
        return new InteractionLog(moreUsers, moreItems, user, item, label);
    }

    /** The pairs of one split, in the order of this log. */
    public Interactions interactions(Split split) {
        requireLabels();
        int[] kept = IntStream.range(0, size())
                .filter(k -> label[k] == split.label())
                .toArray();
        return new Interactions(users, items, pick(user, kept), pick(item, kept));
    }

    /**
     * Leaves out the validation and test pairs of users without a training pair, as is customary in the field; ids are
     * unchanged.
     */
    public InteractionLog withoutColdUsers() {
        requireLabels();
        boolean[] trained = new boolean[users];
        for (int k = 0; k < size(); k++) {
            trained[user[k]] |= label[k] == Split.TRAIN.label();
        }
        int[] kept = IntStream.range(0, size()).filter(k -> trained[user[k]]).toArray();
        return kept.length == size() ? this : select(kept);
    }

    private InteractionLog select(int[] kept) {
        byte[] labels = new byte[kept.length];
        for (int k = 0; k < kept.length; k++) {
            labels[k] = label[kept[k]];
        }
        return new InteractionLog(users, items, pick(user, kept), pick(item, kept), labels);
    }

    private static int[] pick(int[] from, int[] at) {
        return Arrays.stream(at).map(k -> from[k]).toArray();
    }

    private void requireLabels() {
        if (label == null) {
            throw new IllegalStateException("interactions without splits; apply RandomSplit first");
        }
    }

    @Override
    public String toString() {
        return "InteractionLog[" + users + " users, " + items + " items, " + size() + " pairs"
                + (isLabeled() ? "" : ", no splits") + "]";
    }
}
