package org.drepmrec.data.io.picture.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.drepmrec.OnnxFile;
import org.drepmrec.data.Features;
import org.drepmrec.data.io.picture.PictureInput;
import org.drepmrec.engine.TorchScriptFile;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of one convolution, as ONNX and as TorchScript, against the same sums in plain Java. */
class PictureEncoderTest {

    private static final int SIZE = 8;
    private static final int FILTERS = 5;
    private static final int KERNEL = 3;
    private static final int STRIDE = 2;
    private static final int PLACES = (SIZE - KERNEL) / STRIDE + 1;
    private static final PictureInput INPUT = PictureInput.imageNet().size(SIZE).crop(10);

    /** Mean and map in a tuple: the mean of each channel, and the pixels. */
    private static final String TUPLE =
            """
              def forward(self: __torch__.Tiny,
                x: Tensor) -> Tuple[Tensor, Tensor]:
                return (torch.mean(x, [2, 3]), x)
            """;

    private static final String DICTIONARY =
            """
              def forward(self: __torch__.Tiny,
                x: Tensor) -> Dict[str, Tensor]:
                return {"map": x, "vector": torch.mean(x, [2, 3])}
            """;

    private static final String TOKENS =
            """
              def forward(self: __torch__.Tiny,
                x: Tensor) -> Tensor:
                return torch.mean(x, [3])
            """;

    @TempDir
    Path folder;

    private final float[] weights = new float[FILTERS * 3 * KERNEL * KERNEL];
    private final List<Optional<BufferedImage>> pictures = new ArrayList<>();

    @BeforeEach
    void draw() {
        Random random = new Random(999);
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (float) random.nextGaussian();
        }
        for (int i = 0; i < 7; i++) {
            BufferedImage picture = new BufferedImage(12 + i, 20 - i, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < picture.getWidth() * picture.getHeight(); p++) {
                picture.setRGB(p % picture.getWidth(), p / picture.getWidth(), random.nextInt(1 << 24));
            }
            pictures.add(i == 3 ? Optional.empty() : Optional.of(picture));
        }
    }

    private Path onnx(int batch) throws IOException {
        return Files.write(
                folder.resolve("tiny.onnx"), OnnxFile.convolution(weights, FILTERS, KERNEL, STRIDE, SIZE, batch));
    }

    private Path torchScript(String forward) throws IOException {
        Path file = folder.resolve("tiny.pt");
        TorchScriptFile.write(file, forward);
        return file;
    }

    private Features encode(PictureEncoder.Builder builder) {
        return builder.input(INPUT).build().encode(pictures.size(), pictures::get);
    }

    /** The mean of the convolution's map. */
    private float[] convolved(int item) {
        float[] numbers = INPUT.numbers(pictures.get(item).orElseThrow());
        float[] means = new float[FILTERS];
        for (int f = 0; f < FILTERS; f++) {
            double sum = 0;
            for (int y = 0; y < PLACES; y++) {
                for (int x = 0; x < PLACES; x++) {
                    for (int w = 0; w < 3 * KERNEL * KERNEL; w++) {
                        int row = y * STRIDE + w / KERNEL % KERNEL;
                        int column = x * STRIDE + w % KERNEL;
                        sum += weights[f * 3 * KERNEL * KERNEL + w]
                                * numbers[(w / (KERNEL * KERNEL) * SIZE + row) * SIZE + column];
                    }
                }
            }
            means[f] = (float) (sum / (PLACES * PLACES));
        }
        return means;
    }

    private float[] channelMeans(int item) {
        float[] numbers = INPUT.numbers(pictures.get(item).orElseThrow());
        float[] means = new float[3];
        for (int p = 0; p < numbers.length; p++) {
            means[p / (SIZE * SIZE)] += numbers[p] / (SIZE * SIZE);
        }
        return means;
    }

    private static float[] unit(float... vector) {
        double squares = 0;
        for (float x : vector) {
            squares += x * x;
        }
        float[] unit = vector.clone();
        for (int j = 0; j < unit.length; j++) {
            unit[j] /= (float) Math.sqrt(squares);
        }
        return unit;
    }

    private String refused(PictureEncoder.Builder builder) {
        return assertThrows(DataException.class, () -> encode(builder)).getMessage();
    }

    @Test
    void anOnnxNetworkGivesTheVectorsOfPlainJava() throws IOException {
        List<Integer> done = new ArrayList<>();
        Features found = encode(PictureEncoder.onnx(onnx(0)).batch(4).progress(done::add));
        assertEquals(FILTERS, found.dimension());
        for (int i = 0; i < pictures.size(); i++) {
            assertArrayEquals(i == 3 ? new float[FILTERS] : convolved(i), found.row(i), 1e-5f, "item " + i);
        }
        assertNotEquals(convolved(0)[0], convolved(1)[0], 1e-3);
        assertEquals(List.of(4, 6), done, "six pictures of seven items");
    }

    @Test
    void aMapIsRefusedOrPooledAndAVectorScaled() throws IOException {
        String message = refused(PictureEncoder.onnx(onnx(0)).layer("map").batch(2));
        assertEquals(
                "tiny.onnx, layer map: shape (2, 5, 3, 3) for 2 pictures, expected a vector for each; choose another"
                        + " layer of [vector (2, 5), map (2, 5, 3, 3)], or a pooling that makes vectors of it",
                message);
        Features pooled = encode(
                PictureEncoder.onnx(onnx(0)).layer("map").pooling(Pooling.MEAN).unit());
        assertArrayEquals(unit(convolved(6)), pooled.row(6), 1e-5f);
        assertArrayEquals(new float[FILTERS], pooled.row(3));
        assertEquals(
                "tiny.onnx: layers [vector (2, 5), map (2, 5, 3, 3)], expected \"head\" as asked for; name one that the"
                        + " network gives, or export it with that output",
                refused(PictureEncoder.onnx(onnx(0)).layer("head").batch(2)));
    }

    @Test
    void aNetworkOfAFixedBatchTakesThatBatchAlone() throws IOException {
        assertArrayEquals(
                convolved(6),
                encode(PictureEncoder.onnx(onnx(4)).batch(4)).row(6),
                1e-5f,
                "the last batch is not full");
        String message = refused(PictureEncoder.onnx(onnx(4)).batch(2));
        assertTrue(
                message.startsWith("tiny.onnx: a network that does not take pictures of shape (2, 3, 8, 8) ("),
                message);
        assertTrue(
                message.endsWith("set size and batch to those of the export, or export the picture part alone"),
                message);
    }

    @Test
    void aTorchScriptNetworkGivesTheVectorsOfPlainJava() throws IOException {
        Features first = encode(PictureEncoder.torchScript(torchScript(TUPLE)).batch(3));
        Features pooled =
                encode(PictureEncoder.torchScript(torchScript(TUPLE)).layer("1").pooling(Pooling.MEAN));
        Features named =
                encode(PictureEncoder.torchScript(torchScript(DICTIONARY)).layer("vector"));
        for (int i = 0; i < pictures.size(); i++) {
            float[] expected = i == 3 ? new float[3] : channelMeans(i);
            assertArrayEquals(expected, first.row(i), 1e-5f);
            assertArrayEquals(expected, pooled.row(i), 1e-5f);
            assertArrayEquals(expected, named.row(i), 1e-5f);
        }
    }

    /** Tokens are rows of the picture here: three of eight numbers. */
    @Test
    void ofTokensTheMeanOrTheFirstIsTaken() throws IOException {
        float[] numbers = INPUT.numbers(pictures.get(0).orElseThrow());
        float[] first = new float[SIZE];
        float[] mean = new float[SIZE];
        for (int p = 0; p < numbers.length; p++) {
            int token = p / (SIZE * SIZE);
            int row = p / SIZE % SIZE;
            first[row] += token == 0 ? numbers[p] / SIZE : 0;
            mean[row] += numbers[p] / SIZE / 3;
        }
        PictureEncoder.Builder tokens = PictureEncoder.torchScript(torchScript(TOKENS));
        assertArrayEquals(first, encode(tokens.pooling(Pooling.FIRST)).row(0), 1e-5f);
        assertArrayEquals(mean, encode(tokens.pooling(Pooling.MEAN)).row(0), 1e-5f);
        assertTrue(refused(tokens.pooling(Pooling.NONE)).contains("layer 0: shape (32, 3, 8)"));
    }

    @Test
    void whatIsNoNetworkIsRefused() throws IOException {
        Path absent = folder.resolve("absent.onnx");
        assertEquals(
                absent + ": no such file, expected a network as ONNX; check the path, or export the network",
                assertThrows(DataException.class, () -> PictureEncoder.onnx(absent))
                        .getMessage());
        Path text = Files.writeString(folder.resolve("notes.txt"), "no network");
        for (PictureEncoder.Builder each : List.of(PictureEncoder.onnx(text), PictureEncoder.torchScript(text))) {
            String message = refused(each);
            assertTrue(message.startsWith("notes.txt: no usable network ("), message);
            assertTrue(message.endsWith("; copy or export it again"), message);
        }
    }

    @Test
    void aPlaceWithoutOnnxRuntimeIsTold() throws IOException {
        NetworkFile file = NetworkFile.onnx(onnx(0));
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            assertEquals(
                    "tiny.onnx: no ONNX Runtime on the class path, expected onnxruntime-engine and onnxruntime; add the"
                            + " dependency org.drepmrec:drepmrec-encoders of type pom, or the jars of"
                            + " toolkit/encoders/target/lib, or export the network as TorchScript",
                    assertThrows(IllegalStateException.class, () -> file.requireEngine(empty))
                            .getMessage());
            NetworkFile.torchScript(file.path()).requireEngine(empty);
        }
    }

    @Test
    void whatIsNotFiniteIsRefused() throws IOException {
        weights[0] = Float.NaN;
        assertEquals(
                "tiny.onnx, picture of item 0: NaN in place 0 of its vector, expected finite numbers; check mean and"
                        + " spread, or export the network again",
                refused(PictureEncoder.onnx(onnx(0))));
    }

    @Test
    void theDescriptionNamesAllThatDecidesTheNumbers() throws IOException {
        assertEquals(
                "tiny.onnx (ONNX), 224 x 224 stretch, mean [0.5, 0.5, 0.5], spread [0.5, 0.5, 0.5], layer map, pooling"
                        + " mean, norm 1",
                PictureEncoder.onnx(onnx(0))
                        .input(PictureInput.sigLip())
                        .layer("map")
                        .pooling(Pooling.MEAN)
                        .unit()
                        .build()
                        .description());
        assertEquals(
                "batch: found 0 pictures, expected 1 to 4096",
                assertThrows(IllegalArgumentException.class, () -> PictureEncoder.onnx(folder.resolve("tiny.onnx"))
                                .batch(0)
                                .build())
                        .getMessage());
    }
}
