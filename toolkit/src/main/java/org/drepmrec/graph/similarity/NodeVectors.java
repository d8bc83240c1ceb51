package org.drepmrec.graph.similarity;

import java.util.stream.IntStream;

/** Vectors of nodes, read in any order by several threads. */
interface NodeVectors {

    int nodes();

    int dimension();

    /** The numbers of all nodes. */
    default int[] all() {
        return IntStream.range(0, nodes()).toArray();
    }

    /** Writes a node's vector to an array. */
    void copy(int node, float[] out, int at);

    /** The vectors of some nodes, row-major. */
    default float[] of(int[] nodes, int from, int count) {
        int d = dimension();
        float[] all = new float[Math.multiplyExact(count, d)];
        for (int b = 0; b < count; b++) {
            copy(nodes[from + b], all, b * d);
        }
        return all;
    }

    /** Vectors that lie in one array, nodes x d. */
    static NodeVectors dense(float[] values, int d) {
        return new NodeVectors() {
            @Override
            public int nodes() {
                return values.length / d;
            }

            @Override
            public int dimension() {
                return d;
            }

            @Override
            public void copy(int node, float[] out, int at) {
                System.arraycopy(values, node * d, out, at, d);
            }
        };
    }
}
