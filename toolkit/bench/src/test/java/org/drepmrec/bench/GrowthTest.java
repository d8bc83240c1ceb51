package org.drepmrec.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.io.NpyMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthTest {

    @TempDir
    Path folder;

    /** 10,000 rows are three blocks of the writer; the numbers are those of the generator, to the 11 bits of a float16. */
    @Test
    void aFileOfHalvesHoldsTheGeneratedRows() throws IOException {
        GeneratedRows rows = GeneratedRows.textual(6, 3, 5);
        Path file = folder.resolve("text_feat.npy");
        HalfFile.write(file, rows, 10_000);
        NpyMap map = NpyMap.above(0, file).orElseThrow();
        assertEquals("NpyMap[10000 x 6]", map.toString());
        for (int i : new int[] {0, 4095, 4096, 9999}) {
            float[] expected = new float[6];
            float[] found = new float[6];
            rows.write(i, expected, 0);
            map.copy(i, found, 0);
            assertArrayEquals(expected, found, 0x1p-12f, "row " + i);
        }
    }

    /** Against IEEE 754: 1/3, the largest below 1, the least normal, subnormal ones, ties to even, a carry. */
    @Test
    void aHalfIsTheNearest() {
        float[] x = {1f / 3, 0.9995117f, 0x1p-14f, 0x1p-24f, 0x1.8p-24f, 0x1.002p0f, 0x1.006p0f, 0x1.ffep-1f, -0.5f, 0f
        };
        int[] bits = {0x3555, 0x3BFF, 0x0400, 0x0001, 0x0002, 0x3C00, 0x3C02, 0x3C00, 0xB800, 0};
        for (int k = 0; k < x.length; k++) {
            assertEquals((short) bits[k], HalfFile.half(x[k]), "half of " + x[k]);
        }
    }

    @Test
    void aUserHasTenItems() {
        SpreadRows rows = new SpreadRows(50);
        int[] items = IntStream.range(0, 10).map(k -> rows.item(7, k)).toArray();
        assertEquals(10, IntStream.of(items).distinct().count());
        assertTrue(IntStream.of(items).allMatch(i -> i >= 0 && i < 50));
        assertArrayEquals(
                items, IntStream.range(0, 10).map(k -> rows.item(7, k)).toArray());
    }

    @Test
    void neighborsOfMappedItemsAreSearchedInAProcessOfTheirOwn() {
        Map<String, double[]> found = Child.run(GrowthRun.class, "256m", "items", "500");
        assertEquals(
                List.of("seconds", "processor", "recall", "probes", "lists", "peak", "file"),
                List.copyOf(found.keySet()));
        assertTrue(found.get("recall")[0] >= 0.95, "" + found.get("recall")[0]);
        assertTrue(found.get("probes")[0] <= found.get("lists")[0]);
    }

    @Test
    void anEvaluationIsSetAgainstAProduct() {
        Map<String, double[]> found = Child.run(GrowthRun.class, "256m", "evaluation", "400", "2");
        assertEquals(1000, found.get("users")[0]);
        assertEquals(2, found.get("seconds").length);
        assertEquals(2, found.get("product").length);
    }

    /** Eleven processes. */
    @Test
    @Tag("slow")
    void theLeastRunHasARowForEachFigure() {
        List<String> works = new ArrayList<>();
        List<Row> exponents = new ArrayList<>();
        new Growth(Growth.LEAST, "cpu", 1, row -> {
                    works.add(row.work());
                    if (row.work().equals("  growth exponent")) {
                        exponents.add(row);
                    }
                })
                .measure("PyTorch");
        assertEquals("reading 40000 rows", works.get(0));
        assertTrue(
                works.containsAll(List.of(
                        "evaluation of 4000 of 4000 users, 1600 items",
                        "step, 4000 users, 1600 items, LightGCN",
                        "step, 4000 users, 1600 items, DRepMRec",
                        "neighbors of 500 users",
                        "neighbors of 1000 users",
                        "  of 4000 users by that exponent, processor time",
                        "neighbors of 500 items",
                        "neighbors of 8000 items")),
                works::toString);
        assertEquals(5, exponents.size());
        assertTrue(exponents.stream().allMatch(row -> Double.isFinite(row.median())));
    }

    @Test
    void anUnknownWorkIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> GrowthRun.main(new String[] {"item", "500"}))
                .getMessage();
        assertEquals("work: found item, expected items, users, reading, training or evaluation", message);
    }
}
