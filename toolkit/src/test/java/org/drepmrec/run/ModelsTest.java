package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.model.related.RelatedModels;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.TrainedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelsTest {

    private static final MultimodalDataset SHOP = Tiny.shop(10, 16, 5, Modality.VISUAL, Modality.TEXTUAL);

    private static boolean trains(String name) {
        return Models.type(name).closedForm().isEmpty();
    }

    static List<String> names() {
        return Stream.concat(
                        Models.names().stream().filter(ModelsTest::trains),
                        Stream.of("VBPR + BMA", "BM3 + BMA", "MGCN + BMA", "VBPR-MMRec + BMA", "SLMRec + BMA"))
                .toList();
    }

    @Test
    void allAreTheNineOfTable2() {
        assertEquals(
                List.of("BPR", "LightGCN", "VBPR", "MMGCN", "DualGNN", "BM3", "FREEDOM", "MGCN", "DRepMRec"),
                Models.all());
        assertTrue(Models.names().containsAll(Models.all()));
        assertEquals(
                List.of("Random", "Popularity", "ItemKNN", "ContentKNN", "EASE"),
                Models.names().stream().filter(n -> !trains(n)).toList());
        assertEquals(
                18 + 16 + 8 + 5,
                Models.names().size(),
                "two proposed, eight baselines in two forms, ten related ones, six of them in two forms, four recent ones in"
                        + " two forms; five with nothing to train");
    }

    /** Two epochs, so that work before an epoch is done twice. */
    private static MultimodalDataset shop(String model) {
        return Models.type(model).readsRegions() ? Tiny.withRegions(SHOP) : SHOP;
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachTrainsFromNamesAndSettings(String name) {
        Setup setup = Setup.of(
                shop(name),
                name,
                Map.of("embeddingSize", "4", "knn.item", "3", "knn.user", "3", "epochs", "2", "batchSize", "16"));
        TrainedModel trained = setup.trainer().engine("PyTorch").quiet().build().fit();
        assertEquals("4", setup.model().options().asMap().get("embeddingSize"));
        assertEquals(2, trained.history().rowCount());
    }

    /** MMRec lowers the rate for MGCN and LATTICE; DRepMRec, SMORE and AlignRec stand on MGCN, MICRO on LATTICE. */
    @Test
    void theRateIsConstantExceptForMgcnAndLatticeAndTheirHeirs() {
        for (String name : names()) {
            Setup setup = Setup.of(shop(name), name, Map.of("knn.item", "3", "knn.user", "3"));
            boolean falls = Stream.of("MGCN", "DRe", "DREAM", "SMORE", "AlignRec", "LATTICE", "MICRO")
                    .anyMatch(name::startsWith);
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

    @ParameterizedTest
    @MethodSource("names")
    void eachHasOneSpelling(String name) {
        Graphs graphs = Graphs.builder(shop(name)).neighbors(3).build();
        assertEquals(name, Models.builder(name, graphs).build().name());
        assertEquals(name, Models.spelled(name.toLowerCase(Locale.ROOT).replace(" ", "")));
    }

    @Test
    void namesThatAJarBringsCannotBeTaken() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Models.register(Models.type("BPR").as("LightGCN")))
                .getMessage();
        assertTrue(
                message.startsWith("model type LightGCN: a jar on the class path brings a model of that name"),
                message);
        Models.unregister(Models.type("LightGCN"));
        assertEquals("LightGCN", Models.spelled("lightgcn"));
    }

    /** The models of Table 2 are what experiments train when nothing is said; related models are asked for by name. */
    @Test
    void relatedModelsJoinNoExperimentUnasked() {
        new RelatedModels().types().forEach(t -> assertFalse(Models.all().contains(t.name()), t.name()));
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
        assertTrue(message.contains(", MGCN-MMRec, "), message);
        assertTrue(message.contains(", or one of them with \" + BMA\" behind it; "), message);
        assertEquals("VBPR + BMA", Models.spelled("vbpr+bma"));
    }
}
