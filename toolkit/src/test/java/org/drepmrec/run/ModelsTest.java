package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Tiny;
import org.drepmrec.train.TrainedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelsTest {

    private static final MultimodalDataset SHOP = Tiny.shop(10, 16, 5, Modality.VISUAL, Modality.TEXTUAL);

    static List<String> names() {
        return Models.names();
    }

    @Test
    void allAreTheNineOfTable2() {
        assertEquals(
                List.of("BPR", "LightGCN", "VBPR", "MMGCN", "DualGNN", "BM3", "FREEDOM", "MGCN", "DRepMRec"),
                Models.all());
        assertTrue(Models.names().containsAll(Models.all()));
        assertEquals(21, Models.names().size());
    }

    /** Two epochs, so that work before an epoch is done twice. */
    @ParameterizedTest
    @MethodSource("names")
    void eachTrainsFromNamesAndSettings(String name) {
        Setup setup = Setup.of(
                SHOP,
                name,
                Map.of("embeddingSize", "4", "knn.item", "3", "knn.user", "3", "epochs", "2", "batchSize", "16"));
        TrainedModel trained = setup.trainer().engine("PyTorch").quiet().build().fit();
        assertEquals("4", setup.model().options().asMap().get("embeddingSize"));
        assertEquals(2, trained.history().rowCount());
    }

    /** MMRec lowers the rate for MGCN alone; DRepMRec stands on MGCN. */
    @Test
    void theRateIsConstantExceptForMgcnAndItsHeirs() {
        for (String name : Models.names()) {
            Setup setup = Setup.of(SHOP, name, Map.of("knn.item", "3", "knn.user", "3"));
            boolean falls = name.startsWith("MGCN") || name.startsWith("DR");
            assertEquals(
                    falls ? "0.96" : "1.0",
                    setup.areas().get("training").asMap().get("lr.decay"),
                    name);
        }
        Map<String, String> own = Map.of("knn.item", "3", "knn.user", "3", "lr.decay", "0.5");
        assertEquals(
                "0.5",
                Setup.of(SHOP, "BPR", own).areas().get("training").asMap().get("lr.decay"));
    }

    @Test
    void tablesCanTellAllApart() {
        Graphs graphs = Graphs.builder(SHOP).neighbors(3).build();
        Set<String> shown = new HashSet<>();
        for (String name : Models.names()) {
            try (Recommender model = Models.builder(name, graphs).build()) {
                assertTrue(shown.add(model.name()), model.name());
                assertEquals(name.replace("-MMRec", " (MMRec)"), model.name());
            }
        }
    }

    @Test
    void mgcnGetsIntraAlignmentOnly() {
        Graphs graphs = Graphs.builder(SHOP).neighbors(3).build();
        assertEquals("beta=0.0", Models.builder("mgcn+bma", graphs).options().changes());
    }

    @Test
    void anUnknownNameListsTheKnownOnes() {
        String message = assertThrows(IllegalArgumentException.class, () -> Models.spelled("MGCN2"))
                .getMessage();
        assertTrue(message.startsWith("model: found \"MGCN2\", expected one of DRepMRec, DREAM, BPR, "), message);
        assertTrue(message.endsWith("VBPR + BMA, BM3 + BMA, MGCN + BMA"), message);
        assertEquals("VBPR + BMA", Models.spelled("vbpr+bma"));
    }
}
