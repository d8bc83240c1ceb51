package org.drepmrec.graph;

/** Whether the neighbors of a relation graph are the nearest of all nodes. */
public enum NeighborSearch {
    /** Approximate for a side of more than {@value #EXACT_UP_TO} nodes, exact for any other. */
    AUTO,
    /** All nodes are compared with all. */
    EXACT,
    /** Most of the nearest are found, as many as {@link GraphOptions#RECALL} asks for, in time that grows less with the nodes. */
    APPROXIMATE;

    /** So many items, or users, are compared with all unless asked otherwise. */
    public static final int EXACT_UP_TO = 50_000;

    boolean approximates(int nodes) {
        return this == APPROXIMATE || (this == AUTO && nodes > EXACT_UP_TO);
    }
}
