package org.drepmrec.data.io.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {

    private static final int RED = 0xFF0000;
    private static final int GREEN = 0x00FF00;
    private static final int BLUE = 0x0000FF;
    private static final int WHITE = 0xFFFFFF;

    @TempDir
    private Path folder;

    /** 32 x 16 pixels: red and green above, blue and white below. */
    private static BufferedImage quarters() {
        BufferedImage picture = new BufferedImage(32, 16, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 32; x++) {
                picture.setRGB(x, y, y < 8 ? x < 16 ? RED : GREEN : x < 16 ? BLUE : WHITE);
            }
        }
        return picture;
    }

    private static byte[] jpeg(IIOImage picture, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, picture, param);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    private static byte[] jpeg(boolean progressive) throws IOException {
        return jpeg(new IIOImage(quarters(), null, null), progressive);
    }

    private String refused(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("cup.jpg"), bytes);
        return assertThrows(DataException.class, () -> PictureFile.read(file, "photos/cup.jpg"))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aJpegThatIsCutAnywhereIsRefusedByName(boolean progressive) throws IOException {
        byte[] whole = jpeg(progressive);
        for (int length = 1; length < whole.length; length++) {
            String message = refused(Arrays.copyOf(whole, length));
            assertTrue(message.startsWith("photos/cup.jpg: "), message);
        }
        Path file = Files.write(folder.resolve("cup.jpg"), whole);
        assertEquals(32, PictureFile.read(file, "photos/cup.jpg").getWidth());
    }

    /** The corners of the stored picture: red, green, blue and white; clockwise from the upper left when it stands upright. */
    @ParameterizedTest
    @CsvSource({
        "1, R, G, W, B", "2, G, R, B, W", "3, W, B, R, G", "4, B, W, G, R",
        "5, R, B, W, G", "6, B, R, G, W", "7, W, G, R, B", "8, G, W, B, R"
    })
    void aJpegStandsAsItsExifOrientationSays(int orientation, char a, char b, char c, char d) throws IOException {
        Path file = Files.write(folder.resolve("cup.jpg"), withOrientation(jpeg(false), orientation));
        BufferedImage upright = PictureFile.read(file, "cup.jpg");
        assertEquals(orientation < 5 ? 32 : 16, upright.getWidth());
        assertEquals(orientation < 5 ? 16 : 32, upright.getHeight());
        int right = upright.getWidth() - 3;
        int bottom = upright.getHeight() - 3;
        String corners = "" + color(upright.getRGB(2, 2)) + color(upright.getRGB(right, 2))
                + color(upright.getRGB(right, bottom)) + color(upright.getRGB(2, bottom));
        assertEquals("" + a + b + c + d, corners);
    }

    private static char color(int rgb) {
        int bits = ((rgb >> 23 & 1) << 2) | ((rgb >> 15 & 1) << 1) | (rgb >> 7 & 1);
        return switch (bits) {
            case 4 -> 'R';
            case 2 -> 'G';
            case 1 -> 'B';
            case 7 -> 'W';
            default -> '?';
        };
    }

    /** A segment APP1 with one EXIF tag, behind the JFIF segment. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] segment = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        int behind = 4 + (((jpeg[4] & 0xFF) << 8) | (jpeg[5] & 0xFF));
        byte[] all = Arrays.copyOf(jpeg, jpeg.length + segment.length);
        System.arraycopy(segment, 0, all, behind, segment.length);
        System.arraycopy(jpeg, behind, all, behind + segment.length, jpeg.length - behind);
        return all;
    }

    @Test
    void aJpegInCmykIsRefused() throws IOException {
        WritableRaster ink = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        assertEquals(
                "photos/cup.jpg: a JPEG of four channels (CMYK), expected gray or RGB; convert the picture to RGB",
                refused(jpeg(new IIOImage(ink, null, null), false)));
    }

    @Test
    void aPipeAmongPicturesIsRefusedAndNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("cup.png");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        String message = assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThrows(DataException.class, () -> PictureFile.read(pipe, "cup.png"))
                        .getMessage());
        assertEquals(
                "cup.png: no regular file, expected a readable file; copy or export it again, or remove it", message);
    }

    /** The JDK's reader takes what lies before the pixels for the palette, without looking at where they are said to begin. */
    @Test
    void aBmpThatClaimsANegativePaletteIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_INDEXED), "bmp", bytes);
        byte[] bmp = bytes.toByteArray();
        bmp[13] = (byte) 0x8B; // the last byte of the pixels' place
        Path file = Files.write(folder.resolve("photo.bmp"), bmp);
        assertTrue(assertThrows(DataException.class, () -> PictureFile.read(file, "photo.bmp"))
                .getMessage()
                .startsWith("photo.bmp: unreadable ("));
    }
}
