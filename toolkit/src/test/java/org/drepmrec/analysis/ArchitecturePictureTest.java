package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Backend;
import org.drepmrec.graph.Graphs;
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.baseline.LightGcn;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;

class ArchitecturePictureTest {

    private static final MultimodalDataset DATA = Tiny.shop(30, 24, 1, Modality.VISUAL, Modality.TEXTUAL);
    private static final Graphs GRAPHS = Graphs.builder(DATA).neighbors(4).build();

    private static DRepMRec.Builder model() {
        return DRepMRec.builder(GRAPHS).embeddingSize(8);
    }

    private static SvgParts picture(Recommender model) {
        return SvgParts.of(Architecture.of(model));
    }

    private static void assertSays(SvgParts picture, String... parts) {
        for (String part : parts) {
            assertTrue(picture.says(part), part + " in " + picture.texts());
        }
    }

    @Test
    void theSizesOfTheModelStandInIt() {
        assertSays(
                picture(model().build()),
                "M = 30 users, N = 24 items, 120 training interactions, embedding size d = 8",
                "(M+N) \u00d7 d = 54 \u00d7 8",
                "\u00c2: 54 \u00d7 54, 240 entries",
                "24 \u00d7 5",
                "WV: 5 \u00d7 8",
                "items ST: 24 \u00d7 24",
                "users JV: 30 \u00d7 30",
                "k = 4, 1 layer",
                "0.3 \u0112V",
                "0.7 \u0112T",
                "T = 0.3 cosV + 0.7 cosT",
                "scores: 30 \u00d7 24");
    }

    @Test
    void itChangesWithTheModel() {
        SvgParts changed =
                picture(model().alpha(0.3).beta(0).gamma(2).layers(3, 2).build());
        assertSays(
                changed,
                "Intra: BIA, \u03b1 = 0.3",
                "Inter-Alignment, off (\u03b2 = 0)",
                "Similarity-Supervised Signal, \u03b3 = 2",
                ") / 4,  3 layers",
                "k = 4, 2 layers",
                "eq. 15: L = LBPR (14) + 0.3 LIntra (8 to 10) + 2 LSSS (12) + 0.0001 L2");
        SvgParts dream = picture(DRepMRec.dream(GRAPHS).build());
        assertSays(dream, "DREAM on tiny", "F\u00b2 / B\u00b2");
    }

    @Test
    void whatTheModelLacksIsNotDrawn() {
        SvgParts alone = picture(model().withoutModalLine().build());
        assertFalse(alone.says("modal") || alone.says("Inter") || alone.says("features"), "" + alone.texts());
        assertSays(alone, "EG = \u0112B: 54 \u00d7 8");
        SvgParts plain = picture(model().set("graph.modal.enabled", "false")
                .set("gate.enabled", "false")
                .build());
        assertFalse(plain.says("relation graphs") || plain.says("\u2299"), "" + plain.texts());
        assertEquals(2, plain.count("projection"));
        assertSays(
                picture(model().set("modal.idSource", "separate").build()),
                "ID embeddings EM\u2070",
                "\u2299 EM\u2070");
        assertSays(picture(model().set("modal.idSource", "sharedDetached").build()), "without gradient");
        assertSays(picture(model().set("gate.behaviorInput", "readout").build()), "\u2299 \u0112B");
    }

    /** Against the parameters that the opened model creates. */
    @Test
    void trainedParametersAreCounted() {
        List<Map<String, String>> forms = List.of(
                Map.of(),
                Map.of("modal.enabled", "false"),
                Map.of("modal.idSource", "separate"),
                Map.of("gate.depth", "2", "gate.shareUserItem", "false"),
                Map.of("features.trainable", "true"));
        try (Backend backend = Backend.open("PyTorch", "cpu")) {
            for (Map<String, String> form : forms) {
                Recommender model = model().set(form).build();
                try (var open = model.open(backend, 1)) {
                    long trained = open.parameters().stream()
                            .mapToLong(p -> p.shape().size())
                            .sum();
                    assertSays(picture(model), Architecture.count(trained) + " trained parameters");
                }
            }
        }
    }

    @Test
    void modalitiesWithOneInitialTakeMoreLetters() {
        MultimodalDataset data =
                Tiny.shop(30, 24, 1, Modality.of("tags"), Modality.of("taste"), Modality.of("brand_name"));
        SvgParts picture =
                picture(DRepMRec.builder(Graphs.builder(data).build()).build());
        assertSays(picture, "brand name features EBr", "tags features ET", "taste features ETa");
        Graphs other = Graphs.builder(data)
                .itemNeighbors(5)
                .userNeighbors(20)
                .norm(RelationNorm.SYMMETRIZE)
                .build();
        assertSays(picture(DRepMRec.builder(other).build()), "k = 5 (users 20), 1 layer", "graph.norm symmetrize");
    }

    @Test
    void equalModelsGiveTheSameBytes() {
        assertEquals(
                Architecture.of(model().build()).toSvg(),
                Architecture.of(model().build()).toSvg());
        assertEquals(
                Architecture.of(DRepMRec.builder(GRAPHS).build()).toSvg(),
                Architecture.of(GRAPHS).toSvg());
    }

    @Test
    void otherModelsAreRefused() {
        Recommender other = LightGcn.builder(GRAPHS).build();
        String message = assertThrows(IllegalArgumentException.class, () -> Architecture.of(other))
                .getMessage();
        assertTrue(message.contains("LightGCN") && message.contains("DRepMRec or DREAM"), message);
    }
}
