package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class RanksTest {

    private static double[] users(double mean, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, 400)
                .mapToDouble(u -> mean + 0.3 * random.nextGaussian())
                .toArray();
    }

    @Test
    void modelsThatAreFarApartKeepTheirPlacesAndLikeOnesShareThem() {
        Map<String, double[]> models = new LinkedHashMap<>();
        models.put("worst", users(0.1, 1));
        models.put("a", users(0.5, 2));
        models.put("b", users(0.5, 3));
        models.put("best", users(0.9, 4));
        Table ranks = Ranks.of(models, "Recall@20");
        assertEquals("best", ranks.getString(0, "model"));
        assertEquals("worst", ranks.getString(3, "model"));
        assertEquals(List.of(1, 2, 3, 4), ranks.intColumn("rank").asList());
        assertEquals(List.of(1, 2, 2, 4), ranks.intColumn("95% best").asList());
        assertEquals(List.of(1, 3, 3, 4), ranks.intColumn("95% worst").asList());
        assertEquals(ranks.toString(), Ranks.of(models, "Recall@20").toString());
    }

    @Test
    void equalModelsShareTheBestOfTheirPlaces() {
        double[] same = users(0.5, 1);
        Map<String, double[]> models = new LinkedHashMap<>();
        models.put("a", same);
        models.put("b", same);
        Table ranks = Ranks.of(models, "Recall@20");
        assertEquals(List.of(1, 1), ranks.intColumn("rank").asList());
        assertEquals(List.of(1, 1), ranks.intColumn("95% worst").asList());
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Ranks.of(Map.of("a", same, "b", new double[3]), "Recall@20"))
                .getMessage();
        assertTrue(message.contains("as many users of each"), message);
    }
}
