package org.drepmrec.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.drepmrec.io.NpyWriter;
import org.drepmrec.sparse.Parallel;

/** Writes generated vectors to an {@code .npy} file of float16, some rows at a time, so that no heap holds them all. */
final class HalfFile {

    private static final int BLOCK = 4096;

    private HalfFile() {}

    static void write(Path path, GeneratedRows rows, int count) throws IOException {
        int d = rows.dimension();
        float[] values = new float[BLOCK * d];
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (OutputStream out = Files.newOutputStream(path)) {
            out.write(NpyWriter.header("<f2", count, d));
            for (int first = 0; first < count; first += BLOCK) {
                int start = first;
                int size = Math.min(BLOCK, count - first);
                Parallel.forRanges(size, 64, (from, to) -> {
                    for (int r = from; r < to; r++) {
                        rows.write(start + r, values, r * d);
                        for (int j = r * d; j < (r + 1) * d; j++) {
                            bytes.putShort(j * Short.BYTES, half(values[j]));
                        }
                    }
                });
                out.write(bytes.array(), 0, size * d * Short.BYTES);
            }
        }
    }

    /** The float16 nearest to a number between -1 and 1; of two, the even one. */
    static short half(float x) {
        float size = Math.abs(x);
        int bits = Float.floatToIntBits(size);
        int half = size < 0x1p-14f
                ? (int) Math.rint(size * 0x1p24f)
                : ((bits + 0xFFF + ((bits >> 13) & 1)) >> 13) - (112 << 10);
        return (short) (half | (x < 0 ? 0x8000 : 0));
    }
}
