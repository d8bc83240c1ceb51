package org.drepmrec.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class BenchReportTest {

    private static final Row STEP = Row.of("one step", "PyTorch", "ms", 300, 100, 200)
            .gflop(8)
            .reference(OptionalDouble.of(1400))
            .goal("6 times");

    @Test
    void aRowGivesMedianRatioAndSpeed() {
        assertEquals(200, STEP.median());
        assertEquals(100, STEP.least());
        assertEquals(7, STEP.timesFaster().orElseThrow());
        assertEquals(40, STEP.gflops().orElseThrow());
    }

    @Test
    void theTableSetsSpeedAgainstTheProductOfTheSameEngine() {
        BenchReport report = new BenchReport(Map.of(), "a shop", Map.of("product PyTorch", 160.0), List.of(STEP));
        Table table = report.table();
        assertEquals("25 %", table.stringColumn("of limit").get(0));
        assertEquals("200 ms", table.stringColumn("median").get(0));
        assertEquals("7.00", table.stringColumn("times faster").get(0));
    }

    @Test
    void theRooflineIsTheSlowerOfArithmeticAndMemory() {
        Map<String, Double> limits = Map.of("product PyTorch", 160.0, "memory PyTorch GB/s", 10.0);
        Table arithmetic = new BenchReport(Map.of(), "a shop", limits, List.of(STEP.gbytes(0.1))).table();
        assertEquals("50.0 ms", arithmetic.stringColumn("roofline").get(0));
        assertEquals("25 %", arithmetic.stringColumn("of roofline").get(0));
        Table memory = new BenchReport(Map.of(), "a shop", limits, List.of(STEP.gbytes(1))).table();
        assertEquals("100 ms", memory.stringColumn("roofline").get(0));
        assertEquals("50 %", memory.stringColumn("of roofline").get(0));
        assertTrue(Roofline.seconds(STEP, limits).isEmpty());
    }

    @Test
    void anUnknownPartIsRefusedWithTheKnownOnes() {
        String message = assertThrows(IllegalArgumentException.class, () -> Part.of("steps"))
                .getMessage();
        assertTrue(
                message.contains("step, graphs, eval, lightgcn, memory, start, family, scale, growth, serve"), message);
    }
}
