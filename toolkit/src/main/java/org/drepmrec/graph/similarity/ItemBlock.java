package org.drepmrec.graph.similarity;

import java.util.stream.IntStream;

/** Dot products of a block of items, looked up in the Gram matrix, or made of the vectors where it is not held. */
final class ItemBlock implements NodeBlock {

    private final FeatureGram gram;
    private final float[][] whole;
    private final int[] columns;
    private float[] computed;
    private int count;

    /**
     * An empty block.
     *
     * @param whole the Gram matrix, or null
     */
    ItemBlock(FeatureGram gram, float[][] whole, int width) {
        this.gram = gram;
        this.whole = whole;
        this.columns = new int[width];
    }

    @Override
    public void fill(int from, int size) {
        count = size;
        for (int b = 0; b < size; b++) {
            columns[b] = gram.rows().of(from + b);
        }
        if (whole == null) {
            int[] items = IntStream.range(from, from + size).toArray();
            computed = gram.productsWithItems(gram.itemVectors(items), size);
        }
    }

    @Override
    public void with(int node, float[] products) {
        int row = gram.rows().of(node);
        if (whole == null) {
            System.arraycopy(computed, row * count, products, 0, count);
            return;
        }
        float[] line = whole[row];
        for (int b = 0; b < count; b++) {
            products[b] = line[columns[b]];
        }
    }
}
