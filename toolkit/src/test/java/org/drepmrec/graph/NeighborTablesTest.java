package org.drepmrec.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** By picture items 0 and 1 are alike, and 2 and 3; by title 0 and 2, and 1 and 3. The first pairs are bought together. */
class NeighborTablesTest {

    private static final Interactions NONE = Tiny.pairs(2, 4);
    private static final MultimodalDataset DATA = MultimodalDataset.builder("shop", 2, 4)
            .train(Tiny.pairs(2, 4, new int[][] {{0, 0}, {0, 1}, {1, 2}, {1, 3}}))
            .validation(NONE)
            .test(NONE)
            .features(Modality.VISUAL, new Features(4, 2, new float[] {1, 0, 2, 0.1f, 0, 1, 0.1f, 2}))
            .features(Modality.TEXTUAL, new Features(4, 2, new float[] {1, 0, 0, 1, 2, 0.1f, 0.1f, 2}))
            .build();
    private static final Graphs GRAPHS = Graphs.builder(DATA).neighbors(2).build();

    @Test
    void modalitiesThatSeeDifferentThingsShareNothing() {
        Table overlap = GRAPHS.overlap();
        assertEquals(1, overlap.rowCount());
        assertEquals(List.of("visual", "textual"), List.of(overlap.getString(0, 0), overlap.getString(0, 1)));
        assertEquals(0, overlap.doubleColumn("shared").get(0));
        assertEquals(1, overlap.intColumn("of").get(0), "the other one of two neighbors");
        assertEquals(1 / 3d, overlap.doubleColumn("by chance").get(0), 1e-12);
        assertEquals(
                0,
                Graphs.builder(DATA.only(Modality.VISUAL))
                        .neighbors(2)
                        .build()
                        .overlap()
                        .rowCount());
    }

    @Test
    void modalitiesThatSeeTheSameShareAll() {
        MultimodalDataset twice = DATA.replaced(Modality.TEXTUAL, DATA.features(Modality.VISUAL), "the pictures again");
        assertEquals(
                1,
                Graphs.builder(twice)
                        .neighbors(2)
                        .build()
                        .overlap()
                        .doubleColumn("shared")
                        .get(0));
    }

    @Test
    void neighborsByPictureAreBoughtTogetherAndThoseByTitleAreNot() {
        Table together = GRAPHS.boughtTogether();
        assertEquals(
                List.of("visual", "textual", "chance"),
                together.stringColumn("neighbors by").asList());
        assertEquals(1, together.doubleColumn(1).get(0), 1e-12);
        assertEquals(0, together.doubleColumn(1).get(1));
        double chance = together.doubleColumn(1).get(2);
        assertTrue(chance >= 0 && chance < 1, "" + chance);
        assertEquals(chance, GRAPHS.boughtTogether().doubleColumn(1).get(2), "drawn from a seed");
    }
}
