package org.drepmrec.graph.similarity;

/** Dot products between a block of consecutive nodes and any node. For one thread at a time. */
interface NodeBlock {

    /** Moves to the nodes {@code from} to {@code from + count - 1}. */
    void fill(int from, int count);

    /** Writes the dot products of a node with the nodes of this block; those beyond their count mean nothing. */
    void with(int node, float[] products);
}
