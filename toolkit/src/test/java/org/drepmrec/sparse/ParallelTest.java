package org.drepmrec.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ParallelTest {

    private static void assertEachOnce(int n, int grain) {
        AtomicIntegerArray seen = new AtomicIntegerArray(n);
        Parallel.forRanges(n, grain, (from, to) -> {
            assertTrue(to - from <= Math.max(1, grain));
            for (int k = from; k < to; k++) {
                seen.incrementAndGet(k);
            }
        });
        int[] once = new int[n];
        Arrays.fill(once, 1);
        int[] all = new int[n];
        Arrays.setAll(all, seen::get);
        assertArrayEquals(once, all);
    }

    @Test
    void eachRowIsVisitedOnce() {
        for (int n : new int[] {0, 1, 7, 64, 1000}) {
            for (int grain : new int[] {0, 1, 3, 64, 5000}) {
                assertEachOnce(n, grain);
            }
        }
    }

    @Test
    void loopsWithinLoopsAndWithinOtherPoolsEnd() {
        Parallel.forRanges(8, 1, (from, to) -> assertEachOnce(100, 3));
        for (int threads : new int[] {1, 3}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            pool.submit(() -> Parallel.forRanges(8, 1, (from, to) -> assertEachOnce(100, 3)))
                    .join();
            pool.shutdown();
        }
    }

    @Test
    void whatTheBodyThrowsArrives() {
        assertEquals(
                "three",
                assertThrows(
                                IllegalStateException.class,
                                () -> Parallel.forRanges(100, 1, (from, to) -> {
                                    if (from == 3) {
                                        throw new IllegalStateException("three");
                                    }
                                }))
                        .getMessage());
    }

    @Test
    void anInterruptIsKeptAndTheLoopIsDone() {
        Thread.currentThread().interrupt();
        assertEachOnce(100, 1);
        assertTrue(Thread.interrupted());
    }

    /** A helper waits in the queue while the pool's other thread is busy and this one goes on. */
    @Test
    void aHelperThatComesTooLateKeepsNothingOfTheLoop() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(2);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        ForkJoinTask<?> other = pool.submit(() -> {
            busy.countDown();
            over.await();
            return null;
        });
        busy.await();
        boolean kept = pool.submit(() -> {
                    WeakReference<int[]> array = loopOverAnArray();
                    assertEquals(1, pool.getQueuedTaskCount());
                    return isKept(array);
                })
                .get();
        over.countDown();
        other.get();
        pool.shutdown();
        assertTrue(pool.awaitTermination(10, TimeUnit.SECONDS));
        assertFalse(kept);
    }

    private static WeakReference<int[]> loopOverAnArray() {
        int[] array = new int[2];
        Parallel.forRanges(2, 1, (from, to) -> array[from]++);
        assertArrayEquals(new int[] {1, 1}, array);
        return new WeakReference<>(array);
    }

    private static boolean isKept(WeakReference<int[]> array) throws InterruptedException {
        for (int tries = 0; tries < 20 && array.get() != null; tries++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return array.get() != null;
    }
}
