package org.drepmrec.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.sparse.DenseProduct;
import org.drepmrec.sparse.TopK;

/** What stands in for the features of items that lack a modality. */
public enum Fill {
    /** Zeros. */
    ZERO("zero"),
    /** The mean of the items that have the modality. */
    MEAN("the mean of the others"),
    /**
     * The mean of the {@value #NEAREST} items that have the modality and are nearest by cosine in the other modalities, by the mean of
     * the cosines where there are several; {@link #MEAN} where an item has no other modality.
     */
    NEIGHBORS("the mean of the 10 nearest in the other modalities");

    /** Neighbors that are averaged by {@link #NEIGHBORS}. */
    public static final int NEAREST = 10;

    private static final int BLOCK = 256;

    private final String words;

    Fill(String words) {
        this.words = words;
    }

    /** What it is, in words. */
    public String words() {
        return words;
    }

    /**
     * The one of a name; case is ignored.
     *
     * @throws IllegalArgumentException if there is none, listing all
     */
    public static Fill of(String name) {
        return Stream.of(values())
                .filter(f -> f.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("fill: found \"" + name + "\", expected one of "
                        + Stream.of(values()).map(Fill::toString).collect(Collectors.joining(", "))));
    }

    /** The features of a modality with this in place of the rows that are missing. */
    Features of(Map<Modality, Features> all, Map<Modality, BitSet> missing, Modality which) {
        Features was = all.get(which);
        BitSet gaps = missing.get(which);
        float[] values = was.values().clone();
        float[] row = this == ZERO ? new float[was.dimension()] : mean(was, gaps);
        gaps.stream().forEach(i -> System.arraycopy(row, 0, values, i * row.length, row.length));
        if (this == NEIGHBORS && gaps.cardinality() < was.rows()) {
            neighbors(all, missing, which, values);
        }
        return was.with(was.rows(), values);
    }

    private static float[] mean(Features features, BitSet gaps) {
        int d = features.dimension();
        double[] sum = new double[d];
        float[] row = new float[d];
        for (int i = gaps.nextClearBit(0); i < features.rows(); i = gaps.nextClearBit(i + 1)) {
            features.copy(i, row, 0);
            for (int j = 0; j < d; j++) {
                sum[j] += row[j];
            }
        }
        int present = features.rows() - gaps.cardinality();
        float[] mean = new float[d];
        for (int j = 0; j < d && present > 0; j++) {
            mean[j] = (float) (sum[j] / present);
        }
        return mean;
    }

    private static void neighbors(
            Map<Modality, Features> all, Map<Modality, BitSet> missing, Modality which, float[] values) {
        Features was = all.get(which);
        int[] gaps = missing.get(which).stream().toArray();
        BitSet has = (BitSet) missing.get(which).clone();
        has.flip(0, was.rows());
        int[] present = has.stream().toArray();
        for (int from = 0; from < gaps.length; from += BLOCK) {
            int[] block = Arrays.copyOfRange(gaps, from, Math.min(gaps.length, from + BLOCK));
            float[] cosines = new float[block.length * present.length];
            int[] others = new int[block.length];
            all.forEach((modality, features) -> {
                if (!modality.equals(which)) {
                    add(features, missing.get(modality), block, present, cosines, others);
                }
            });
            for (int b = 0; b < block.length; b++) {
                if (others[b] > 0) {
                    write(was, present, nearest(cosines, b * present.length, present.length), values, block[b]);
                }
            }
        }
    }

    /** Adds the cosines in one modality; 0 where either item lacks it. */
    private static void add(
            Features features, BitSet missing, int[] block, int[] present, float[] cosines, int[] others) {
        float[] products = new float[cosines.length];
        float[] x = units(features, missing, block);
        float[] y = units(features, missing, present);
        DenseProduct.JAVA.multiply(x, 0, block.length, y, 0, present.length, features.dimension(), products);
        for (int k = 0; k < cosines.length; k++) {
            cosines[k] += products[k];
        }
        for (int b = 0; b < block.length; b++) {
            others[b] += missing.get(block[b]) ? 0 : 1;
        }
    }

    private static float[] units(Features features, BitSet missing, int... items) {
        int d = features.dimension();
        float[] units = new float[items.length * d];
        for (int k = 0; k < items.length; k++) {
            if (!missing.get(items[k])) {
                features.copy(items[k], units, k * d);
            }
        }
        return new Features(items.length, d, units).normalizedRows().values();
    }

    /** Places of the largest, the earlier first among equals. */
    private static int[] nearest(float[] cosines, int from, int count) {
        TopK best = new TopK(Math.min(NEAREST, count));
        for (int k = 0; k < count; k++) {
            best.offer(k, cosines[from + k]);
        }
        return best.ids();
    }

    private static void write(Features was, int[] present, int[] places, float[] values, int item) {
        int d = was.dimension();
        for (int j = 0; j < d; j++) {
            double sum = 0;
            for (int place : places) {
                sum += was.values()[present[place] * d + j];
            }
            values[item * d + j] = (float) (sum / places.length);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
