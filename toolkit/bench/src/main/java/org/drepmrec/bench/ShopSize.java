package org.drepmrec.bench;

/**
 * How large a generated data set is.
 *
 * @param name the data set's name
 * @param users M
 * @param items N
 * @param train training interactions, at least three times M
 * @param heldOut validation interactions, and as many in the test split, at least M
 * @param visual d_m of the visual features, which are sparse and never negative, as a ReLU layer's
 * @param textual d_m of the textual features, rows of norm 1
 */
public record ShopSize(String name, int users, int items, int train, int heldOut, int visual, int textual) {

    /** Amazon Baby: 19,445 users, 7,050 items, 118,551 training interactions, features 4096-d and 384-d. */
    public static final ShopSize BABY = new ShopSize("baby", 19_445, 7_050, 118_551, 20_559, 4096, 384);

    /** Amazon Clothing: 39,387 users, 23,033 items, features 4096-d and 384-d. */
    public static final ShopSize CLOTHING = new ShopSize("clothing", 39_387, 23_033, 197_338, 40_150, 4096, 384);

    /** Amazon Sports: 35,598 users, 18,357 items, 218,409 training interactions; features of attributes, 256-d, and text, 384-d. */
    public static final ShopSize SPORTS = new ShopSize("sports", 35_598, 18_357, 218_409, 38_964, 256, 384);

    /** The same with this many times the users, items and interactions; features keep their sizes. */
    public ShopSize times(int factor) {
        return new ShopSize(
                factor == 1 ? name : name + "-x" + factor,
                users * factor,
                items * factor,
                train * factor,
                heldOut * factor,
                visual,
                textual);
    }
}
