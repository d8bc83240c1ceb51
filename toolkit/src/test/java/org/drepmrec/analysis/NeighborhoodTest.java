package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.drepmrec.data.Features;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.Graphs;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;

class NeighborhoodTest {

    /** By picture item 0 is near 1 (0.8) and 2 (0.6), by title near 2 (0.96) and 3 (0.28). */
    private static final float[] PICTURES = {1, 0, 0.8f, 0.6f, 0.6f, 0.8f, 0, 1};

    private static final float[] TITLES = {1, 0, 0, 1, 0.96f, 0.28f, 0.28f, 0.96f};

    private static MultimodalDataset data() {
        return MultimodalDataset.builder("four", 2, 4)
                .train(Tiny.pairs(2, 4, new int[] {0, 0}, new int[] {1, 1}))
                .validation(Tiny.pairs(2, 4))
                .test(Tiny.pairs(2, 4))
                .features(Modality.VISUAL, new Features(4, 2, PICTURES))
                .features(Modality.TEXTUAL, new Features(4, 2, TITLES))
                .catalogue(new ItemCatalogue() {
                    @Override
                    public Optional<String> title(int item) {
                        return item == 3 ? Optional.empty() : Optional.of("<thing> & " + item);
                    }

                    @Override
                    public Optional<BufferedImage> picture(int item) {
                        return item == 3
                                ? Optional.empty()
                                : Optional.of(new BufferedImage(
                                        item == 0 ? 1000 : 2, item == 0 ? 500 : 2, BufferedImage.TYPE_INT_RGB));
                    }
                })
                .build();
    }

    private static Neighborhood picture() {
        return Neighborhood.of(Graphs.builder(data()).neighbors(3).build(), 0, Modality.VISUAL, Modality.TEXTUAL);
    }

    @Test
    void sharedNeighborsAreDrawnOnceAndJoinedTwice() {
        assertArrayEquals(new int[] {2}, picture().shared());
        SvgParts parts = SvgParts.of(picture());
        assertEquals(1, parts.count("<thing> & 1"));
        assertEquals(1, parts.count("<thing> & 2"));
        assertEquals(1, parts.count("item 3"), "no title");
        assertEquals(4, parts.all("path").size(), "a line for each neighbor and modality");
        assertEquals(1, parts.count("by both: 1"));
        assertEquals(1, parts.count("by visual features alone: 1"));
    }

    @Test
    void linesCarryTheirCosines() {
        SvgParts parts = SvgParts.of(picture());
        for (String cosine : new String[] {"0.80", "0.60", "0.96", "0.28"}) {
            assertEquals(1, parts.count(cosine), cosine);
        }
    }

    @Test
    void nodesAreThePicturesOfTheItems() {
        SvgParts parts = SvgParts.of(picture());
        assertEquals(3, parts.all("image").size(), "the item and two neighbors; the third has none");
        assertTrue(parts.all("image").get(0).getAttribute("href").startsWith("data:image/png;base64,"));
        assertEquals(1, parts.count("3"));
    }

    @Test
    void photosAreMadeSmall() throws Exception {
        String href = SvgParts.of(picture()).all("image").get(2).getAttribute("href");
        BufferedImage small = ImageIO.read(
                new ByteArrayInputStream(Base64.getDecoder().decode(href.substring(href.indexOf(',') + 1))));
        assertEquals(192, small.getWidth(), "of 1000");
        assertEquals(96, small.getHeight(), "of 500");
    }

    @Test
    void anItemThatIsNotItsOwnNeighborIsDrawnAlike() {
        Graphs others = Graphs.builder(data()).neighbors(2).includeSelf(false).build();
        assertEquals(
                picture().toSvg(),
                Neighborhood.of(others, 0, Modality.VISUAL, Modality.TEXTUAL).toSvg());
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        Graphs graphs = Graphs.builder(data()).neighbors(3).build();
        assertThrows(IllegalArgumentException.class, () -> Neighborhood.of(graphs, 4));
        assertThrows(IllegalArgumentException.class, () -> Neighborhood.of(graphs, 0, Modality.ACOUSTIC));
        MultimodalDataset three = Tiny.shop(30, 40, 1, Modality.VISUAL, Modality.TEXTUAL, Modality.ACOUSTIC);
        Graphs ofThree = Graphs.builder(three).neighbors(32).build();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Neighborhood.of(ofThree, 0))
                .getMessage()
                .contains("3 modalities"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Neighborhood.of(ofThree, 0, Modality.VISUAL))
                .getMessage()
                .contains("knn.item"));
    }
}
