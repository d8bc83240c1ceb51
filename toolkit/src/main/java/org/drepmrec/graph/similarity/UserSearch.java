package org.drepmrec.graph.similarity;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;
import org.drepmrec.sparse.TopK;

/**
 * Finds the nearest users of every user from the Gram matrix of items alone: with user features W X, the dot products of
 * a block of users with all users are W (G W_block<sup>T</sup>). Neither user features of the size of X nor the
 * M x M matrix exist at any time.
 */
final class UserSearch {

    private static final int BLOCKS_BETWEEN_CHECKS = 16;

    /** Users whose cosines are looked through at once, since few of them pass a threshold. */
    private static final int GROUP = 8;

    private final FeatureGram gram;
    private final float[][] whole;
    private final Csr weights;
    private final int block;

    /**
     * Prepares a search.
     *
     * @param weights W, users x distinct item rows
     */
    UserSearch(FeatureGram gram, Csr weights) {
        this.gram = gram;
        this.weights = weights;
        this.whole = gram.whole();
        this.block = UserBlock.width(whole);
    }

    Neighbors nearest(int k, boolean includeSelf) {
        int users = weights.rows();
        float[] inverse = ItemSearch.rounded(ItemSearch.inverses(gram.norms(weights)));
        int[] id = new int[Math.multiplyExact(users, k)];
        float[] similarity = new float[id.length];
        ConcurrentLinkedQueue<Buffers> idle = new ConcurrentLinkedQueue<>();
        int blocks = (users + block - 1) / block;
        for (int first = 0; first < blocks; first += BLOCKS_BETWEEN_CHECKS) {
            Interrupts.check("comparing users");
            int start = first;
            Parallel.forRanges(Math.min(BLOCKS_BETWEEN_CHECKS, blocks - first), 1, (from, to) -> {
                Buffers reused = idle.poll();
                Buffers buffers =
                        reused == null ? new Buffers(new UserBlock(gram, whole, weights, block), block, k) : reused;
                for (int b = start + from; b < start + to; b++) {
                    int size = Math.min(block, users - b * block);
                    buffers.block.fill(b * block, size);
                    searchBlock(b * block, size, inverse, includeSelf, buffers);
                    for (int u = 0; u < size; u++) {
                        buffers.best[u].copyTo(id, similarity, (b * block + u) * k);
                    }
                }
                idle.add(buffers);
            });
        }
        return new Neighbors(users, k, id, similarity);
    }

    private void searchBlock(int from, int size, float[] inverse, boolean includeSelf, Buffers buffers) {
        TopK[] best = buffers.best;
        float[] threshold = buffers.threshold;
        float[] own = buffers.inverse;
        Arrays.fill(threshold, Float.MAX_VALUE);
        Arrays.fill(own, 0f);
        for (int b = 0; b < size; b++) {
            own[b] = inverse[from + b];
            best[b].clear();
            if (includeSelf) {
                best[b].offer(from + b, own[b] == 0f ? 0f : 1f);
            }
            threshold[b] = best[b].threshold();
        }
        for (int first = 0; first < inverse.length; first += GROUP) {
            int count = Math.min(GROUP, inverse.length - first);
            Arrays.fill(buffers.excess, 0f);
            for (int g = 0; g < count; g++) {
                buffers.block.with(first + g, buffers.cosine[g]);
                scale(buffers.cosine[g], inverse[first + g], own, threshold, buffers.excess);
            }
            for (int b = 0; b < size; b++) {
                if (buffers.excess[b] > 0f) {
                    offer(from + b, first, count, buffers, b);
                }
            }
        }
    }

    /** Offers those of a group of users whose cosines pass the threshold. */
    private static void offer(int user, int first, int count, Buffers buffers, int b) {
        TopK best = buffers.best[b];
        for (int g = 0; g < count; g++) {
            float cosine = buffers.cosine[g][b];
            if (cosine > best.threshold() && first + g != user) {
                best.offer(first + g, Math.min(1f, cosine));
            }
        }
        buffers.threshold[b] = best.threshold();
    }

    /** Turns products into cosines, and adds up by how much they pass the thresholds; without a branch, so in vectors. */
    private static void scale(float[] product, float a, float[] own, float[] threshold, float[] excess) {
        for (int j = 0; j < product.length; j++) {
            float cosine = product[j] * a * own[j];
            float over = cosine - threshold[j];
            product[j] = cosine;
            excess[j] += over + Math.abs(over);
        }
    }

    /** What one thread needs for one block. */
    private static final class Buffers {
        final UserBlock block;
        final float[][] cosine;
        final float[] excess;
        final float[] inverse;
        final float[] threshold;
        final TopK[] best;

        Buffers(UserBlock block, int size, int k) {
            this.block = block;
            this.cosine = new float[GROUP][size];
            this.excess = new float[size];
            this.inverse = new float[size];
            this.threshold = new float[size];
            this.best = new TopK[size];
            Arrays.setAll(best, b -> new TopK(k));
        }
    }
}
