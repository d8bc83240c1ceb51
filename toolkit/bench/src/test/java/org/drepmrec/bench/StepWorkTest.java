package org.drepmrec.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StepWorkTest {

    /** At M = 30, N = 20, 100 training pairs, d_m = 8 and 4, D = 64, B = 10. */
    @Test
    void countsFollowFromTheShapes() {
        StepWork work = new StepWork(GeneratedShop.of(new ShopSize("small", 30, 20, 100, 30, 8, 4), 1), 10);
        double gates = 4 * 20 * 12 * 64;
        double squares = (24 + 4) * 100 * 64;
        assertEquals(1e-9 * (gates + squares), work.gflop(false), 1e-15);
        assertEquals(1e-9 * (gates + squares + 4 * 100 * 12), work.gflop(true), 1e-15);
        double table = 50 * 64;
        double numbers = 2 * 20 * 12
                + 7 * (table + 12 * 64)
                + 4 * (4 * 100 + 2 * table)
                + 4 * (20 * 50 + 2 * table)
                + 2 * 10 * 12
                + 12 * 100;
        assertEquals(4e-9 * numbers, work.gbytes(), 1e-15);
    }
}
