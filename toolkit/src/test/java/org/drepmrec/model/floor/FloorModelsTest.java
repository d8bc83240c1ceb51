package org.drepmrec.model.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Models;
import org.drepmrec.model.Recommender;
import org.drepmrec.testkit.ClosedFormSuite;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The suite of models with nothing to train, and what they refuse. */
class FloorModelsTest {

    private static final MultimodalDataset SHOP = Tiny.shop(20, 16, 5, Modality.VISUAL, Modality.TEXTUAL);

    @TempDir
    private Path place;

    @TestFactory
    Stream<DynamicTest> suite() {
        return new FloorModels()
                .types().stream()
                        .flatMap(type -> ClosedFormSuite.of(type.name(), graphs -> built(type, graphs)).stream());
    }

    private static Recommender built(ModelType type, Graphs graphs) {
        return type.builder(graphs).build();
    }

    private static double recall(String name, MultimodalDataset data) {
        return fit(name, data).metricValues().get("test").get("Recall@10");
    }

    private static TrainedModel fit(String name, MultimodalDataset data) {
        Graphs graphs = Graphs.builder(data).neighbors(3).build();
        return Trainer.builder(Models.builder(name, graphs).build())
                .quiet()
                .build()
                .fit();
    }

    @Test
    void theyHaveNoEmbeddingSizeAndCannotBeAligned() {
        for (ModelType type : new FloorModels().types()) {
            assertTrue(!type.options(SHOP.modalities()).knows("embeddingSize"), type.name());
            String message = assertThrows(IllegalArgumentException.class, () -> Models.type(type.name() + " + BMA"))
                    .getMessage();
            assertTrue(message.startsWith(type.name() + " + BMA: " + type.name() + " has nothing to train"), message);
        }
    }

    @Test
    void theyHaveNoRepresentationsToExport() {
        TrainedModel model = fit("Popularity", SHOP);
        String message = assertThrows(IllegalStateException.class, () -> model.exportEmbeddings(place))
                .getMessage();
        assertTrue(message.startsWith("Popularity computes its scores and has no representations"), message);
        assertEquals("Popularity on tiny: computed, nothing to train", model.toString());
        assertEquals(
                List.of("model", "data", "engine", "stopped"),
                model.summary().stringColumn("what").asList());
        assertEquals(0, model.history().rowCount());
    }

    @Test
    void contentKnnNeedsFeaturesAndWeightsThatSumToOne() {
        Graphs none = Graphs.builder(SHOP.only()).build();
        assertThrows(
                IllegalArgumentException.class,
                () -> ContentKnn.TYPE.builder(none).build());
        Graphs two = Graphs.builder(SHOP).neighbors(3).build();
        assertThrows(IllegalArgumentException.class, () -> ContentKnn.TYPE
                .builder(two)
                .set("modal.weight.visual", "0.9")
                .build());
    }

    @Test
    void anInterruptEndsALongComputation() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> fit("EASE", SHOP));
        assertTrue(Thread.interrupted());
    }

    /** Users and items of one parity like each other, so purchases and features tell more than popularity. */
    @Test
    void neighborsKnowTheTastesThatPopularityDoesNot() {
        MultimodalDataset large = Tiny.shop(60, 40, 5, Modality.VISUAL, Modality.TEXTUAL);
        double popularity = recall("Popularity", large);
        for (String name : List.of("ItemKNN", "ContentKNN", "EASE")) {
            double found = recall(name, large);
            assertTrue(found > popularity, name + " " + found + ", popularity " + popularity);
        }
    }
}
