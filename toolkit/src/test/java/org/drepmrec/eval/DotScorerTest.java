package org.drepmrec.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotScorerTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 7", "4, 512", "64, 513", "6, 1500"})
    void scoresAreDotProducts(int d, int items) {
        int users = 9;
        float[] user = random(users * d, 1);
        float[] item = random(items * d, 2);
        DotScorer scorer = new DotScorer(d, user, item);
        assertEquals(users, scorer.users());
        assertEquals(items, scorer.items());
        int[] asked = {8, 0, 3, 3, 5};
        float[] out = new float[5 * items];
        Arrays.fill(out, Float.NaN);
        scorer.score(asked, 4, out);
        for (int row = 0; row < 4; row++) {
            for (int i = 0; i < items; i++) {
                double exact = 0;
                for (int k = 0; k < d; k++) {
                    exact += (double) user[asked[row] * d + k] * item[i * d + k];
                }
                assertEquals(exact, out[row * items + i], 1e-6 * d);
            }
        }
        assertTrue(Float.isNaN(out[4 * items]), "rows beyond the count stay as they are");
    }

    @Test
    void aUserScoresTheSameAloneAndInABlock() {
        DotScorer scorer = new DotScorer(5, random(3 * 5, 3), random(700 * 5, 4));
        float[] block = new float[3 * 700];
        scorer.score(new int[] {0, 1, 2}, 3, block);
        float[] alone = new float[700];
        scorer.score(new int[] {1}, 1, alone);
        assertArrayEquals(Arrays.copyOfRange(block, 700, 1400), alone);
    }

    @Test
    void brokenRowsAreRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> new DotScorer(4, new float[8], new float[9]));
        assertEquals(
                "embeddings: found 8 numbers of users and 9 of items, expected whole rows of d = 4", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new DotScorer(0, new float[8], new float[8]));
    }

    private static float[] random(int n, long seed) {
        Random random = new Random(seed);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextFloat() - .5f;
        }
        return x;
    }
}
