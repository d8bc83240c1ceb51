package org.drepmrec.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.drepmrec.data.MultimodalDataset;
import org.junit.jupiter.api.Test;

class StepWorkTest {

    private static final MultimodalDataset SHOP = GeneratedShop.of(new ShopSize("small", 30, 20, 100, 30, 8, 4), 1);
    private static final double TABLE = 50 * 64;
    private static final double BEHAVIOR = 2 * 2 * 200;

    /** At M = 30, N = 20, 100 training pairs, d_m = 8 and 4, D = 64, B = 10; both graphs of two modalities have ten neighbors. */
    @Test
    void countsFollowFromTheShapes() {
        StepWork work = new StepWork(SHOP, 10, 4, true);
        double edges = BEHAVIOR + 2 * 2 * 10 * 50;
        double gates = 4 * 20 * 12 * 64;
        double squares = (24 + 4) * 100 * 64;
        assertEquals(1e-9 * (gates + 2 * 64 * edges + squares), work.gflop(false), 1e-15);
        assertEquals(1e-9 * (gates + 2 * 64 * edges + squares + 4 * 100 * 12), work.gflop(true), 1e-15);
        double numbers = 2 * 20 * 12
                + 7 * (TABLE + 12 * 64)
                + 4 * (4 * 100 + 2 * TABLE)
                + 4 * (20 * 50 + 2 * TABLE)
                + 2 * 10 * 12
                + 12 * 100;
        assertEquals(4e-9 * numbers, work.gbytes(), 1e-15);
    }

    @Test
    void aTermThatIsLeftOutIsNotCounted() {
        StepWork all = new StepWork(SHOP, 10, 4, true);
        StepWork two = new StepWork(SHOP, 10, 2, true);
        StepWork noSignal = new StepWork(SHOP, 10, 4, false);
        assertEquals(1e-9 * 12 * 100 * 64, all.gflop(true) - two.gflop(true), 1e-15);
        assertEquals(4e-9 * 2 * 2 * 100, all.gbytes() - two.gbytes(), 1e-15);
        assertEquals(1e-9 * (4 * 100 * 64 + 4 * 100 * 12), all.gflop(true) - noSignal.gflop(true), 1e-15);
        assertEquals(4e-9 * (2 * 10 * 12 + 2 * 2 * 100), all.gbytes() - noSignal.gbytes(), 1e-15);
    }

    @Test
    void withoutFeaturesItIsLightGcn() {
        StepWork work = new StepWork(SHOP.only(), 10, 0, false);
        assertEquals(2e-9 * 64 * BEHAVIOR, work.gflop(true), 1e-15);
        assertEquals(4e-9 * (7 * TABLE + 2 * BEHAVIOR + 2 * 2 * 2 * TABLE), work.gbytes(), 1e-15);
    }
}
