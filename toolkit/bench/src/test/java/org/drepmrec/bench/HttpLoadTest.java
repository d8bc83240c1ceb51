package org.drepmrec.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HttpLoadTest {

    private static final String HEAD =
            "response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset\n";

    @Test
    void secondsOfRequestsAreReadAndAnErrorEndsTheMeasurement() {
        List<Double> ms = new ArrayList<>();
        HttpLoad.add(ms, HEAD + "0.0021,0.0,0.0,0.0,0.002,0.0,200,0.01\n0.0500,0.0,0.0,0.0,0.002,0.0,200,0.02\n");
        assertEquals(List.of(2.1, 50.0), ms);
        assertThrows(
                IllegalStateException.class, () -> HttpLoad.add(ms, HEAD + "0.0021,0.0,0.0,0.0,0.002,0.0,503,0.01\n"));
    }

    @Test
    void aPercentileIsAValueThatSoManyDoNotExceed() {
        double[] values = IntStream.rangeClosed(1, 200).mapToDouble(v -> v).toArray();
        assertEquals(198, HttpLoad.percentile(values, 99));
        assertEquals(200, HttpLoad.percentile(values, 100));
    }
}
