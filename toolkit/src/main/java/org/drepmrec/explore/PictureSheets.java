package org.drepmrec.explore;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.io.picture.Thumbnail;

/**
 * Small pictures of items side by side on a few large JPEG sheets, since one file for each picture would double the bytes. As
 * large as a number of bytes allows.
 *
 * @param size the side of a picture in pixels
 * @param sheets JPEG files, each with {@value #ACROSS} x {@value #ACROSS} places, row by row; the last ones are shorter
 * @param place the place of each item's picture over all sheets, or -1
 */
record PictureSheets(int size, List<byte[]> sheets, int[] place) {

    static final int ACROSS = 16;

    private static final int PER_SHEET = ACROSS * ACROSS;

    /** Multiples of 16, the block of a JPEG, so that no picture runs into its neighbor. */
    private static final int[] SIZES = {96, 64, 48, 32};

    private static final int TRIED = PER_SHEET;
    private static final float QUALITY = 0.8f;

    /**
     * Pictures of items, of the first ones in order if the bytes do not suffice for all at the least size; a picture that cannot be
     * read, or is none, has no place.
     *
     * @param items numbers in the catalogue
     * @param order positions in {@code items}, the most important first
     */
    static PictureSheets of(ItemCatalogue catalogue, int[] items, int[] order, long bytes) {
        int[] place = new int[items.length];
        Arrays.fill(place, -1);
        int size = size(catalogue, items, order, bytes);
        List<byte[]> sheets = new ArrayList<>();
        List<BufferedImage> waiting = new ArrayList<>();
        List<Integer> whose = new ArrayList<>();
        long left = size == 0 ? 0 : bytes;
        for (int o = 0; o < order.length && left > 0; o++) {
            Optional<BufferedImage> picture = catalogue.picture(items[order[o]]);
            if (picture.isPresent()) {
                waiting.add(scaled(Thumbnail.of(picture.get()), size));
                whose.add(order[o]);
            }
            if (waiting.size() == PER_SHEET || (o == order.length - 1 && !waiting.isEmpty())) {
                byte[] sheet = sheet(waiting, size);
                left -= sheet.length;
                if (left >= 0) {
                    for (int w = 0; w < whose.size(); w++) {
                        place[whose.get(w)] = sheets.size() * PER_SHEET + w;
                    }
                    sheets.add(sheet);
                }
                waiting.clear();
                whose.clear();
            }
        }
        return new PictureSheets(size, sheets, place);
    }

    /** How many items have a picture here. */
    int count() {
        return (int) IntStream.of(place).filter(p -> p >= 0).count();
    }

    /** The greatest size at which all pictures fit by what some of them take, the least if none does; 0 if there are no pictures. */
    private static int size(ItemCatalogue catalogue, int[] items, int[] order, long bytes) {
        int step = Math.max(1, order.length / TRIED);
        List<BufferedImage> some = IntStream.iterate(0, o -> o < order.length, o -> o + step)
                .mapToObj(o -> catalogue.picture(items[order[o]]))
                .flatMap(Optional::stream)
                .limit(PER_SHEET)
                .map(Thumbnail::of)
                .toList();
        if (some.isEmpty()) {
            return 0;
        }
        return IntStream.of(SIZES)
                .filter(size -> {
                    List<BufferedImage> small =
                            some.stream().map(p -> scaled(p, size)).toList();
                    return (double) sheet(small, size).length * order.length / some.size() <= bytes;
                })
                .findFirst()
                .orElse(SIZES[SIZES.length - 1]);
    }

    private static BufferedImage scaled(BufferedImage picture, int size) {
        if (picture.getWidth() == size) {
            return picture;
        }
        BufferedImage small = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = small.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        // Bilinear sampling looks at four pixels, so it would skip some below half the size.
        BufferedImage source = picture.getWidth() > 2 * size ? scaled(picture, picture.getWidth() / 2) : picture;
        g.drawImage(source, 0, 0, size, size, null);
        g.dispose();
        return small;
    }

    private static byte[] sheet(List<BufferedImage> pictures, int size) {
        int rows = (pictures.size() + ACROSS - 1) / ACROSS;
        BufferedImage sheet = new BufferedImage(ACROSS * size, rows * size, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = sheet.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int p = 0; p < pictures.size(); p++) {
            g.drawImage(pictures.get(p), p % ACROSS * size, p / ACROSS * size, null);
        }
        g.dispose();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(jpeg)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(sheet, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return jpeg.toByteArray();
    }
}
