package org.drepmrec.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.drepmrec.io.Sha256;
import org.junit.jupiter.api.Test;

class FeaturesTest {

    private static final float[] VALUES = {3, 4, 0, 0, 0, 2};

    @Test
    void regionsStayWithOtherRows() {
        Features two = new Features(1, 6, 2, VALUES);
        assertEquals(2, two.with(2, new float[12]).regions());
        assertEquals(2, two.normalizedRows().regions());
        assertEquals(1, new Features(1, 6, VALUES).regions());
    }

    @Test
    void aRowHasAsManyNumbersInEachRegion() {
        assertEquals(
                "features: found 4 regions in rows of 6 numbers, expected at least 1, and as many numbers in each",
                assertThrows(IllegalArgumentException.class, () -> new Features(1, 6, 4, VALUES))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Features(1, 6, 0, VALUES));
    }

    /** The same numbers cut otherwise are other features; without regions the hash is what it was before there were any. */
    @Test
    void regionsAreInTheHash() {
        String plain = new Features(1, 6, VALUES).addTo(new Sha256()).hex();
        assertEquals(new Sha256().add(1).add(6).add(VALUES).hex(), plain);
        String two = new Features(1, 6, 2, VALUES).addTo(new Sha256()).hex();
        String three = new Features(1, 6, 3, VALUES).addTo(new Sha256()).hex();
        assertNotEquals(plain, two);
        assertNotEquals(two, three);
    }
}
