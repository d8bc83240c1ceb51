package org.drepmrec.data.split;

import java.util.Map;
import java.util.Optional;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.RandomSplit;
import org.drepmrec.data.Split;

/**
 * How interactions are split. A rule labels every pair once and refuses what would leave a part empty; what it did, and how much
 * training knows of the future or of held-out users and items, is said by {@link SplitRemarks}.
 */
public interface SplitRule {

    /**
     * The pairs with labels.
     *
     * @throws org.drepmrec.io.DataException if the rule lacks times or labels, or a part would be empty
     */
    InteractionLog apply(Observed pairs);

    /** What determines the split, for the provenance: {@code split} and more. */
    Map<String, String> settings();

    /** The column of a table that says to which part an interaction belongs; none for other rules. */
    default Optional<String> column() {
        return Optional.empty();
    }

    /** The part that a word of such a column names, see {@link #byColumn}; empty if it names none. */
    static Optional<Split> part(String word) {
        return Given.part(word);
    }

    /** The field's habit: 8:1:1 of each user's pairs at random, see {@link RandomSplit}. */
    static SplitRule random(long seed) {
        return new RandomPerUser(seed);
    }

    /**
     * Two moments cut all interactions: what is before the first is for training, what is between them for validation, the rest
     * for test. Pairs of one moment stay together, so training knows nothing of the moment of a held-out pair.
     *
     * @param train share of the pairs that training gets, above 0
     * @param validation share that validation gets, above 0; test gets the rest
     * @throws IllegalArgumentException if a share is not above 0, or nothing is left for test
     */
    static SplitRule byTime(double train, double validation) {
        return new ByTime(train, validation);
    }

    /**
     * Each user's last pair is for test and the one before it for validation; users with fewer than three give all to training.
     * Training then knows pairs of other users that are later than a held-out one; the remark counts them.
     */
    static SplitRule leaveLastOut() {
        return new LeaveLastOut();
    }

    /**
     * A share of the items is hidden from training, with all of their pairs: one half of these items for validation, the other
     * for test. The pairs of the other items are split at random as by {@link #random}.
     *
     * @param share of the items that have pairs, above 0 and below 1
     */
    static SplitRule coldItems(double share, long seed) {
        return new Cold(Cold.Kind.ITEMS, share, seed);
    }

    /**
     * A share of the users is hidden from training, with all of their pairs: one half of these users for validation, the other
     * for test. The pairs of the other users are split at random as by {@link #random}.
     *
     * @param share of the users that have pairs, above 0 and below 1
     */
    static SplitRule coldUsers(double share, long seed) {
        return new Cold(Cold.Kind.USERS, share, seed);
    }

    /**
     * As a column says: {@code train}, {@code validation} or {@code test}, also {@code training}, {@code valid}, {@code val},
     * {@code dev}, and the {@code x_label}s 0, 1, 2; case does not matter.
     */
    static SplitRule byColumn(String column) {
        return new Given(column);
    }
}
