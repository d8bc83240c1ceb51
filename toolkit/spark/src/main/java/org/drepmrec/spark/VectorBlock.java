package org.drepmrec.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Vectors of items with ascending numbers. */
final class VectorBlock implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int[] numbers;
    private final int dimension;
    private final float[] vectors;

    /**
     * Wraps arrays.
     *
     * @param numbers of the items, ascending
     * @param dimension d
     * @param vectors items x d, row-major
     */
    VectorBlock(int[] numbers, int dimension, float[] vectors) {
        this.numbers = numbers;
        this.dimension = dimension;
        this.vectors = vectors;
    }

    int number(int row) {
        return numbers[row];
    }

    int dimension() {
        return dimension;
    }

    int size() {
        return numbers.length;
    }

    /** Some rows, in this order. */
    VectorBlock rows(int... rows) {
        float[] some = new float[rows.length * dimension];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(vectors, rows[r] * dimension, some, r * dimension, dimension);
        }
        return new VectorBlock(Arrays.stream(rows).map(row -> numbers[row]).toArray(), dimension, some);
    }

    /** All rows of some blocks, one block after the other. */
    static VectorBlock joined(List<VectorBlock> blocks) {
        int size = blocks.stream().mapToInt(VectorBlock::size).sum();
        int d = blocks.get(0).dimension;
        VectorBlock all = new VectorBlock(new int[size], d, new float[Math.multiplyExact(size, d)]);
        int at = 0;
        for (VectorBlock block : blocks) {
            System.arraycopy(block.numbers, 0, all.numbers, at, block.size());
            System.arraycopy(block.vectors, 0, all.vectors, at * d, block.vectors.length);
            at += block.size();
        }
        return all;
    }

    /** The rows in order, in blocks of at most so many. */
    List<VectorBlock> split(int most) {
        List<VectorBlock> parts = new ArrayList<>();
        for (int from = 0; from < numbers.length; from += most) {
            int to = Math.min(numbers.length, from + most);
            parts.add(new VectorBlock(
                    Arrays.copyOfRange(numbers, from, to),
                    dimension,
                    Arrays.copyOfRange(vectors, from * dimension, to * dimension)));
        }
        return parts;
    }

    float[] vectors() {
        return vectors;
    }

    /** 1 over the length of each vector, 0 of a zero vector, so that its cosines become 0. */
    float[] inverseLengths() {
        float[] inverse = new float[size()];
        for (int r = 0; r < inverse.length; r++) {
            double sum = 0;
            for (int j = r * dimension; j < (r + 1) * dimension; j++) {
                sum += (double) vectors[j] * vectors[j];
            }
            inverse[r] = sum == 0 ? 0f : (float) (1 / Math.sqrt(sum));
        }
        return inverse;
    }

    /** Whether a vector has the bits of another block's. */
    boolean equal(int row, VectorBlock other, int otherRow) {
        return Arrays.equals(
                vectors,
                row * dimension,
                (row + 1) * dimension,
                other.vectors,
                otherRow * dimension,
                (otherRow + 1) * dimension);
    }
}
