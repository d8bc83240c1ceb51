package org.drepmrec.graph;

/** How the edges of the directed k-nearest-neighbor graph are weighted. Row i holds the neighbors of i. */
public enum RelationNorm {
    /** 1/k: the mean over the k neighbors (DRepMRec Eq. 5; FREEDOM). */
    ROW_SUM,
    /** 1/sqrt(k indegree(j)). */
    ROW_COL,
    /** Edges are made symmetric; then D<sup>-1/2</sup> A D<sup>-1/2</sup>. */
    SYMMETRIZE,
    /**
     * The cosines are kept: s_ij / sqrt(deg_i deg_j), where deg is the sum of a node's own row (MGCN). A node whose row
     * does not sum to a positive number contributes a factor of 0.
     */
    WEIGHTED
}
