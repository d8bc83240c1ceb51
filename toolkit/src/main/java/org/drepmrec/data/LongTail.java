package org.drepmrec.data;

import java.util.Arrays;
import java.util.Locale;
import org.drepmrec.sparse.Csr;

/**
 * How unevenly training interactions fall on the items.
 *
 * @param topTenthShare the share of the interactions, 0 to 1, that the most popular tenth of the items has
 * @param median interactions of an item, the upper of the two in the middle
 * @param without items that have none
 */
public record LongTail(double topTenthShare, int median, int without) {

    static LongTail of(Csr train) {
        double[] perItem = train.columnSums();
        Arrays.sort(perItem);
        int top = Math.max(1, perItem.length / 10);
        double most =
                Arrays.stream(perItem, perItem.length - top, perItem.length).sum();
        return new LongTail(
                train.nonZeros() == 0 ? 0 : most / train.nonZeros(), (int) perItem[perItem.length / 2], (int)
                        Arrays.stream(perItem).filter(n -> n == 0).count());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "the most popular tenth of the items has %.0f %% of the training interactions;\n"
                        + "half of the items have at most %d, and %d have none",
                100 * topTenthShare,
                median,
                without);
    }
}
