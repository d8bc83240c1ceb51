package org.drepmrec.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {

    @Test
    void readsGraphsEpochsAndEvaluations() {
        Reference.Figures figures = Reference.parse(List.of(
                "a warning",
                "graphs 23.5",
                "0 8.40s eval 1.90s [ 3.2  0.6] 0.0059 {'R@10': 0.0037}",
                "1 8.10s eval 1.80s [ 3.1  0.6] 0.0061 {'R@10': 0.0038}",
                "BEST 1 0.0061"));
        assertEquals(23.5, figures.graphs());
        assertArrayEquals(new double[] {8.40, 8.10}, figures.epochs());
        assertArrayEquals(new double[] {1.90, 1.80}, figures.evaluations());
    }

    @Test
    void aReferenceIsToldOfAGpuOnly() {
        assertEquals("cuda:1", Reference.torchDevice("gpu:1").orElseThrow());
        assertTrue(Reference.torchDevice("cpu").isEmpty());
        assertTrue(Reference.torchDevice("cpu:as-gpu").isEmpty());
    }

    @Test
    void saysWhatAProgramPrintedThatIsNoReference() {
        List<String> output = List.of("hello");
        String message = assertThrows(IllegalArgumentException.class, () -> Reference.parse(output))
                .getMessage();
        assertTrue(message.contains("hello") && message.contains("expected one per epoch"), message);
    }
}
