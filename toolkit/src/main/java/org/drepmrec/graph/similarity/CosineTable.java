package org.drepmrec.graph.similarity;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.drepmrec.sparse.Parallel;

/**
 * Cosines among all nodes of a side, the lower half: as whole numbers of 24 bits, which are within 6e-8 of them, no further
 * than the rounding of the sums that they come from, and take three quarters of the memory.
 */
final class CosineTable {

    private static final int BYTES = 3;

    private static final float UNITS = (1 << 23) - 1;

    /** Nodes whose products with all nodes are made at once. */
    private static final int WIDTH = 256;

    private static final int BLOCKS_BETWEEN_CHECKS = 16;

    /** Rows that are looked up before they are turned into columns, few enough for them to stay in a cache. */
    private static final int TILE = 64;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[][] rows;

    private CosineTable(int nodes) {
        rows = new byte[nodes][];
        for (int r = 0; r < nodes; r++) {
            // One byte more, since numbers are read four bytes at a time.
            rows[r] = new byte[Math.addExact(Math.multiplyExact(BYTES, r + 1), 1)];
        }
    }

    /** The bytes of a table. */
    static long bytes(long nodes) {
        return BYTES * nodes * (nodes + 1) / 2;
    }

    /**
     * What a cosine is the sum of.
     *
     * @param block an empty block of so many nodes
     * @param scale what the dot products with each node are multiplied by
     */
    record Part(IntFunction<NodeBlock> block, float[] scale) {}

    /** Computes a table. */
    static CosineTable of(int nodes, List<Part> parts) {
        CosineTable table = new CosineTable(nodes);
        ConcurrentLinkedQueue<Buffers> idle = new ConcurrentLinkedQueue<>();
        int blocks = (nodes + WIDTH - 1) / WIDTH;
        for (int first = 0; first < blocks; first += BLOCKS_BETWEEN_CHECKS) {
            Interrupts.check("comparing nodes");
            int start = first;
            Parallel.forRanges(Math.min(BLOCKS_BETWEEN_CHECKS, blocks - first), 1, (from, to) -> {
                Buffers reused = idle.poll();
                Buffers buffers = reused == null ? new Buffers(parts) : reused;
                for (int b = start + from; b < start + to; b++) {
                    table.fill(b * WIDTH, Math.min(WIDTH, nodes - b * WIDTH), parts, buffers);
                }
                idle.add(buffers);
            });
        }
        return table;
    }

    private static final class Buffers {
        final List<NodeBlock> blocks;
        final float[] products = new float[WIDTH];
        final float[] sum = new float[WIDTH];

        Buffers(List<Part> parts) {
            blocks = parts.stream().map(p -> p.block().apply(WIDTH)).toList();
        }
    }

    /** Some columns of all rows that reach them. */
    private void fill(int first, int size, List<Part> parts, Buffers buffers) {
        buffers.blocks.forEach(b -> b.fill(first, size));
        for (int row = first; row < rows.length; row++) {
            Arrays.fill(buffers.sum, 0f);
            for (int p = 0; p < parts.size(); p++) {
                buffers.blocks.get(p).with(row, buffers.products);
                float[] scale = parts.get(p).scale();
                add(scale[row], scale, first, size, buffers.products, buffers.sum);
            }
            write(rows[row], first, Math.min(size, row + 1 - first), buffers.sum);
        }
    }

    private static void add(float left, float[] scale, int first, int size, float[] products, float[] sum) {
        for (int j = 0; j < size; j++) {
            sum[j] += left * scale[first + j] * products[j];
        }
    }

    private static void write(byte[] row, int first, int size, float[] cosines) {
        for (int j = 0; j < size - 1; j++) {
            INT.set(row, BYTES * (first + j), units(cosines[j]));
        }
        // The byte after the last one may be another thread's.
        int last = units(cosines[size - 1]);
        for (int k = 0; k < BYTES; k++) {
            row[BYTES * (first + size - 1) + k] = (byte) (last >> (Byte.SIZE * k));
        }
    }

    private static int units(float cosine) {
        double units = (double) UNITS * Math.max(-1f, Math.min(1f, cosine));
        return (int) (units < 0 ? units - 0.5 : units + 0.5);
    }

    /**
     * The cosines among some nodes, B x B, row-major.
     *
     * @param factor B numbers that rows and columns are multiplied by
     */
    float[] products(int[] nodes, double[] factor) {
        int n = nodes.length;
        int[] order = ascending(nodes);
        int[] column = new int[n];
        float[] right = new float[n];
        for (int b = 0; b < n; b++) {
            column[b] = nodes[order[b]] * BYTES;
            right[b] = (float) (factor[order[b]] / UNITS);
        }
        float[] out = new float[Math.multiplyExact(n, n)];
        int tiles = (n + TILE - 1) / TILE;
        Parallel.forRanges(tiles, 1, (from, to) -> {
            float[][] line = new float[TILE][n];
            for (int tile = from; tile < to; tile++) {
                // The longest first, so that threads end together.
                int first = (tiles - 1 - tile) * TILE;
                int size = Math.min(TILE, n - first);
                for (int r = 0; r < size; r++) {
                    int a = order[first + r];
                    read(rows[nodes[a]], column, first + r + 1, (float) factor[a], right, line[r]);
                    for (int c = 0; c <= first + r; c++) {
                        out[a * n + order[c]] = line[r][c];
                    }
                }
                for (int c = 0; c < first + size; c++) {
                    for (int r = Math.max(0, c - first); r < size; r++) {
                        out[order[c] * n + order[first + r]] = line[r][c];
                    }
                }
            }
        });
        return out;
    }

    /** The places of the nodes, in their order. */
    private static int[] ascending(int[] nodes) {
        return IntStream.range(0, nodes.length)
                .mapToLong(b -> ((long) nodes[b] << Integer.SIZE) | b)
                .sorted()
                .mapToInt(k -> (int) k)
                .toArray();
    }

    private static void read(byte[] row, int[] at, int size, float left, float[] right, float[] out) {
        for (int b = 0; b < size; b++) {
            int units = (int) INT.get(row, at[b]) << Byte.SIZE >> Byte.SIZE;
            out[b] = units * left * right[b];
        }
    }
}
