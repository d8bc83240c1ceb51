package org.drepmrec.graph;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;
import org.drepmrec.sparse.TopK;

/**
 * For each user, the other users with the most training items in common, ordered by (number of common items descending,
 * index ascending); users without common items are left out. Immutable.
 *
 * <p>Counts are the rows of R R<sup>T</sup>, computed one at a time from the lists of items and of their users, in time
 * that grows with the sum over items of their squared degrees.
 */
public final class CoOccurrence {

    private static final int GRAIN = 256;

    private final int[][] ids;
    private final float[][] counts;

    private CoOccurrence(int[][] ids, float[][] counts) {
        this.ids = ids;
        this.counts = counts;
    }

    /**
     * Counts shared items.
     *
     * @param train R, M x N, binary
     * @param maximum number of neighbors kept per user
     */
    public static CoOccurrence of(Csr train, int most) {
        Csr usersOf = train.transpose();
        CoOccurrence all = new CoOccurrence(new int[train.rows()][], new float[train.rows()][]);
        Parallel.forRanges(train.rows(), GRAIN, (from, to) -> {
            int[] shared = new int[train.rows()];
            TopK best = new TopK(most);
            for (int user = from; user < to; user++) {
                all.search(user, train, usersOf, shared, best);
            }
        });
        return all;
    }

    private void search(int user, Csr train, Csr usersOf, int[] shared, TopK best) {
        int[] touched = new int[16];
        int size = 0;
        for (int e = train.start(user); e < train.start(user + 1); e++) {
            int item = train.column(e);
            for (int f = usersOf.start(item); f < usersOf.start(item + 1); f++) {
                int other = usersOf.column(f);
                if (shared[other]++ == 0) {
                    if (size == touched.length) {
                        touched = Arrays.copyOf(touched, 2 * size);
                    }
                    touched[size++] = other;
                }
            }
        }
        Arrays.sort(touched, 0, size);
        best.clear();
        for (int k = 0; k < size; k++) {
            if (touched[k] != user) {
                best.offer(touched[k], shared[touched[k]]);
            }
            shared[touched[k]] = 0;
        }
        ids[user] = best.ids();
        counts[user] = new float[best.size()];
        best.copyTo(new int[best.size()], counts[user], 0);
    }

    /** The neighbors of a user, most common items first; a copy. */
    public int[] of(int user) {
        return ids[user].clone();
    }

    /** The counts of {@link #of(int)}, in the same order; a copy. */
    public float[] countsOf(int user) {
        return counts[user].clone();
    }

    /**
     * A user graph with k entries in each row (DualGNN): the first k neighbors, weighted by the softmax of their
     * counts. The list of a user with fewer is extended by repeats, each drawn uniformly from the list so far, whose
     * weights add up; a user without neighbors gets an empty row.
     *
     * @return M x M
     */
    public Csr sample(int k, SplittableRandom random) {
        int users = ids.length;
        int[] row = new int[Math.multiplyExact(users, k)];
        int[] column = new int[row.length];
        float[] weight = new float[row.length];
        int size = 0;
        for (int user = 0; user < users; user++) {
            if (ids[user].length > 0) {
                Arrays.fill(row, size, size + k, user);
                fill(user, k, random, column, weight, size);
                size += k;
            }
        }
        return Csr.of(users, users, Arrays.copyOf(row, size), Arrays.copyOf(column, size), Arrays.copyOf(weight, size));
    }

    private void fill(int user, int k, SplittableRandom random, int[] column, float[] weight, int at) {
        double highest = counts[user][0];
        double sum = 0;
        int known = Math.min(k, ids[user].length);
        for (int j = 0; j < k; j++) {
            int from = j < known ? j : random.nextInt(j);
            column[at + j] = j < known ? ids[user][j] : column[at + from];
            weight[at + j] = j < known ? (float) Math.exp(counts[user][j] - highest) : weight[at + from];
            sum += weight[at + j];
        }
        for (int j = 0; j < k; j++) {
            weight[at + j] = (float) (weight[at + j] / sum);
        }
    }
}
