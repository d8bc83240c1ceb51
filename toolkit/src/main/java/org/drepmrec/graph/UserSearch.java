package org.drepmrec.graph;

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

    private static final int BLOCK = 64;
    private static final int BLOCKS_BETWEEN_CHECKS = 32;

    private final FeatureGram gram;
    private final Csr weights;

    /**
     * Prepares a search.
     *
     * @param weights W, users x distinct item rows
     */
    UserSearch(FeatureGram gram, Csr weights) {
        this.gram = gram;
        this.weights = weights;
    }

    Neighbours nearest(int k, boolean includeSelf) {
        int users = weights.rows();
        double[] exact = ItemSearch.inverses(gram.norms(weights));
        float[] inverse = new float[users];
        for (int u = 0; u < users; u++) {
            inverse[u] = (float) exact[u];
        }
        int[] id = new int[Math.multiplyExact(users, k)];
        float[] similarity = new float[id.length];
        ConcurrentLinkedQueue<Buffers> idle = new ConcurrentLinkedQueue<>();
        int blocks = (users + BLOCK - 1) / BLOCK;
        for (int first = 0; first < blocks; first += BLOCKS_BETWEEN_CHECKS) {
            Interrupts.check("comparing users");
            int start = first;
            Parallel.forRanges(Math.min(BLOCKS_BETWEEN_CHECKS, blocks - first), 1, (from, to) -> {
                Buffers reused = idle.poll();
                Buffers buffers = reused == null ? new Buffers(weights.cols(), k) : reused;
                for (int b = start + from; b < start + to; b++) {
                    searchBlock(b * BLOCK, Math.min(users, (b + 1) * BLOCK), inverse, includeSelf, buffers);
                    for (int u = b * BLOCK; u < Math.min(users, (b + 1) * BLOCK); u++) {
                        buffers.best[u - b * BLOCK].copyTo(id, similarity, u * k);
                    }
                }
                idle.add(buffers);
            });
        }
        return new Neighbours(users, k, id, similarity);
    }

    private void searchBlock(int from, int to, float[] inverse, boolean includeSelf, Buffers buffers) {
        int size = to - from;
        int[] block = new int[size];
        for (int b = 0; b < size; b++) {
            block[b] = from + b;
        }
        gram.weighted(weights, block, buffers.byUser);
        transposeScaled(buffers, size, from, inverse);
        TopK[] best = buffers.best;
        float[] threshold = new float[BLOCK];
        Arrays.fill(threshold, Float.POSITIVE_INFINITY);
        for (int b = 0; b < size; b++) {
            best[b].clear();
            if (includeSelf) {
                best[b].offer(from + b, inverse[from + b] == 0f ? 0f : 1f);
            }
            threshold[b] = best[b].threshold();
        }
        float[] cosine = buffers.cosine;
        for (int v = 0; v < weights.rows(); v++) {
            cosines(v, inverse[v], buffers.byItem, cosine);
            for (int b = 0; b < BLOCK; b++) {
                if (cosine[b] > threshold[b] && v != from + b) {
                    best[b].offer(v, Math.min(1f, cosine[b]));
                    threshold[b] = best[b].threshold();
                }
            }
        }
    }

    /** byItem(i, b) = byUser(b, i) / length(b); columns beyond the block are zero. */
    private static void transposeScaled(Buffers buffers, int size, int from, float[] inverse) {
        float[] byItem = buffers.byItem;
        int n = byItem.length / BLOCK;
        if (size < BLOCK) {
            Arrays.fill(byItem, 0f);
        }
        for (int i = 0; i < n; i += 16) {
            int end = Math.min(n, i + 16);
            for (int b = 0; b < size; b++) {
                float scale = inverse[from + b];
                for (int j = i; j < end; j++) {
                    byItem[j * BLOCK + b] = buffers.byUser[b * n + j] * scale;
                }
            }
        }
    }

    private void cosines(int user, float scale, float[] byItem, float[] out) {
        Arrays.fill(out, 0f);
        for (int e = weights.start(user); e < weights.start(user + 1); e++) {
            addScaled(weights.value(e) * scale, byItem, weights.column(e) * BLOCK, out);
        }
    }

    private static void addScaled(float a, float[] x, int o, float[] y) {
        for (int j = 0; j < BLOCK; j++) {
            y[j] += a * x[o + j];
        }
    }

    /** What one thread needs for one block. */
    private static final class Buffers {
        final float[] byUser;
        final float[] byItem;
        final float[] cosine = new float[BLOCK];
        final TopK[] best = new TopK[BLOCK];

        Buffers(int items, int k) {
            byUser = new float[Math.multiplyExact(items, BLOCK)];
            byItem = new float[byUser.length];
            Arrays.setAll(best, b -> new TopK(k));
        }
    }
}
