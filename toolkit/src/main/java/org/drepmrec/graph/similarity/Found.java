package org.drepmrec.graph.similarity;

import java.util.Arrays;

/** The k most similar nodes found for each of some nodes, itself left out, by (cosine descending, index ascending). */
final class Found {

    /** What rounding may do to a cosine. */
    private static final float SAME = 1e-6f;

    private final int[] nodes;
    private final int k;
    private final int[] size;
    private final int[] id;
    private final float[] cosine;

    Found(int[] nodes, int k) {
        this.nodes = nodes;
        this.k = k;
        this.size = new int[nodes.length];
        this.id = new int[Math.multiplyExact(nodes.length, k)];
        this.cosine = new float[id.length];
    }

    int[] nodes() {
        return nodes;
    }

    int k() {
        return k;
    }

    int size(int b) {
        return size[b];
    }

    int id(int b, int place) {
        return id[b * k + place];
    }

    float cosine(int b, int place) {
        return cosine[b * k + place];
    }

    /** A candidate enters with a cosine above this one, and with this one if its index is lower than the last's. */
    float threshold(int b) {
        return size[b] < k ? Float.NEGATIVE_INFINITY : cosine[b * k + k - 1];
    }

    /** Writes numbers that any candidate of some of the nodes must exceed; they never fall. */
    synchronized void thresholds(int[] places, float[] out) {
        for (int b = 0; b < places.length; b++) {
            out[b] = Math.nextDown(threshold(places[b]));
        }
    }

    /** Takes what was found for some of the nodes, at their places here; several threads may. */
    synchronized void take(int[] places, Found part) {
        for (int b = 0; b < places.length; b++) {
            for (int p = 0; p < part.size[b]; p++) {
                offer(places[b], part.id(b, p), part.cosine(b, p));
            }
        }
    }

    /** Takes a candidate if it belongs to the k best, in whatever order they come. */
    void offer(int b, int candidate, float value) {
        if (candidate == nodes[b]) {
            return;
        }
        float v = Math.min(1f, value);
        int first = b * k;
        int p = first + size[b];
        if (size[b] == k) {
            p--;
            if (!before(v, candidate, p)) {
                return;
            }
        } else {
            size[b]++;
        }
        for (; p > first && before(v, candidate, p - 1); p--) {
            id[p] = id[p - 1];
            cosine[p] = cosine[p - 1];
        }
        id[p] = candidate;
        cosine[p] = v;
    }

    private boolean before(float v, int candidate, int place) {
        return v > cosine[place] || (v == cosine[place] && candidate < id[place]);
    }

    /** The share of this exact result that another of the same nodes holds; equally similar nodes are as good. */
    double recallOf(Found other) {
        int hits = 0;
        int all = 0;
        for (int b = 0; b < nodes.length; b++) {
            int[] own = Arrays.copyOfRange(id, b * k, b * k + size[b]);
            Arrays.sort(own);
            float last = cosine[b * k + Math.max(0, size[b] - 1)] - SAME;
            int found = 0;
            for (int p = 0; p < Math.min(size[b], other.size[b]); p++) {
                boolean hit = other.cosine(b, p) >= last || Arrays.binarySearch(own, other.id(b, p)) >= 0;
                found += hit ? 1 : 0;
            }
            hits += found;
            all += size[b];
        }
        return all == 0 ? 1 : hits / (double) all;
    }

    /** What was found for some consecutive nodes. */
    Found part(int from, int to) {
        Found some = new Found(Arrays.copyOfRange(nodes, from, to), k);
        System.arraycopy(size, from, some.size, 0, to - from);
        System.arraycopy(id, from * k, some.id, 0, some.id.length);
        System.arraycopy(cosine, from * k, some.cosine, 0, some.cosine.length);
        return some;
    }

    /** The best n of each node's. */
    Found first(int n) {
        Found some = new Found(nodes, n);
        for (int b = 0; b < nodes.length; b++) {
            some.size[b] = Math.min(n, size[b]);
            System.arraycopy(id, b * k, some.id, b * n, some.size[b]);
            System.arraycopy(cosine, b * k, some.cosine, b * n, some.size[b]);
        }
        return some;
    }
}
