package org.drepmrec.data.io.picture;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.jpeg.JpegReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a JPEG says of its pixels.
 *
 * @param components color channels; 0 where it does not say
 * @param orientation 1 to 8, the EXIF tag 0x0112: which way up the camera was; 1 where it does not say
 */
record JpegHeader(int components, int orientation) {

    static JpegHeader read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Metadata found = JpegMetadataReader.readMetadata(in, List.of(new ExifReader(), new JpegReader()));
            JpegDirectory frame = found.getFirstDirectoryOfType(JpegDirectory.class);
            ExifIFD0Directory exif = found.getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer components = frame == null ? null : frame.getInteger(JpegDirectory.TAG_NUMBER_OF_COMPONENTS);
            Integer orientation = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            boolean known = orientation != null && orientation >= 1 && orientation <= 8;
            return new JpegHeader(components == null ? 0 : components, known ? orientation : 1);
        } catch (JpegProcessingException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The picture turned and mirrored so that its top is up. */
    BufferedImage upright(BufferedImage stored) {
        if (orientation == 1) {
            return stored;
        }
        boolean swapped = orientation >= 5;
        int right = stored.getWidth() - 1;
        int bottom = stored.getHeight() - 1;
        BufferedImage upright = new BufferedImage(
                swapped ? bottom + 1 : right + 1, swapped ? right + 1 : bottom + 1, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < upright.getHeight(); y++) {
            for (int x = 0; x < upright.getWidth(); x++) {
                int along = swapped ? y : x;
                int down = swapped ? x : y;
                boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
                boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
                upright.setRGB(
                        x, y, stored.getRGB(fromRight ? right - along : along, fromBottom ? bottom - down : down));
            }
        }
        return upright;
    }
}
