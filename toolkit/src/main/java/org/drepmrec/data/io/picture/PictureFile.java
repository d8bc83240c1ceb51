package org.drepmrec.data.io.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.drepmrec.io.DataException;

/** A picture in a file of a kind that the JDK reads (PNG, JPEG, GIF, BMP), in bounded memory. */
public final class PictureFile {

    private static final long MOST_PIXELS = 1 << 24;

    private PictureFile() {}

    /**
     * Reads it.
     *
     * @param name of the file, for messages
     * @throws DataException if there is no picture of at most 2^24 pixels in it
     */
    public static BufferedImage read(Path file, String name) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = in == null ? null : ImageIO.getImageReaders(in);
            if (readers == null || !readers.hasNext()) {
                throw unreadable(name, null);
            }
            return read(name, readers.next(), in);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static BufferedImage read(String name, ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MOST_PIXELS) {
                throw DataException.of(name, pixels + " pixels", "at most " + MOST_PIXELS, "scale the picture down");
            }
            return reader.read(0);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
            // The JDK's decoders answer damaged files with these as well.
            throw unreadable(name, e);
        } finally {
            reader.dispose();
        }
    }

    private static DataException unreadable(String name, Exception cause) {
        String found = cause == null ? "no picture" : "unreadable (" + cause.getMessage() + ")";
        return DataException.of(name, found, "a readable file", "copy or export it again, or remove it", cause);
    }
}
