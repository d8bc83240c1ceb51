package org.drepmrec.data.io.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.drepmrec.io.DataException;

/**
 * A picture in a file of a kind that the JDK reads (PNG, JPEG, GIF, BMP), in bounded memory. A JPEG stands as its EXIF
 * orientation says. One that is cut off or damaged, which the JDK would fill with gray, and one in CMYK, whose colors it would
 * get wrong, are refused.
 */
public final class PictureFile {

    private static final long MOST_PIXELS = 1 << 24;

    /** What the JPEG decoder says where it makes up pixels; anything else, such as bytes too many, it only mentions. */
    private static final Pattern MADE_UP =
            Pattern.compile("truncated file|premature end|bad huffman code", Pattern.CASE_INSENSITIVE);

    private PictureFile() {}

    /**
     * Reads it.
     *
     * @param name of the file, for messages
     * @throws DataException if there is no whole picture of at most 2^24 pixels in gray or RGB in it
     */
    public static BufferedImage read(Path file, String name) {
        if (!Files.isRegularFile(file)) {
            throw unreadable(name, "no regular file", null);
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = in == null ? null : ImageIO.getImageReaders(in);
            if (readers == null || !readers.hasNext()) {
                throw unreadable(name, "no picture", null);
            }
            return read(file, name, readers.next(), in);
        } catch (IOException e) {
            throw unreadable(name, "unreadable (" + e.getMessage() + ")", e);
        }
    }

    private static BufferedImage read(Path file, String name, ImageReader reader, ImageInputStream in)
            throws IOException {
        try {
            reader.setInput(in);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MOST_PIXELS) {
                throw DataException.of(name, pixels + " pixels", "at most " + MOST_PIXELS, "scale the picture down");
            }
            if (!reader.getFormatName().equalsIgnoreCase("JPEG")) {
                return reader.read(0);
            }
            JpegHeader header = JpegHeader.read(file);
            if (header.components() == 4) {
                throw DataException.of(
                        name, "a JPEG of four channels (CMYK)", "gray or RGB", "convert the picture to RGB");
            }
            return header.upright(whole(name, reader));
        } catch (DataException e) {
            throw e;
        } catch (RuntimeException e) {
            // The JDK's decoders answer damaged files with those of many types, such as NegativeArraySizeException.
            throw unreadable(name, "unreadable (" + e.getMessage() + ")", e);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage whole(String name, ImageReader reader) throws IOException {
        AtomicReference<String> madeUp = new AtomicReference<>();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (MADE_UP.matcher(warning).find()) {
                madeUp.compareAndSet(null, warning);
            }
        });
        BufferedImage picture = reader.read(0);
        Optional<String> damage = Optional.ofNullable(madeUp.get());
        if (damage.isPresent()) {
            throw unreadable(name, "a picture that is cut off or damaged (" + damage.get() + ")", null);
        }
        return picture;
    }

    private static DataException unreadable(String name, String found, Exception cause) {
        return DataException.of(name, found, "a readable file", "copy or export it again, or remove it", cause);
    }
}
