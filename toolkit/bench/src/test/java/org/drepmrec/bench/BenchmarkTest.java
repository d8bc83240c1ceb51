package org.drepmrec.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class BenchmarkTest {

    @Test
    void onAGpuItMeasuresWhatAStepDecidesByPyTorch() {
        assertEquals(Set.of(Part.STEP, Part.LIGHTGCN), Part.usual(true));
        assertTrue(Part.usual(false).containsAll(Set.of(Part.STEP, Part.GRAPHS, Part.EVAL, Part.MEMORY)));
        assertTrue(EnumSet.of(Part.FAMILY, Part.SCALE, Part.GROWTH, Part.SERVE).stream()
                .noneMatch(Part.usual(false)::contains));
        assertEquals(List.of("PyTorch"), Benchmark.usualEngines("gpu:1"));
        assertEquals(List.of("PyTorch", "MXNet"), Benchmark.usualEngines("cpu:as-gpu"));
    }

    @Test
    void whereStepsStayOnADeviceAWorkHasItsShareOfTheRoofline() {
        BenchReport report = Benchmark.builder()
                .size(new ShopSize("small", 300, 200, 2500, 310, 16, 8))
                .only(Set.of(Part.LIGHTGCN))
                .engine("PyTorch")
                .device("cpu:as-gpu")
                .rounds(1)
                .build()
                .run();
        Table table = report.table();
        assertEquals("cpu:as-gpu", report.machine().get("device"));
        assertEquals(List.of("LightGCN epoch"), table.stringColumn("work").asList());
        assertTrue(table.stringColumn("of roofline").get(0).matches("\\d+ %"), table::print);
        assertTrue(table.stringColumn("goal").get(0).startsWith("50 % of roofline"), table::print);
    }
}
