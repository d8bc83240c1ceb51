package org.drepmrec.data.io.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.drepmrec.Damage;
import org.drepmrec.io.DataException;

/**
 * Damaged pictures of every kind that is read are read, or refused by a message of ours, and what was read becomes numbers. For a
 * longer run set the property {@code jqwik.tries.default}.
 */
class BrokenPicturesTest {

    private static final String SEED = "999";
    private static final int SIZE = 8;

    private static final Map<String, byte[]> SOUND = new LinkedHashMap<>();
    private static Path file;

    @BeforeContainer
    static void draw() throws IOException {
        Random random = new Random(1);
        for (int type : new int[] {
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_INT_ARGB
        }) {
            BufferedImage picture = new BufferedImage(13, 9, type);
            for (int p = 0; p < 13 * 9; p++) {
                picture.setRGB(p % 13, p / 13, random.nextInt());
            }
            for (String kind : List.of("png", "jpg", "gif", "bmp")) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                // Not every writer takes every type.
                if (ImageIO.write(picture, kind, bytes)) {
                    SOUND.put(kind + " " + type, bytes.toByteArray());
                }
            }
        }
        assertTrue(SOUND.size() >= 12, SOUND.keySet().toString());
        file = Files.createTempFile("picture", "");
    }

    @AfterContainer
    static void remove() throws IOException {
        Files.delete(file);
    }

    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void picturesBecomeNumbersOrAreRefused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> kinds = List.copyOf(SOUND.values());
        Files.write(file, Damage.mutate(kinds.get(random.nextInt(kinds.size())), random));
        try {
            BufferedImage picture = PictureFile.read(file, "photo");
            PictureFit fit = List.of(PictureFit.values()).get(random.nextInt(PictureFit.values().length));
            float[] numbers = PictureInput.imageNet().size(SIZE).fit(fit).numbers(picture);
            assertEquals(3 * SIZE * SIZE, numbers.length);
            for (float x : numbers) {
                assertTrue(x > -3 && x < 3, "number " + x);
            }
        } catch (DataException e) {
            assertTrue(e.getMessage().matches("(?s)photo: .+, expected .+; .+"), e::getMessage);
            assertTrue(e.getMessage().length() < 400, e::getMessage);
        }
    }
}
