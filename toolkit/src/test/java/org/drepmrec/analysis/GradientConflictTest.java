package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GradientConflictTest {

    private static final float[] FIRST = {3, 4, 1, 0, 0, 0, 2, 0};
    private static final float[] SECOND = {4, 3, -1, 1, 5, 5, 0, 0};

    @Test
    void anglesAreThoseOfTheRowsThatBothGradientsReach() {
        GradientConflict conflict =
                GradientConflict.builder().add(FIRST, SECOND, 2, 0, 1, 2, 3).build();
        assertEquals(2, conflict.rows());
        assertEquals((24 / 25.0 - 1 / Math.sqrt(2)) / 2, conflict.meanCosine(), 1e-12);
        assertEquals(1 / 2.0, conflict.belowZero(), 0);
        assertEquals(1 / 4.0, conflict.unreached(), 0);
    }

    @Test
    void batchesAddUp() {
        GradientConflict conflict = GradientConflict.builder()
                .add(FIRST, SECOND, 2, 0)
                .add(SECOND, FIRST, 2, 1, 2)
                .build();
        assertEquals((24 / 25.0 - 1 / Math.sqrt(2)) / 2, conflict.meanCosine(), 1e-12);
        assertEquals(1 / 3.0, conflict.unreached(), 0);
    }

    @Test
    void aSecondGradientOfZeroHasNoAngle() {
        GradientConflict conflict =
                GradientConflict.builder().add(FIRST, new float[8], 2, 0, 1).build();
        assertEquals(0, conflict.rows());
        assertTrue(Double.isNaN(conflict.meanCosine()));
        assertTrue(Double.isNaN(conflict.belowZero()));
        assertEquals(1, conflict.unreached(), 0);
    }
}
