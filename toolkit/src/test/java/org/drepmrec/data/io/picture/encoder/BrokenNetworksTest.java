package org.drepmrec.data.io.picture.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.drepmrec.Damage;
import org.drepmrec.OnnxFile;
import org.drepmrec.data.Features;
import org.drepmrec.data.io.picture.PictureInput;
import org.drepmrec.io.DataException;

/**
 * A damaged ONNX file gives finite vectors, or is refused by a message of ours; nothing else happens. For a longer run set the
 * property {@code jqwik.tries.default}.
 */
class BrokenNetworksTest {

    private static final String SEED = "999";
    private static final int SIZE = 8;
    private static final byte[] SOUND = sound();
    private static final BufferedImage PICTURE = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);

    private static Path file;

    private static byte[] sound() {
        float[] weights = new float[2 * 3 * 9];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = k % 5 - 2;
        }
        return OnnxFile.convolution(weights, 2, 3, 2, SIZE, 0);
    }

    @BeforeContainer
    static void make() throws IOException {
        file = Files.createTempFile("network", ".onnx");
    }

    @AfterContainer
    static void remove() throws IOException {
        Files.delete(file);
    }

    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void networksRunOrAreRefused(@ForAll long seed) throws IOException {
        Files.write(file, Damage.mutate(SOUND, new Random(seed)));
        PictureEncoder encoder = PictureEncoder.onnx(file)
                .input(PictureInput.sigLip().size(SIZE))
                .batch(2)
                .build();
        try {
            Features vectors = encoder.encode(3, i -> Optional.of(PICTURE));
            assertEquals(3, vectors.rows());
        } catch (DataException e) {
            assertTrue(e.getMessage().matches("(?s)network.*: .+, expected .+; .+"), e::getMessage);
            assertTrue(e.getMessage().length() < 1000, e::getMessage);
        }
    }
}
