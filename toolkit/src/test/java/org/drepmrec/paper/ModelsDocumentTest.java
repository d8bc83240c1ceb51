package org.drepmrec.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.drepmrec.engine.Backend;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Models;
import org.drepmrec.run.DataOutline;
import org.junit.jupiter.api.Test;

class ModelsDocumentTest {

    @Test
    void theShippedPageSaysWhatTheRegistryAndTheRecordsSay() throws IOException {
        Results toys = Results.read(Path.of("../data/results/toys"));
        List<ModelType> types = ModelsDocument.published();
        try (Backend backend = Backend.open("PyTorch", "cpu")) {
            assertEquals(
                    ModelsDocument.of(toys, types, ModelSizes.of(toys.data(), types, backend)),
                    Files.readString(Path.of("MODELS.md")),
                    "run: results models toys --records data/results --out toolkit/MODELS.md");
        }
    }

    @Test
    void theModelsOfTable2AreThere() {
        List<String> names =
                ModelsDocument.published().stream().map(ModelType::name).toList();
        assertTrue(names.containsAll(Models.all()), names.toString());
        assertEquals(List.of("BPR", "VBPR"), names.subList(0, 2));
    }

    @Test
    void parametersAreThoseOfTheEquations() {
        DataOutline outline =
                new DataOutline("some", "", 30, 20, 40, 0, 0, Map.of("visual", 7, "textual", 5), Map.of(), Map.of());
        try (Backend backend = Backend.open("PyTorch", "cpu")) {
            Map<String, Long> sizes = ModelSizes.of(
                    outline, List.of(Models.type("LightGCN"), Models.type("FREEDOM"), Models.type("BPR")), backend);
            assertEquals(Map.of("LightGCN", 50 * 64L, "FREEDOM", (50 + 7 + 5) * 64L, "BPR", 50 * 64L), sizes);
        }
    }

    @Test
    void aRowHasWhatIsRecorded() {
        Invented runs =
                new Invented().add("LightGCN", 0.1, 0.3).add("MGCN", 0.4).add("Popularity", 0.5);
        List<ModelType> types = List.of(Models.type("LightGCN"), Models.type("MGCN"), Models.type("BM3"));
        String page = ModelsDocument.of(runs.results(), types, Map.of("LightGCN", 1_234_567L, "MGCN", 2L, "BM3", 3L));
        assertTrue(page.contains("| LightGCN | SIGIR 2020 | vectors are averaged"), page);
        assertTrue(page.contains("for 40 users, 30 items and features of width 5 and 5."), page);
        assertTrue(page.matches("(?s).*\\| LightGCN \\| 1,234,567 \\| [0-9.]* \\|  \\| 0.2000 \\| 3 \\|\n.*"), page);
        assertTrue(page.matches("(?s).*\\| MGCN \\| 2 \\| [0-9.]* \\|  \\| 0.4000 \\| 2 \\|\n.*"), page);
        assertTrue(page.endsWith("| BM3 | 3 |  |  |  |  |\n"), page);
    }
}
