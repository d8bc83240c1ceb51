package org.drepmrec.spark;

import java.util.Locale;

/**
 * What a preparation found and left.
 *
 * @param rows of the source
 * @param low rows left out for a low rating
 * @param repeated rows merged that repeat user and item of another
 * @param outside distinct pairs left out, which are not in the core
 * @param rounds of the filter in which someone left
 * @param users M
 * @param items N
 * @param train pairs for training
 * @param validation pairs for validation
 * @param test pairs for test
 * @param coldUsers users without a training pair
 * @param coldItems items without a training pair
 */
public record PreparationStatistics(
        long rows,
        long low,
        long repeated,
        long outside,
        int rounds,
        int users,
        int items,
        long train,
        long validation,
        long test,
        long coldUsers,
        long coldItems) {

    /** The pairs of all parts. */
    public long pairs() {
        return train + validation + test;
    }

    /** The share of all users and items that are pairs, from 0 to 1. */
    public double density() {
        return pairs() / ((double) users * items);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d rows: %d with a low rating, %d repeated, %d pairs outside the core (%d rounds); left %d users, %d items,"
                        + " %d pairs (density %.3g): %d for training, %d for validation, %d for test; without a training pair %d"
                        + " users, %d items",
                rows,
                low,
                repeated,
                outside,
                rounds,
                users,
                items,
                pairs(),
                density(),
                train,
                validation,
                test,
                coldUsers,
                coldItems);
    }
}
