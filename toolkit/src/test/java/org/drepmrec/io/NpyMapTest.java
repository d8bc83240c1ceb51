package org.drepmrec.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyMapTest {

    private static final int ROWS = 300;
    private static final int COLUMNS = 7;

    @TempDir
    Path folder;

    private Path file(String type, boolean fortran) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': ("
                + ROWS + ", " + COLUMNS + "), }";
        // A header of odd length, so that the numbers do not lie at multiples of their size.
        byte[] text = (header + (header.length() % 2 == 0 ? "\n" : " \n")).getBytes(StandardCharsets.US_ASCII);
        int bytes = type.charAt(2) - '0';
        ByteBuffer all =
                ByteBuffer.allocate(10 + text.length + ROWS * COLUMNS * bytes).order(ByteOrder.LITTLE_ENDIAN);
        all.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        all.putShort((short) text.length).put(text);
        all.order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < ROWS * COLUMNS; n++) {
            if (bytes == 2) {
                all.putShort((short) random.nextInt(0x7C00));
            } else if (bytes == 4) {
                all.putFloat((float) random.nextGaussian());
            } else {
                all.putDouble(random.nextGaussian());
            }
        }
        return Files.write(folder.resolve("x.npy"), all.array());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f2", ">f2", "<f4", ">f4"})
    void rowsAreThoseOfTheReader(String type) throws IOException {
        Path file = file(type, false);
        NpyArray read = NpyReader.read(file);
        NpyMap map = NpyMap.above(0, file).orElseThrow();
        float[] all = new float[ROWS * COLUMNS];
        for (int r = ROWS - 1; r >= 0; r--) {
            map.copy(r, all, r * COLUMNS);
        }
        assertArrayEquals(read.values(), all);
        assertEquals(read.sha256(), map.sha256());
        assertEquals(read.rows(), map.rows());
        assertEquals(read.columns(), map.columns());
    }

    @Test
    void whatIsSmallOrNotRowByRowIsNotMapped() throws IOException {
        assertTrue(NpyMap.above(ROWS * COLUMNS * 4, file("<f2", false)).isEmpty());
        assertTrue(NpyMap.above(ROWS * COLUMNS * 4 - 1, file("<f2", false)).isPresent());
        assertTrue(NpyMap.above(0, file("<f8", false)).isEmpty());
        assertTrue(NpyMap.above(0, file("<f4", true)).isEmpty());
    }

    @Test
    void aFileThatIsCutOffIsRefused() throws IOException {
        Path file = file("<f4", false);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        assertThrows(DataException.class, () -> NpyMap.above(0, file));
    }
}
