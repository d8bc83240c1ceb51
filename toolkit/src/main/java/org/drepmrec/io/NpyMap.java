package org.drepmrec.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of an {@code .npy} file that stays on disk: a matrix of float16 or float32, row by row. The operating system keeps in
 * memory what is read often and drops it when memory is short. Rows are the numbers that {@link NpyReader} reads, bit for bit.
 * The file must not change while it is mapped. Safe for use by several threads.
 */
public final class NpyMap {

    /** Rows are mapped in pieces, since one map holds at most 2 GB. */
    private static final long PIECE = 1L << 30;

    private static final float[] HALVES = halves();

    private final int rows;
    private final int columns;
    private final String sha256;
    private final int rowsOfPiece;
    private final List<FloatBuffer> singles = new ArrayList<>();
    private final List<ShortBuffer> halves = new ArrayList<>();

    private NpyMap(NpyHeader header, FileChannel file, String sha256) throws IOException {
        this.rows = header.shape().get(0);
        this.columns = header.shape().get(1);
        this.sha256 = sha256;
        long rowBytes = (long) columns * header.bytes();
        this.rowsOfPiece = (int) Math.max(1, Math.min(rows, PIECE / rowBytes));
        long start = file.position();
        for (int row = 0; row < rows; row += rowsOfPiece) {
            long bytes = Math.min(rowsOfPiece, rows - row) * rowBytes;
            ByteBuffer piece = file.map(MapMode.READ_ONLY, start + row * rowBytes, bytes)
                    .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            if (header.bytes() == Short.BYTES) {
                halves.add(piece.asShortBuffer());
            } else {
                singles.add(piece.asFloatBuffer());
            }
        }
    }

    /**
     * Maps a file whose numbers take more than some bytes as float32, if it can be mapped.
     *
     * @return empty for a smaller file, another element type, a vector, or columns that lie one after the other
     * @throws DataException as {@link NpyReader#read}
     */
    public static Optional<NpyMap> above(long bytes, Path path) {
        String name = Places.name(path);
        try {
            LineReader.requireContent(path);
            try (FileChannel file = FileChannel.open(path)) {
                NpyHeader header = NpyReader.header(name, file, new Sha256());
                boolean rowByRow = header.kind() == 'f'
                        && header.bytes() <= Float.BYTES
                        && header.shape().size() == 2
                        && !header.fortran();
                return rowByRow && header.elements() > 0 && header.elements() * Float.BYTES > bytes
                        ? Optional.of(new NpyMap(header, file, Sha256.of(path)))
                        : Optional.empty();
            }
        } catch (IOException e) {
            throw DataException.unreadable(name, e);
        }
    }

    /** Every number of 16 bits. */
    private static float[] halves() {
        float[] all = new float[1 << Short.SIZE];
        for (int bits = 0; bits < all.length; bits++) {
            all[bits] = NpyReader.half((short) bits);
        }
        return all;
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** Numbers of a row. */
    public int columns() {
        return columns;
    }

    /** The hash of the file's bytes, lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** Writes a row to an array, from a place on. */
    public void copy(int row, float[] out, int at) {
        int piece = row / rowsOfPiece;
        int from = row % rowsOfPiece * columns;
        if (halves.isEmpty()) {
            singles.get(piece).get(from, out, at, columns);
            return;
        }
        ShortBuffer bits = halves.get(piece);
        for (int j = 0; j < columns; j++) {
            out[at + j] = HALVES[bits.get(from + j) & 0xFFFF];
        }
    }

    @Override
    public String toString() {
        return "NpyMap[" + rows + " x " + columns + "]";
    }
}
