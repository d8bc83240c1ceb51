package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.model.Models;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GridsTest {

    static List<String> models() {
        return Stream.concat(
                        Models.names().stream()
                                .filter(n -> !List.of("Random", "Popularity").contains(n)),
                        Stream.of("VBPR + BMA", "BM3 + BMA", "MGCN + BMA"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("models")
    void itsModelAcceptsEveryKeyAndValue(String model) {
        Grid grid = Grids.of(model);
        MultimodalDataset data = model.equals("VECF") ? Tiny.withRegions(Shop.DATA) : Shop.DATA;
        grid.values()
                .forEach((key, values) -> values.forEach(value -> {
                    Setup setup = Setup.of(data, model, Map.of(key, value));
                    String resolved = setup.areas().values().stream()
                            .filter(o -> o.knows(key))
                            .map(o -> o.asMap().get(key))
                            .findFirst()
                            .orElseThrow();
                    if (resolved.matches("[-0-9.eE]+")) {
                        assertEquals(Double.parseDouble(value), Double.parseDouble(resolved), key);
                    } else {
                        assertEquals(value, resolved, key);
                    }
                }));
        assertTrue(grid.size() > 1);
    }

    @Test
    void theSizesAreThoseOfTheConfigurationFiles() {
        assertEquals(7, Grids.of("BPR").size());
        assertEquals(4 * 5, Grids.of("LightGCN").size());
        assertEquals(7, Grids.of("vbpr").size());
        assertEquals(5, Grids.of("MMGCN").size());
        assertEquals(5 * 5, Grids.of("DualGNN").size());
        assertEquals(2 * 2 * 2, Grids.of("BM3").size());
        assertEquals(2 * 4, Grids.of("FREEDOM").size());
        assertEquals(3, Grids.of("MGCN").size());
        assertEquals(2 * 4 * 2 * 2, Grids.of("SMORE").size());
        assertEquals(2 * 3, Grids.of("MENTOR-authors").size());
        assertEquals(4 * 4 * 4, Grids.of("COHESION").size());
        assertEquals(7 * 5 * 5, Grids.of("AlignRec").size());
        assertEquals(4 * 4, Grids.of("LATTICE").size());
        assertEquals(5 * 5, Grids.of("GRCN").size());
        assertEquals(4 * 4 * 5, Grids.of("SLMRec").size());
        assertEquals(5 * 5, Grids.of("DRAGON").size());
        assertEquals(Grids.of("MICRO").values(), Grids.of("MICRO-authors").values());
        assertEquals(5 * 5 * 5, Grids.of("DRepMRec").size());
        assertEquals(Grids.of("BM3").values(), Grids.of("BM3-MMRec").values());
        assertEquals(5 * 5, Grids.of("VBPR + BMA").size());
        assertEquals(5 * 4, Grids.of("ItemKNN").size());
        assertEquals(5, Grids.of("ContentKNN").size());
        assertEquals(7, Grids.of("EASE").size());
        assertEquals(5, Grids.of("MGCN + BMA").size(), "only intra-alignment there");
        assertEquals(5, Grids.of("SMORE + BMA").size(), "and there");
    }

    @Test
    void aModelWithoutOptionsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Grids.of("Popularity"));
    }
}
