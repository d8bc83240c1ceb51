package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Stored runs and published numbers stand on these values. */
class RandomStreamsTest {

    @Test
    void aSeedAndANameGiveTheNumbersTheyAlwaysGave() {
        assertEquals(175795491041404997L, RandomStreams.of(999, "W.visual").nextLong());
        assertEquals(-2267196846340589388L, RandomStreams.of(999, "batches", 12).nextLong());
    }

    @Test
    void aNameAloneIsThatOfEpochZero() {
        assertEquals(
                RandomStreams.of(7, "x", 0).nextLong(), RandomStreams.of(7, "x").nextLong());
    }
}
