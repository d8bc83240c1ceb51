package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SplittableRandom;
import org.drepmrec.data.Interactions;
import org.drepmrec.engine.RandomStreams;
import org.drepmrec.model.Batch;
import org.drepmrec.option.Options;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.TrainOptions.Negatives;
import org.drepmrec.train.TrainOptions.Rounding;
import org.junit.jupiter.api.Test;

/** The parts of the training loop that follow MMRec's protocol. */
class ProtocolTest {

    /** Items 4 and 9 of ten do not occur. */
    private static final Interactions TRAIN = Tiny.pairs(
            3,
            10,
            new int[] {0, 0},
            new int[] {0, 1},
            new int[] {1, 2},
            new int[] {1, 3},
            new int[] {1, 5},
            new int[] {2, 6},
            new int[] {2, 7},
            new int[] {2, 8});

    /** Chi-square with 5 degrees of freedom; 20.5 is exceeded once in a thousand. */
    @Test
    void negativesAreUniformOverTheOtherTrainingItems() {
        NegativeSampler sampler = new NegativeSampler(TRAIN, Negatives.TRAINED);
        SplittableRandom random = new SplittableRandom(11);
        int[] count = new int[10];
        int draws = 60_000;
        for (int k = 0; k < draws; k++) {
            count[sampler.draw(0, random)]++;
        }
        for (int never : new int[] {0, 1, 4, 9}) {
            assertEquals(0, count[never], "item " + never);
        }
        double expected = draws / 6.0;
        double chiSquare = 0;
        for (int i : new int[] {2, 3, 5, 6, 7, 8}) {
            chiSquare += (count[i] - expected) * (count[i] - expected) / expected;
        }
        assertTrue(chiSquare < 20.5, "chi-square " + chiSquare);
    }

    @Test
    void negativesMayComeFromItemsThatNobodyHas() {
        NegativeSampler sampler = new NegativeSampler(TRAIN, Negatives.ALL);
        SplittableRandom random = new SplittableRandom(11);
        Set<Integer> drawn = new HashSet<>();
        for (int k = 0; k < 1_000; k++) {
            drawn.add(sampler.draw(0, random));
        }
        assertEquals(Set.of(2, 3, 4, 5, 6, 7, 8, 9), drawn);
    }

    @Test
    void aUserWhoHasEverythingIsRefused() {
        Interactions all = Tiny.pairs(2, 5, new int[] {0, 0}, new int[] {1, 0}, new int[] {1, 3});
        String message = assertThrows(IllegalArgumentException.class, () -> new NegativeSampler(all, Negatives.TRAINED))
                .getMessage();
        assertTrue(
                message.startsWith("user 1 has all 2 items that negatives come from, expected at least one more"),
                message);
    }

    @Test
    void anEpochHoldsEachPairOnceAndKeepsTheShortBatch() {
        List<Batch> batches = epoch(5, 3);
        assertEquals(List.of(3, 3, 2), batches.stream().map(Batch::size).toList());
        Set<String> seen = new HashSet<>();
        for (Batch b : batches) {
            assertEquals(3, b.configuredSize());
            assertEquals(b.size(), b.negatives().length);
            for (int k = 0; k < b.size(); k++) {
                assertTrue(TRAIN.matrix().contains(b.users()[k], b.positives()[k]));
                assertFalse(TRAIN.matrix().contains(b.users()[k], b.negatives()[k]));
                seen.add(b.users()[k] + " " + b.positives()[k]);
            }
        }
        assertEquals(TRAIN.size(), seen.size());
    }

    @Test
    void epochsDifferInOrderAndRepeatWithTheirSeed() {
        assertEquals(text(epoch(0, 100)), text(epoch(0, 100)));
        Set<String> orders = new HashSet<>();
        for (int e = 0; e < 20; e++) {
            orders.add(Arrays.toString(epoch(e, 100).get(0).positives()));
        }
        assertTrue(orders.size() >= 19, orders.toString());
    }

    private static String text(List<Batch> batches) {
        StringBuilder all = new StringBuilder();
        batches.forEach(b -> all.append(Arrays.toString(b.nodes(3))));
        return all.toString();
    }

    private static List<Batch> epoch(int epoch, int batchSize) {
        EpochBatches batches = new EpochBatches(
                TRAIN,
                new NegativeSampler(TRAIN, Negatives.TRAINED),
                batchSize,
                RandomStreams.of(999, "batches", epoch));
        List<Batch> all = new ArrayList<>();
        batches.forEachRemaining(all::add);
        assertEquals(batches.count(), all.size());
        assertThrows(NoSuchElementException.class, batches::next);
        return all;
    }

    @Test
    void modelsWithoutNegativesGetNone() {
        EpochBatches batches = new EpochBatches(TRAIN, null, 8, new SplittableRandom(1));
        assertEquals(0, batches.next().negatives().length);
    }

    @Test
    void theLearningRateDecaysByAPowerOfTheEpoch() {
        Options options = TrainOptions.defaults().with(TrainOptions.LEARNING_RATE, 1.0);
        assertEquals(1, TrainOptions.learningRate(options, 0));
        assertEquals(.96, TrainOptions.learningRate(options, 50), 1e-12);
        assertEquals(.9216, TrainOptions.learningRate(options, 100), 1e-12);
        assertEquals(1, TrainOptions.learningRate(options.with(TrainOptions.DECAY, 1.0), 100));
    }

    @Test
    void trainingStopsAtTheTwentyFirstMissInARow() {
        EarlyStopping stopping = new EarlyStopping(20, 0, Rounding.FOUR_DECIMALS);
        assertTrue(stopping.improves(0.1));
        for (int miss = 1; miss <= 20; miss++) {
            assertFalse(stopping.improves(0.1));
            assertFalse(stopping.exhausted(), "after miss " + miss);
        }
        assertTrue(stopping.improves(0.2), "an improvement starts the count again");
        for (int miss = 1; miss <= 21; miss++) {
            assertFalse(stopping.exhausted());
            stopping.improves(0.19);
        }
        assertTrue(stopping.exhausted());
    }

    @Test
    void missesOfTheWarmUpDoNotCount() {
        EarlyStopping stopping = new EarlyStopping(2, 5, Rounding.FOUR_DECIMALS);
        assertTrue(stopping.improves(0.3));
        for (int epoch = 2; epoch <= 7; epoch++) {
            assertFalse(stopping.improves(0.1), "the best value of the warm-up counts");
            assertFalse(stopping.exhausted(), "epoch " + epoch);
        }
        stopping.improves(0.1);
        assertTrue(stopping.exhausted(), "the third miss after the warm-up");
    }

    @Test
    void equalRoundedValuesAreMisses() {
        EarlyStopping rounded = new EarlyStopping(20, 0, Rounding.FOUR_DECIMALS);
        assertTrue(rounded.improves(0.12341));
        assertFalse(rounded.improves(0.12344));
        assertTrue(rounded.improves(0.12346));
        EarlyStopping exact = new EarlyStopping(20, 0, Rounding.EXACT);
        assertTrue(exact.improves(0.12341));
        assertTrue(exact.improves(0.12344));
        assertTrue(new EarlyStopping(0, 0, Rounding.FOUR_DECIMALS).improves(0), "the first value always counts");
    }

    /** Python: round(0.00015, 4) = 0.0001, since the double lies below; round(0.00025, 4) = 0.0003, above. */
    @Test
    void roundingIsThatOfPython() {
        double[] rounded = {0.00015, 0.00025, 0.00035, 0.5, 0.03125, 0.09375};
        for (int k = 0; k < rounded.length; k++) {
            rounded[k] = Rounding.FOUR_DECIMALS.apply(rounded[k]);
        }
        assertArrayEquals(new double[] {0.0001, 0.0003, 0.0003, 0.5, 0.0312, 0.0938}, rounded);
    }

    @Test
    void onlyMetricsOfAccuracySelectAnEpoch() {
        Options options = TrainOptions.defaults();
        for (String name : List.of("recall", "ndcg", "precision", "map", "hitRate")) {
            assertEquals(name, options.with("earlyStop.metric", name).asMap().get("earlyStop.metric"));
        }
        var e = assertThrows(IllegalArgumentException.class, () -> options.with("earlyStop.metric", "coverage"));
        assertTrue(e.getMessage().endsWith("expected one of recall, ndcg, precision, map, hitRate"), e.getMessage());
    }
}
