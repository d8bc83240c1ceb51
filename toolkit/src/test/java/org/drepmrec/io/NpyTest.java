package org.drepmrec.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class NpyTest {

    @TempDir
    Path folder;

    public static byte[] npy(int version, String header, byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer length =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length);
        out.write(length.array(), 0, version == 1 ? 2 : 4);
        out.write(text);
        out.write(body);
        return out.toByteArray();
    }

    public static String header(String type, boolean fortran, String shape) {
        return "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape
                + ", }          \n";
    }

    private static byte[] body(String type, double... values) {
        ByteBuffer body = ByteBuffer.allocate(values.length * 8)
                .order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (double v : values) {
            switch (type.substring(1)) {
                case "f8" -> body.putDouble(v);
                case "f4" -> body.putFloat((float) v);
                case "i8", "u8" -> body.putLong((long) v);
                case "i4", "u4" -> body.putInt((int) (long) v);
                case "i2", "u2" -> body.putShort((short) v);
                default -> body.put((byte) v);
            }
        }
        return Arrays.copyOf(body.array(), body.position());
    }

    private NpyArray read(byte[] content) throws IOException {
        return NpyReader.read(Files.write(folder.resolve("x.npy"), content));
    }

    private void refused(String message, byte[] content) throws IOException {
        Path path = Files.write(folder.resolve("x.npy"), content);
        DataException e = assertThrows(DataException.class, () -> NpyReader.read(path));
        assertEquals(message, e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f8", ">f8", "<f4", ">f4", "<i8", ">i8", "<i4", ">i4", "<i2", ">i2", "|i1"})
    void signedNumbersOfEverySizeAndByteOrder(String type) throws IOException {
        NpyArray array = read(npy(1, header(type, false, "(2, 3)"), body(type, 1, -2, 3, -4, 5, 120)));
        assertArrayEquals(new int[] {2, 3}, array.shape());
        assertArrayEquals(new float[] {1, -2, 3, -4, 5, 120}, array.values());
    }

    @ParameterizedTest
    @CsvSource({"<u8,1.8446744073709552E19", "<u4,4294967295", ">u2,65535", "|u1,255"})
    void unsignedNumbersStayPositive(String type, double largest) throws IOException {
        byte[] body = body(type, 0, 0);
        Arrays.fill(body, body.length / 2, body.length, (byte) 0xFF);
        assertArrayEquals(
                new float[] {0, (float) largest},
                read(npy(1, header(type, false, "(2,)"), body)).values());
    }

    @ParameterizedTest
    @CsvSource({
        "0000,0",
        "3C00,1",
        "C000,-2",
        "3555,0.33325195",
        "7BFF,65504",
        "0001,5.9604645E-8",
        "03FF,6.0975552E-5",
        "0400,6.1035156E-5",
        "7C00,Infinity",
        "FC00,-Infinity",
        "7E00,NaN"
    })
    void halfPrecisionNumbers(String bits, float value) throws IOException {
        short half = (short) Integer.parseInt(bits, 16);
        assertEquals(value, NpyReader.half(half));
        byte[] little = ByteBuffer.allocate(2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(half)
                .array();
        byte[] big = ByteBuffer.allocate(2).putShort(half).array();
        assertEquals(value, read(npy(1, header("<f2", false, "(1, 1)"), little)).values()[0]);
        assertEquals(value, read(npy(1, header(">f2", false, "(1, 1)"), big)).values()[0]);
    }

    @Test
    void fortranOrderIsTurnedIntoRows() throws IOException {
        NpyArray array = read(npy(1, header("<f4", true, "(2, 3)"), body("<f4", 1, 4, 2, 5, 3, 6)));
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, array.values());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyFormatVersion(int version) throws IOException {
        assertArrayEquals(
                new float[] {1, 2},
                read(npy(version, header("<f4", false, "(1, 2)"), body("<f4", 1, 2)))
                        .values());
    }

    @Test
    void aVectorHasOneColumn() throws IOException {
        NpyArray array = read(npy(1, header("<f4", false, "(3,)"), body("<f4", 1, 2, 3)));
        assertEquals(3, array.rows());
        assertEquals(1, array.columns());
    }

    @Test
    void headerMayHaveAnotherOrderSpacingAndQuotes() throws IOException {
        String header = "{\"shape\":(1,2),\"descr\":\"<f4\",\"fortran_order\":False}";
        assertArrayEquals(
                new float[] {1, 2}, read(npy(1, header, body("<f4", 1, 2))).values());
    }

    @Test
    void arraysLargerThanAChunkAreReadWhole() throws IOException {
        float[] values = new float[50_001 * 3];
        for (int k = 0; k < values.length; k++) {
            values[k] = k;
        }
        Path path = folder.resolve("large.npy");
        NpyWriter.write(path, 50_001, 3, values);
        assertArrayEquals(values, NpyReader.read(path).values());
    }

    @Test
    void writerGivesTheBytesOfNumpy() throws IOException {
        Path path = folder.resolve("w.npy");
        NpyWriter.write(path, 2, 1, new float[] {1f, -2.5f});
        byte[] bytes = Files.readAllBytes(path);
        String head = "\u0093NUMPY\u0001\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }";
        assertEquals(128 + 8, bytes.length);
        assertEquals(
                head + " ".repeat(127 - head.length()) + "\n", new String(bytes, 0, 128, StandardCharsets.ISO_8859_1));
        assertArrayEquals(body("<f4", 1, -2.5), Arrays.copyOfRange(bytes, 128, 136));
    }

    @Test
    void writerRefusesAnotherSize() {
        assertThrows(
                IllegalArgumentException.class, () -> NpyWriter.write(folder.resolve("w.npy"), 2, 2, new float[3]));
    }

    @Test
    void vectorsAreWrittenAndRead() {
        Path path = folder.resolve("v.npy");
        NpyWriter.write(path, new float[] {3, 4});
        assertArrayEquals(new int[] {2}, NpyReader.read(path).shape());
        assertArrayEquals(new float[] {3, 4}, NpyReader.read(path).values());
    }

    @Test
    void failedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path path = Files.writeString(folder.resolve("kept.txt"), "old");
        DataException e = assertThrows(
                DataException.class,
                () -> AtomicFile.write(path, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }));
        assertTrue(e.getMessage().contains("No space left on device"), e.getMessage());
        assertEquals("old", Files.readString(path));
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(List.of(path), all.toList());
        }
    }

    @Test
    void tenTerabytesAreRefusedUnread() throws IOException {
        refused(
                "x.npy: a header that claims 2500000000000 numbers in 0 bytes, expected at most 2147483639; the file is "
                        + "damaged; copy or export it again",
                npy(1, header("<f4", false, "(2000000000, 1250)"), new byte[0]));
        refused(
                "x.npy: a header that claims a size of 2500000000000, expected sizes below 2^31; the file is damaged; "
                        + "copy or export it again",
                npy(1, header("<f4", false, "(2500000000000, 1)"), new byte[0]));
        refused(
                "x.npy: 4 bytes behind the header, expected 8000000000 (shape [2000000000], float32); the file is cut "
                        + "off; copy or export it again",
                npy(1, header("<f4", false, "(2000000000,)"), new byte[4]));
    }

    /** Numbers 0 to 11 by C's order in both files: item, region, number. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void threeDimensionsAreReadInBothOrders(boolean fortran) throws IOException {
        byte[] body = new byte[12];
        for (int i = 0; i < 2; i++) {
            for (int r = 0; r < 3; r++) {
                for (int k = 0; k < 2; k++) {
                    int number = (i * 3 + r) * 2 + k;
                    body[fortran ? (k * 3 + r) * 2 + i : number] = (byte) number;
                }
            }
        }
        Path path = Files.write(folder.resolve("x.npy"), npy(1, header("|i1", fortran, "(2, 3, 2)"), body));
        NpyArray array = NpyReader.read(path);
        assertArrayEquals(new int[] {2, 3, 2}, array.shape());
        assertEquals(6, array.columns());
        assertEquals(3, array.regions());
        assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, array.values());
    }

    @Test
    void sizesWhoseProductIsBeyondALongAreRefused() throws IOException {
        refused(
                "x.npy: a header that claims 1152921504606846976 numbers in 0 bytes, expected at most 2147483639; the file is "
                        + "damaged; copy or export it again",
                npy(1, header("<f4", false, "(2000000000, 2000000000, 2000000000)"), new byte[0]));
    }

    @Test
    void truncatedAndOverlongBodiesAreRefused() throws IOException {
        refused(
                "x.npy: 15 bytes behind the header, expected 16 (shape [2, 2], float32); the file is cut off; copy or "
                        + "export it again",
                npy(1, header("<f4", false, "(2, 2)"), new byte[15]));
        refused(
                "x.npy: 17 bytes behind the header, expected 16 (shape [2, 2], float32); the file is damaged; copy or "
                        + "export it again",
                npy(1, header("<f4", false, "(2, 2)"), new byte[17]));
    }

    @Test
    void everyCutIsRefused() throws IOException {
        byte[] whole = npy(2, header("<f4", false, "(2, 2)"), new byte[16]);
        for (int length = 0; length < whole.length; length++) {
            Path path = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, length));
            assertThrows(DataException.class, () -> NpyReader.read(path), "cut to " + length);
        }
    }

    @Test
    void objectsAndStructuresAreRefused() throws IOException {
        String remedy = ", expected plain numbers; save it again with numpy.save(file, array.astype('float32'))";
        refused(
                "x.npy: Python objects (a pickle, which is never loaded)" + remedy,
                npy(1, header("|O", false, "(2, 2)"), new byte[32]));
        refused(
                "x.npy: a structured array" + remedy,
                npy(1, "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", new byte[4]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<U4", "|b1", "<c8", "<f16", "|f4", "=f4", "f4", "<M8[ns]", ""})
    void otherElementTypesAreRefused(String type) throws IOException {
        refused(
                "x.npy: element type \"" + type + "\", expected float16, 32 or 64, or integers; save it again with "
                        + "numpy.save(file, array.astype('float32'))",
                npy(1, header(type, false, "(1,)"), new byte[4]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"()", "(1, 1, 1, 1)", "(1)"})
    void otherDimensionsAreRefused(String shape) throws IOException {
        Path path = Files.write(folder.resolve("x.npy"), npy(1, header("<f4", false, shape), new byte[4]));
        DataException e = assertThrows(DataException.class, () -> NpyReader.read(path));
        assertTrue(e.getMessage().contains("dimensions"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{'descr': '<f4', 'fortran_order': False}",
                "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} or exit()",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)",
                "__import__('os')"
            })
    void headersThatNumpyDoesNotWriteAreRefused(String header) throws IOException {
        Path path = Files.write(folder.resolve("x.npy"), npy(1, header, new byte[4]));
        DataException e = assertThrows(DataException.class, () -> NpyReader.read(path));
        assertTrue(e.getMessage().startsWith("x.npy: header "), e.getMessage());
    }

    @Test
    void otherFilesAndVersionsAreRefused() throws IOException {
        refused(
                "x.npy: another kind of file, expected an .npy file; save it with numpy.save",
                "PK\3\4 a zip".getBytes(StandardCharsets.UTF_8));
        refused(
                "x.npy: format version 4, expected 1.0, 2.0 or 3.0; the file is damaged; copy or export it again",
                npy(4, header("<f4", false, "(1,)"), new byte[4]));
        refused("x.npy: an empty file, expected data; copy or export the file again", new byte[0]);
    }

    @Test
    void headerThatClaimsGigabytesIsRefused() throws IOException {
        byte[] file = npy(2, header("<f4", false, "(1,)"), new byte[4]);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(8, -1);
        refused(
                "x.npy: a header of 4294967295 bytes, expected at most 65536; the file is damaged; copy or export it "
                        + "again",
                file);
    }
}
