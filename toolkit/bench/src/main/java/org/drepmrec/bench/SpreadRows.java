package org.drepmrec.bench;

import java.util.SplittableRandom;

/** Ten items of every user, each drawn from a tenth of all items, so that no two are the same and nothing is held. */
final class SpreadRows {

    static final int OF_USER = 10;

    private final int items;

    /** Of at least ten items. */
    SpreadRows(int items) {
        this.items = items;
    }

    /** The k-th item of a user. */
    int item(int user, int k) {
        int part = items / OF_USER;
        SplittableRandom own = new SplittableRandom(Benchmark.SEED + (long) user * OF_USER + k);
        return k * part + own.nextInt(part);
    }
}
