package org.drepmrec.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.drepmrec.data.MultimodalDataset;
import org.junit.jupiter.api.Test;

class StepWorkTest {

    private static final MultimodalDataset SHOP = GeneratedShop.of(new ShopSize("small", 30, 20, 100, 30, 8, 4), 1);
    private static final double TABLE = 50 * 64;
    private static final double BEHAVIOR = 2 * 2 * 200;

    private static final DistinctNodes NODES = new DistinctNodes(9, 7);
    private static final Set<StepWork.Term> ALL = EnumSet.allOf(StepWork.Term.class);
    private static final double LIKE_PAIRS = 9 * 9 + 7 * 7;

    /** At M = 30, N = 20, 100 training pairs, d_m = 8 and 4, D = 64; both graphs of two modalities have ten neighbors. */
    @Test
    void countsFollowFromTheShapes() {
        StepWork work = new StepWork(SHOP, NODES, ALL);
        double edges = BEHAVIOR + 2 * 2 * 10 * 50;
        double gates = 4 * 20 * 12 * 64;
        double contrasted = 2 * 9 * 7 + LIKE_PAIRS;
        double operations = gates + 2 * 64 * edges + 6 * 64 * contrasted + 2 * 64 * LIKE_PAIRS;
        assertEquals(1e-9 * operations, work.gflop(false), 1e-15);
        assertEquals(1e-9 * (operations + 2 * 12 * LIKE_PAIRS), work.gflop(true), 1e-15);
        double numbers = 2 * 20 * 12
                + 7 * (TABLE + 12 * 64)
                + 4 * (4 * 100 + 2 * TABLE)
                + 4 * (20 * 50 + 2 * TABLE)
                + 16 * 12
                + 2 * (contrasted + LIKE_PAIRS);
        assertEquals(4e-9 * numbers, work.gbytes(), 1e-15);
    }

    @Test
    void aTermThatIsLeftOutIsNotCounted() {
        StepWork all = new StepWork(SHOP, NODES, ALL);
        StepWork noIntra = new StepWork(SHOP, NODES, EnumSet.of(StepWork.Term.INTER, StepWork.Term.SIGNAL));
        StepWork noSignal = new StepWork(SHOP, NODES, EnumSet.of(StepWork.Term.INTRA, StepWork.Term.INTER));
        assertEquals(6e-9 * 64 * 2 * 9 * 7, all.gflop(true) - noIntra.gflop(true), 1e-15);
        assertEquals(8e-9 * 2 * 9 * 7, all.gbytes() - noIntra.gbytes(), 1e-15);
        assertEquals(2e-9 * (64 + 12) * LIKE_PAIRS, all.gflop(true) - noSignal.gflop(true), 1e-15);
        assertEquals(4e-9 * (16 * 12 + 2 * LIKE_PAIRS), all.gbytes() - noSignal.gbytes(), 1e-15);
    }

    @Test
    void withoutFeaturesItIsLightGcn() {
        StepWork work = new StepWork(SHOP.only(), NODES, Set.of());
        assertEquals(2e-9 * 64 * BEHAVIOR, work.gflop(true), 1e-15);
        assertEquals(4e-9 * (7 * TABLE + 2 * BEHAVIOR + 2 * 2 * 2 * TABLE), work.gbytes(), 1e-15);
    }

    /** All thirty users and twenty items train, and node counts are padded to whole multiples of 64. */
    @Test
    void distinctNodesAreThoseThatABatchPads() {
        assertEquals(new DistinctNodes(64, 64), DistinctNodes.of(SHOP.train(), 10));
        DistinctNodes of = DistinctNodes.of(
                GeneratedShop.of(new ShopSize("wide", 900, 400, 3000, 900, 4, 4), 1)
                        .train(),
                1000);
        assertTrue(of.users() > 448 && of.users() < 900 && of.items() > 192 && of.items() < 400, of::toString);
    }
}
