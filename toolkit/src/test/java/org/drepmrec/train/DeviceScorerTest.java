package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Backend;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.model.Representations;
import org.drepmrec.model.Scoring;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceScorerTest {

    private static final int USERS = 25;

    /** Small whole numbers: many items tie, more than the spare candidates, and arithmetic is exact. */
    private static Representations withTies(int items, int values) {
        Random random = new Random(5);
        float[] all = new float[(USERS + items) * 3];
        for (int k = 0; k < all.length; k++) {
            all[k] = random.nextInt(values) - 1;
        }
        return new Representations(USERS, items, new Representations.Line(all, 3), null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void rankingOnTheDeviceIsThatOfTheHost(String engine) {
        for (int items : new int[] {20, 200}) {
            MultimodalDataset data = Tiny.shop(USERS, items, 3);
            Evaluator evaluator =
                    Evaluator.builder(data).cutoffs(1, 10, 50).keepTopItems().build();
            for (int values : new int[] {2, 30}) {
                Representations r = withTies(items, values);
                Evaluation expected = evaluator.evaluate(Scoring.DOT_PRODUCT.scorer(r, Map.of()));
                try (Backend backend = Backend.open(engine, Backend.AS_GPU);
                        DeviceScorer scorer = DeviceScorer.of(backend, r).orElseThrow()) {
                    Evaluation found = evaluator.evaluate(scorer);
                    assertEquals(expected.asMap(), found.asMap());
                    for (int u : expected.users()) {
                        assertArrayEquals(expected.topItems(u), found.topItems(u), "user " + u);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void scoresThatMightFallAmongTheExcludedAreRankedOnTheHost(String engine) {
        Representations huge = withTies(20, 2);
        huge.general().values()[0] = 1e19f;
        try (Backend device = Backend.open(engine, Backend.AS_GPU);
                Backend host = Backend.open(engine, "cpu")) {
            assertTrue(DeviceScorer.of(device, huge).isEmpty());
            assertTrue(DeviceScorer.of(host, withTies(20, 2)).isEmpty());
        }
    }
}
