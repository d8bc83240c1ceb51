package org.drepmrec.data.io.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * Any picture as a small square: scaled, never cut, in the middle of a square of the mean color of its border. Transparent
 * parts become white.
 */
public final class Thumbnail {

    private Thumbnail() {}

    /** {@value PictureFeatures#SIZE} x {@value PictureFeatures#SIZE} pixels; a picture of that size keeps every pixel. */
    public static BufferedImage of(BufferedImage picture) {
        return of(picture, PictureFeatures.SIZE);
    }

    /** {@code size} x {@code size} pixels. */
    static BufferedImage of(BufferedImage picture, int size) {
        int longest = Math.max(picture.getWidth(), picture.getHeight());
        int width = Math.max(1, Math.round((float) size * picture.getWidth() / longest));
        int height = Math.max(1, Math.round((float) size * picture.getHeight() / longest));
        BufferedImage source = halved(opaque(picture), width, height);
        BufferedImage square = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        return drawn(source, width, height, square, border(source));
    }

    /** The whole picture at exactly this size, its shape lost. */
    static BufferedImage stretched(BufferedImage picture, int width, int height) {
        BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        return drawn(halved(opaque(picture), width, height), width, height, target, Color.WHITE);
    }

    /** Bilinear sampling looks at four pixels, so it skips none only down to half the size. */
    private static BufferedImage halved(BufferedImage opaque, int width, int height) {
        BufferedImage source = opaque;
        while (source.getWidth() >= 2 * width && source.getHeight() >= 2 * height) {
            int halfWidth = Math.max(width, source.getWidth() / 2);
            int halfHeight = Math.max(height, source.getHeight() / 2);
            BufferedImage half = new BufferedImage(halfWidth, halfHeight, BufferedImage.TYPE_INT_RGB);
            source = drawn(source, halfWidth, halfHeight, half, Color.WHITE);
        }
        return source;
    }

    private static BufferedImage opaque(BufferedImage picture) {
        BufferedImage copy = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        return drawn(picture, picture.getWidth(), picture.getHeight(), copy, Color.WHITE);
    }

    /** The source at a size in the middle of a target. */
    private static BufferedImage drawn(
            BufferedImage source, int width, int height, BufferedImage target, Color backdrop) {
        Graphics2D g = target.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.setColor(backdrop);
        g.fillRect(0, 0, target.getWidth(), target.getHeight());
        g.drawImage(source, (target.getWidth() - width) / 2, (target.getHeight() - height) / 2, width, height, null);
        g.dispose();
        return target;
    }

    private static Color border(BufferedImage picture) {
        int right = picture.getWidth() - 1;
        int bottom = picture.getHeight() - 1;
        long[] sum = new long[3];
        for (int x = 0; x <= right; x++) {
            add(sum, picture.getRGB(x, 0));
            add(sum, picture.getRGB(x, bottom));
        }
        for (int y = 0; y <= bottom; y++) {
            add(sum, picture.getRGB(0, y));
            add(sum, picture.getRGB(right, y));
        }
        int count = 2 * (picture.getWidth() + picture.getHeight());
        return new Color((int) (sum[0] / count), (int) (sum[1] / count), (int) (sum[2] / count));
    }

    private static void add(long[] sum, int rgb) {
        for (int channel = 0; channel < 3; channel++) {
            sum[channel] += rgb >> (16 - 8 * channel) & 0xFF;
        }
    }
}
