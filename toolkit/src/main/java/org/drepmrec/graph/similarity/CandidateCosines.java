package org.drepmrec.graph.similarity;

import java.util.Arrays;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;

/** Cosines of users with their candidates, from whole vectors that are made for a block of users at a time. */
final class CandidateCosines {

    /** Numbers of the vectors that exist at once on either side of the products: 128 MB. */
    private static final int AT_ONCE = 1 << 25;

    private final FeatureGram gram;
    private final Csr weights;
    private final float[] inverse;

    CandidateCosines(FeatureGram gram, Csr weights, float[] inverse) {
        this.gram = gram;
        this.weights = weights;
        this.inverse = inverse;
    }

    /** How many users at once. */
    int block() {
        return Math.max(256, AT_ONCE / gram.rows().dimension());
    }

    /** The best k of each user's candidates. */
    Found best(Found candidates, int k) {
        int[] users = candidates.nodes();
        float[] own = gram.vectors(weights, users);
        int[] others = distinct(candidates);
        Found found = new Found(users, k);
        for (int first = 0; first < others.length; first += block()) {
            Interrupts.check("comparing users");
            int[] some = Arrays.copyOfRange(others, first, Math.min(others.length, first + block()));
            float[] vectors = gram.vectors(weights, some);
            int[] place = new int[weights.rows()];
            Arrays.fill(place, -1);
            for (int at = 0; at < some.length; at++) {
                place[some[at]] = at;
            }
            Parallel.forRanges(users.length, 16, (from, to) -> {
                for (int b = from; b < to; b++) {
                    offer(found, b, candidates, own, place, vectors);
                }
            });
        }
        return found;
    }

    private static int[] distinct(Found candidates) {
        int[] all = new int[candidates.nodes().length * candidates.k()];
        int size = 0;
        for (int b = 0; b < candidates.nodes().length; b++) {
            for (int p = 0; p < candidates.size(b); p++) {
                all[size++] = candidates.id(b, p);
            }
        }
        return Arrays.stream(all, 0, size).sorted().distinct().toArray();
    }

    private void offer(Found found, int b, Found candidates, float[] own, int[] place, float[] vectors) {
        int d = gram.rows().dimension();
        for (int p = 0; p < candidates.size(b); p++) {
            int other = candidates.id(b, p);
            int at = place[other];
            if (at >= 0) {
                float dot = dot(own, b * d, vectors, at * d, d);
                found.offer(b, other, dot * inverse[found.nodes()[b]] * inverse[other]);
            }
        }
    }

    /** In eight sums, so that additions need not wait for each other. */
    private static float dot(float[] x, int a, float[] y, int b, int d) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int j = 0;
        for (; j + 8 <= d; j += 8) {
            s0 += x[a + j] * y[b + j];
            s1 += x[a + j + 1] * y[b + j + 1];
            s2 += x[a + j + 2] * y[b + j + 2];
            s3 += x[a + j + 3] * y[b + j + 3];
            s4 += x[a + j + 4] * y[b + j + 4];
            s5 += x[a + j + 5] * y[b + j + 5];
            s6 += x[a + j + 6] * y[b + j + 6];
            s7 += x[a + j + 7] * y[b + j + 7];
        }
        for (; j < d; j++) {
            s0 += x[a + j] * y[b + j];
        }
        return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
    }
}
