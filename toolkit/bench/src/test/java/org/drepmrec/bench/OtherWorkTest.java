package org.drepmrec.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OtherWorkTest {

    private static OtherWork at(String processors, String own) {
        return OtherWork.of(
                "cpu  " + processors + "\ncpu0 1 1 1 1 1 1 1 1\n",
                "17 (a name) b) S 1 2 3 4 5 6 7 8 9 10 " + own + " 20 0");
    }

    @Test
    void othersAreWhatIsBusyLessThisProcessAndItsChildren() {
        OtherWork begin = at("100 0 50 1000 7 0 0 0 9 9", "10 5 20 1");
        OtherWork end = at("200 20 80 1100 7 0 0 50 9 9", "60 15 60 11");
        // 300 ticks of 2 cores: 200 busy (100 user, 20 nice, 30 system, 50 stolen), of which 110 are its own.
        assertEquals(2 * 90 / 300.0, begin.cores(end, 2), 1e-12);
        assertEquals(0, begin.cores(begin, 2));
    }

    @Test
    void aMachineThatIsNotQuietIsNamed() {
        assertEquals("0.10 of 2 cores", OtherWork.words(0.1, 2));
        assertTrue(OtherWork.words(0.6, 2).startsWith("0.60 of 2 cores; the machine was not quiet"));
    }

    @Test
    void linuxTells() {
        assertFalse(OtherWork.begin().map(OtherWork::words).orElse("2 cores").isEmpty());
    }
}
