package org.drepmrec.graph.similarity;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.drepmrec.data.Features;
import org.drepmrec.sparse.Parallel;

/**
 * The distinct rows of a feature matrix. Items that share one vector (often one stand-in picture) are computed once, so
 * their similarities are equal to the last bit whatever product computes them.
 */
final class DistinctRows implements NodeVectors {

    private final int[] distinctOf;
    private final int count;
    private final int dimension;
    private final float[] values;

    DistinctRows(Features features) {
        dimension = features.dimension();
        distinctOf = new int[features.rows()];
        int[] firstItem = new int[features.rows()];
        Row[] all = new Row[features.rows()];
        Parallel.forRanges(all.length, 64, (from, to) -> {
            for (int i = from; i < to; i++) {
                all[i] = new Row(features.values(), i * dimension, dimension);
            }
        });
        Map<Row, Integer> seen = new HashMap<>(2 * features.rows());
        for (int i = 0; i < distinctOf.length; i++) {
            int next = seen.size();
            Integer known = seen.putIfAbsent(all[i], next);
            distinctOf[i] = known == null ? next : known;
            if (known == null) {
                firstItem[next] = i;
            }
        }
        count = seen.size();
        values = count == features.rows() ? features.values() : gather(features.values(), firstItem);
    }

    private float[] gather(float[] all, int[] firstItem) {
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
        System.arraycopy(values, row * dimension, out, at, dimension);
    }

    /** count() x dimension() numbers. */
    float[] values() {
        return values;
    }

    private static final class Row {
        private final float[] values;
        private final int from;
        private final int length;
        private final int hash;

        Row(float[] values, int from, int length) {
            this.values = values;
            this.from = from;
            this.length = length;
            int h = 1;
            for (int j = from; j < from + length; j++) {
                h = 31 * h + Float.floatToIntBits(values[j]);
            }
            hash = h;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Row o
                    && hash == o.hash
                    && Arrays.equals(values, from, from + length, o.values, o.from, o.from + o.length);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
