package org.drepmrec.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopKTest {

    @Test
    void keepsTheBestInOrderAndTheFirstAmongEquals() {
        Random random = new Random(1);
        for (int k = 1; k < 40; k += 3) {
            int[] value = random.ints(200, 0, 30).toArray();
            TopK best = new TopK(k);
            for (int id = 0; id < value.length; id++) {
                best.offer(id, value[id]);
            }
            int[] expected = IntStream.range(0, value.length)
                    .boxed()
                    .sorted(Comparator.comparingInt((Integer id) -> -value[id]).thenComparing(id -> id))
                    .limit(k)
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertArrayEquals(expected, best.ids());
            assertEquals(value[expected[k - 1]], best.threshold());
        }
    }

    @Test
    void takesAnythingWhileThereIsRoom() {
        TopK best = new TopK(3);
        best.offer(8, Float.NEGATIVE_INFINITY);
        best.offer(4, -1);
        assertEquals(Float.NEGATIVE_INFINITY, best.threshold());
        assertArrayEquals(new int[] {4, 8}, best.ids());
        int[] ids = new int[4];
        float[] values = new float[4];
        best.copyTo(ids, values, 1);
        assertArrayEquals(new int[] {0, 4, 8, 0}, ids);
        assertArrayEquals(new float[] {0, -1, Float.NEGATIVE_INFINITY, 0}, values);
        best.clear();
        assertEquals(0, best.size());
    }

    @Test
    void selectingNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TopK(0));
    }
}
