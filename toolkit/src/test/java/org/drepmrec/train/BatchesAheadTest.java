package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.drepmrec.model.Batch;
import org.junit.jupiter.api.Test;

class BatchesAheadTest {

    private static Batch batch(int user) {
        return new Batch(new int[] {user}, new int[] {0}, new int[0], 1);
    }

    @Test
    void batchesComeInOrderAndPrepared() {
        List<Batch> prepared = new ArrayList<>();
        List<Batch> all =
                IntStream.range(0, 5).mapToObj(BatchesAheadTest::batch).toList();
        List<Batch> seen = new ArrayList<>();
        try (BatchesAhead ahead = new BatchesAhead(prepared::add, true)) {
            for (int epoch = 0; epoch < 2; epoch++) {
                ahead.of(all.iterator()).forEachRemaining(seen::add);
            }
        }
        assertEquals(10, seen.size());
        assertEquals(seen, prepared);
        assertEquals(all, seen.subList(5, 10));
    }

    @Test
    void onFewCoresEachIsMadeWhenItIsAskedFor() {
        List<Batch> all =
                IntStream.range(0, 3).mapToObj(BatchesAheadTest::batch).toList();
        try (BatchesAhead ahead = new BatchesAhead(b -> assertFalse(true, "left to the step"), false)) {
            Iterator<Batch> source = all.iterator();
            Iterator<Batch> batches = ahead.of(source);
            for (Batch expected : all) {
                assertEquals(expected, batches.next());
            }
            assertFalse(source.hasNext());
            assertFalse(batches.hasNext());
        }
    }

    @Test
    void whatMakingABatchThrowsArrivesAtItsStep() {
        try (BatchesAhead ahead = new BatchesAhead(
                b -> {
                    if (b.users()[0] == 2) {
                        throw new IllegalStateException("broken");
                    }
                },
                true)) {
            Iterator<Batch> batches = ahead.of(
                    IntStream.range(0, 4).mapToObj(BatchesAheadTest::batch).iterator());
            assertEquals(0, batches.next().users()[0]);
            assertEquals(1, batches.next().users()[0]);
            assertEquals(
                    "broken",
                    rootOf(assertThrows(IllegalStateException.class, batches::next))
                            .getMessage());
        }
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }

    /** The thread that waits keeps its flag, and closing ends the work that nobody waits for any more. */
    @Test
    void anInterruptEndsTheWaitAndTheWork() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        boolean[] ended = new boolean[1];
        try (BatchesAhead ahead = new BatchesAhead(
                b -> {
                    if (b.users()[0] == 1) {
                        begun.countDown();
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            ended[0] = true;
                        }
                    }
                },
                true)) {
            Iterator<Batch> batches = ahead.of(
                    IntStream.range(0, 3).mapToObj(BatchesAheadTest::batch).iterator());
            batches.next();
            begun.await(); // work that has not begun is dropped without a word
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, batches::next);
            assertTrue(Thread.interrupted());
        }
        assertTrue(ended[0]);
        assertFalse(Thread.interrupted());
    }
}
