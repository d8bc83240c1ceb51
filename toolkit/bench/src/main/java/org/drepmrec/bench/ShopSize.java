package org.drepmrec.bench;

/**
 * How large a generated data set is.
 *
 * @param name the data set's name
 * @param users M
 * @param items N
 * @param train training interactions, at least three times M
 * @param heldOut validation interactions, and as many in the test split, at least M
 * @param visual d_m of the visual features, which are sparse and never negative, as a ReLU layer's; 0 for none
 * @param textual d_m of the textual features, rows of norm 1
 * @param categories whose centers features lie around
 */
public record ShopSize(
        String name, int users, int items, int train, int heldOut, int visual, int textual, int categories) {

    private static final int USUAL_CATEGORIES = 64;

    /** Amazon Baby: 19,445 users, 7,050 items, 118,551 training interactions, features 4096-d and 384-d. */
    public static final ShopSize BABY = new ShopSize("baby", 19_445, 7_050, 118_551, 20_559, 4096, 384);

    /** Amazon Clothing: 39,387 users, 23,033 items, features 4096-d and 384-d. */
    public static final ShopSize CLOTHING = new ShopSize("clothing", 39_387, 23_033, 197_338, 40_150, 4096, 384);

    /** Amazon Sports: 35,598 users, 18,357 items, 218,409 training interactions; features of attributes, 256-d, and text, 384-d. */
    public static final ShopSize SPORTS = new ShopSize("sports", 35_598, 18_357, 218_409, 38_964, 256, 384);

    /** Of 64 categories. */
    public ShopSize(String name, int users, int items, int train, int heldOut, int visual, int textual) {
        this(name, users, items, train, heldOut, visual, textual, USUAL_CATEGORIES);
    }

    /**
     * A shop that grows in users, rows and kinds of items with its items: 5 users and 50 rows to 2 items, as many items a
     * category as at Baby's size, text alone.
     */
    public static ShopSize grown(int items) {
        int users = items / 2 * 5;
        return new ShopSize(
                "grown-" + items, users, items, 8 * users, users, 0, BABY.textual, Math.max(1, items / perCategory()));
    }

    /** Items of a category at Baby's size. */
    static int perCategory() {
        return BABY.items / BABY.categories;
    }

    /** The same with this many times the users, items and interactions; features keep their sizes. */
    public ShopSize times(int factor) {
        return new ShopSize(
                factor == 1 ? name : name + "-x" + factor,
                users * factor,
                items * factor,
                train * factor,
                heldOut * factor,
                visual,
                textual,
                categories);
    }
}
