package org.drepmrec.data.io.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;

class PictureRegionsTest {

    private static final int CELL = PictureFeatures.SIZE / 4;

    /** White, with a blot in one region. */
    private static BufferedImage blot(int region, Color color) {
        BufferedImage picture = new BufferedImage(4 * CELL, 4 * CELL, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 4 * CELL, 4 * CELL);
        g.setColor(color);
        g.fillRect(region % 4 * CELL + 4, region / 4 * CELL + 4, CELL - 8, CELL - 8);
        g.dispose();
        return picture;
    }

    private static float[] region(Features f, int item, int region) {
        int d = PictureRegions.DIMENSION;
        return Arrays.copyOfRange(f.row(item), region * d, (region + 1) * d);
    }

    @Test
    void aRegionHasWhatIsDrawnInItWhereverItLies() {
        Features f = PictureRegions.of(List.of(blot(5, Color.RED), blot(10, Color.RED), blot(9, Color.BLUE)));
        assertEquals("Features[3 x 16 x 52]", f.toString());
        assertArrayEquals(region(f, 0, 5), region(f, 1, 10));
        assertArrayEquals(region(f, 0, 0), region(f, 2, 15), "regions of backdrop");
        float[] red = region(f, 0, 5);
        float[] blue = region(f, 2, 9);
        assertTrue(IntStream.range(0, 40).anyMatch(k -> red[k] != blue[k]), "colors");
        assertArrayEquals(
                Arrays.copyOfRange(red, 48, 52), Arrays.copyOfRange(blue, 48, 52), 1e-6f, "shapes of one outline");
        assertTrue(IntStream.range(0, 52).anyMatch(k -> red[k] != region(f, 0, 6)[k]), "blot and backdrop");
    }

    @Test
    void anItemWithoutPictureGetsTheMeans() {
        Features f = PictureRegions.of(Arrays.asList(blot(5, Color.RED), null));
        for (int k = 0; k < PictureRegions.DIMENSION; k++) {
            int column = k;
            double mean = IntStream.range(0, 16)
                    .mapToDouble(r -> region(f, 0, r)[column])
                    .average()
                    .orElseThrow();
            assertEquals(mean, region(f, 1, 3)[k], 1e-6);
        }
    }

    @Test
    void dataWithoutPicturesAreRefused() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> PictureRegions.of(Tiny.shop(4, 12, 1, Modality.VISUAL)));
        assertEquals(
                "regions: data set tiny has no pictures, expected some; put them into its folder as pictures/<itemID>.png",
                e.getMessage());
    }
}
