package org.drepmrec.data.io.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureInputTest {

    /** Thirds of red, green and blue, side by side. */
    private static BufferedImage stripes(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < width * height; p++) {
            int third = p % width * 3 / width;
            picture.setRGB(p % width, p / width, 0xFF0000 >> (8 * third));
        }
        return picture;
    }

    private static List<Color> row(BufferedImage square, int y) {
        return List.of(
                new Color(square.getRGB(0, y)),
                new Color(square.getRGB(square.getWidth() / 2, y)),
                new Color(square.getRGB(square.getWidth() - 1, y)));
    }

    @Test
    void eachRuleMakesASquare() {
        PictureInput input = PictureInput.imageNet().size(30);
        BufferedImage wide = stripes(120, 40);
        assertEquals(
                List.of(Color.GREEN, Color.GREEN, Color.GREEN),
                row(input.fit(PictureFit.CROP).square(wide), 15),
                "the middle third");
        assertEquals(
                List.of(Color.RED, Color.GREEN, Color.BLUE),
                row(input.fit(PictureFit.STRETCH).square(wide), 0));
        BufferedImage whole = input.fit(PictureFit.PAD).square(wide);
        assertEquals(List.of(Color.RED, Color.GREEN, Color.BLUE), row(whole, 15));
        assertEquals(1, row(whole, 0).stream().distinct().count(), "a border of one color");
    }

    /** A white frame is a sixteenth wide: with 32 of 36 pixels all of it is cut off, with 32 of 32 none. */
    @Test
    void theShorterSideDecidesHowMuchIsCutOff() {
        BufferedImage framed = new BufferedImage(72, 72, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 72 * 72; p++) {
            int edge = Math.min(Math.min(p % 72, p / 72), Math.min(71 - p % 72, 71 - p / 72));
            framed.setRGB(p % 72, p / 72, edge < 4 ? 0xFFFFFF : 0);
        }
        PictureInput input = PictureInput.clip().size(32);
        assertEquals(Color.WHITE, row(input.crop(32).square(framed), 0).get(0));
        assertEquals(Color.BLACK, row(input.crop(36).square(framed), 0).get(0));
    }

    /** A line of a million pixels is never blown up. */
    @Test
    void aNarrowPictureTakesNoMemory() {
        BufferedImage line = new BufferedImage(1_000_000, 1, BufferedImage.TYPE_INT_RGB);
        line.setRGB(500_000, 0, 0xFFFFFF);
        for (PictureFit fit : PictureFit.values()) {
            assertEquals(224, PictureInput.sigLip().fit(fit).square(line).getWidth());
        }
    }

    @Test
    void numbersAreChannelsLessMeanOverSpread() {
        BufferedImage picture = stripes(3, 3);
        float[] numbers = PictureInput.sigLip().size(3).numbers(picture);
        for (int p = 0; p < 27; p++) {
            int channel = p / 9;
            assertEquals(p % 3 == channel ? 1f : -1f, numbers[p], "number " + p);
        }
        float[] other = PictureInput.sigLip()
                .size(3)
                .mean(0.1f, 0.2f, 0.3f)
                .spread(0.5f, 0.25f, 2)
                .numbers(picture);
        assertEquals((1 - 0.1f) / 0.5f, other[0]);
        assertEquals((0 - 0.2f) / 0.25f, other[9]);
        assertEquals((1 - 0.3f) / 2, other[18 + 2]);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        PictureInput input = PictureInput.imageNet();
        assertEquals(
                "picture shorter side: found 200, expected 224 (the size) to 4096 pixels",
                assertThrows(IllegalArgumentException.class, () -> input.crop(200))
                        .getMessage());
        assertEquals(
                "picture spread: found [0.0, 1.0, 1.0], expected a positive number for each of red, green and blue",
                assertThrows(IllegalArgumentException.class, () -> input.spread(0, 1, 1))
                        .getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> input.size(0))
                .getMessage()
                .startsWith("picture size: found 0"));
        assertEquals(
                "224 x 224 of 256 crop, mean [0.485, 0.456, 0.406], spread [0.229, 0.224, 0.225]", input.toString());
        assertEquals(
                "224 x 224 crop, mean [0.485, 0.456, 0.406], spread [0.229, 0.224, 0.225]",
                input.crop(224).toString());
    }
}
