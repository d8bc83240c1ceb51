package org.drepmrec.graph.similarity;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.drepmrec.data.Features;
import org.drepmrec.sparse.DenseProduct;
import org.drepmrec.sparse.Parallel;

/**
 * The distinct rows of a feature matrix. Items that share one vector (often one stand-in picture) are computed once, so
 * their similarities are equal to the last bit whatever product computes them.
 */
final class DistinctRows implements NodeVectors {

    /** Rows that are read from a file at once. */
    private static final int BLOCK = 2048;

    private final int[] distinctOf;
    private final int count;
    private final int dimension;
    private final Features features;

    /** Null where the features stay in their file. */
    private final float[] values;

    private final int[] firstItem;

    DistinctRows(Features features) {
        this.features = features;
        dimension = features.dimension();
        distinctOf = new int[features.rows()];
        int[] first = new int[features.rows()];
        Row[] all = new Row[features.rows()];
        Parallel.forRanges(all.length, 64, (from, to) -> {
            float[] row = new float[dimension];
            for (int i = from; i < to; i++) {
                features.copy(i, row, 0);
                all[i] = new Row(features, i, row);
            }
        });
        Map<Row, Integer> seen = new HashMap<>(2 * features.rows());
        for (int i = 0; i < distinctOf.length; i++) {
            int next = seen.size();
            Integer known = seen.putIfAbsent(all[i], next);
            distinctOf[i] = known == null ? next : known;
            if (known == null) {
                first[next] = i;
            }
        }
        count = seen.size();
        firstItem = Arrays.copyOf(first, count);
        values = features.isMapped() ? null : count == features.rows() ? features.values() : gather(features.values());
    }

    private float[] gather(float[] all) {
        float[] kept = new float[count * dimension];
        for (int r = 0; r < count; r++) {
            System.arraycopy(all, firstItem[r] * dimension, kept, r * dimension, dimension);
        }
        return kept;
    }

    /** The number of items N. */
    int items() {
        return distinctOf.length;
    }

    /** The number of distinct rows. */
    int count() {
        return count;
    }

    @Override
    public int nodes() {
        return count;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    /** The distinct row that holds an item's vector. */
    int of(int item) {
        return distinctOf[item];
    }

    @Override
    public void copy(int row, float[] out, int at) {
        if (values == null) {
            features.copy(firstItem[row], out, at);
        } else {
            System.arraycopy(values, row * dimension, out, at, dimension);
        }
    }

    /**
     * Dot products of some consecutive rows with some others, rows x others, row-major. Those of rows that stay in their file are
     * made of a block of rows at a time, and are the same.
     */
    void products(DenseProduct product, int from, int size, int otherFrom, int others, float[] out) {
        if (values != null) {
            product.multiply(values, from, size, values, otherFrom, others, dimension, out);
            return;
        }
        float[] own = block(from, size);
        for (int first = 0; first < others; first += BLOCK) {
            int some = Math.min(BLOCK, others - first);
            float[] part = new float[size * some];
            product.multiply(own, 0, size, block(otherFrom + first, some), 0, some, dimension, part);
            for (int r = 0; r < size; r++) {
                System.arraycopy(part, r * some, out, r * others + first, some);
            }
        }
    }

    /** Dot products of all rows with some vectors, rows x vectors, row-major. */
    void products(DenseProduct product, float[] vectors, int vectorCount, float[] out) {
        if (values != null) {
            product.multiply(values, 0, count, vectors, 0, vectorCount, dimension, out);
            return;
        }
        for (int first = 0; first < count; first += BLOCK) {
            int some = Math.min(BLOCK, count - first);
            float[] part = new float[some * vectorCount];
            product.multiply(block(first, some), 0, some, vectors, 0, vectorCount, dimension, part);
            System.arraycopy(part, 0, out, first * vectorCount, part.length);
        }
    }

    private float[] block(int from, int size) {
        float[] rows = new float[size * dimension];
        for (int r = 0; r < size; r++) {
            copy(from + r, rows, r * dimension);
        }
        return rows;
    }

    private static final class Row {
        private final Features features;
        private final int item;
        private final int hash;

        Row(Features features, int item, float[] numbers) {
            this.features = features;
            this.item = item;
            hash = Arrays.hashCode(numbers);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Row o
                    && hash == o.hash
                    && Arrays.equals(features.row(item), o.features.row(o.item));
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
