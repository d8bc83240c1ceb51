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
import org.drepmrec.data.Features;
import org.junit.jupiter.api.Test;

class ThumbnailTest {

    private static final int SIZE = PictureFeatures.SIZE;

    private static BufferedImage picture(int width, int height, int type, Color back, Color front) {
        BufferedImage picture = new BufferedImage(width, height, type);
        Graphics2D g = picture.createGraphics();
        g.setColor(back);
        g.fillRect(0, 0, width, height);
        g.setColor(front);
        g.fillRect(width / 4, height / 4, width / 2, height / 2);
        g.dispose();
        return picture;
    }

    private static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }

    @Test
    void aPictureOfTheRightSizeKeepsEveryPixel() {
        BufferedImage picture = picture(SIZE, SIZE, BufferedImage.TYPE_INT_RGB, Color.PINK, Color.BLUE);
        assertArrayEquals(pixels(picture), pixels(Thumbnail.of(picture)));
    }

    /** 960 x 480 becomes 96 x 48, from row 24 to row 71, on its own backdrop. */
    @Test
    void aWidePhotoIsScaledWholeOntoItsBackdrop() {
        BufferedImage small =
                Thumbnail.of(picture(960, 480, BufferedImage.TYPE_3BYTE_BGR, new Color(200, 210, 220), Color.RED));
        assertEquals(SIZE, small.getWidth());
        assertEquals(SIZE, small.getHeight());
        assertEquals(new Color(200, 210, 220).getRGB(), small.getRGB(48, 2));
        assertEquals(Color.RED.getRGB(), small.getRGB(48, 48));
        double red = Arrays.stream(pixels(small))
                .filter(p -> p == Color.RED.getRGB())
                .count();
        assertEquals(48 * 24, red, 2 * (48 + 24), "a quarter of 96 x 48 pixels, edges apart");
    }

    /** A checker of single pixels is gray from afar, which skipping pixels would miss. */
    @Test
    void fineDetailIsAveraged() {
        BufferedImage checker = new BufferedImage(768, 768, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < 768 * 768; p++) {
            checker.setRGB(p % 768, p / 768, (p % 768 + p / 768) % 2 == 0 ? 0xFFFFFF : 0);
        }
        for (int pixel : pixels(Thumbnail.of(checker))) {
            assertEquals(128, pixel & 0xFF, 24);
        }
    }

    @Test
    void whatIsTransparentBecomesWhite() {
        BufferedImage clear = new BufferedImage(10, 10, BufferedImage.TYPE_INT_ARGB);
        assertEquals(Color.WHITE.getRGB(), Thumbnail.of(clear).getRGB(50, 50));
    }

    /** Two equal distances from the mean: each number is that of the picture above it, and the mean is half of it. */
    @Test
    void anItemWithoutAPictureHasTheMeanOfTheOthers() {
        BufferedImage one = picture(SIZE, SIZE, BufferedImage.TYPE_INT_RGB, Color.WHITE, Color.RED);
        BufferedImage two = picture(SIZE, SIZE, BufferedImage.TYPE_INT_RGB, Color.WHITE, Color.BLUE);
        Features features = PictureFeatures.of(Arrays.asList(one, null, two));
        float[] mean = new float[PictureFeatures.DIMENSION];
        Arrays.fill(mean, 0);
        for (int j = 0; j < mean.length; j++) {
            mean[j] = (features.row(0)[j] + features.row(2)[j]) / 2;
        }
        assertArrayEquals(mean, features.row(1), 1e-6f);
        assertTrue(features.row(1)[0] >= 0 && Arrays.stream(toDoubles(mean)).sum() > 0);
        assertArrayEquals(features.row(0), PictureFeatures.of(List.of(one, two)).row(0));
    }

    private static double[] toDoubles(float... values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, k -> values[k]);
        return doubles;
    }

    @Test
    void featuresOfAnotherSizeAreRefused() {
        BufferedImage picture = new BufferedImage(95, 96, BufferedImage.TYPE_INT_RGB);
        Throwable refused = assertThrows(IllegalArgumentException.class, () -> PictureFeatures.of(List.of(picture)));
        assertTrue(refused.toString().contains("found 95 x 96 pixels, expected 96 x 96"), refused::toString);
    }
}
