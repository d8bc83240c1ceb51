package org.drepmrec.model;

import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Var;

/** Propagation over a graph that several models share. */
public final class Propagation {

    private Propagation() {}

    /** LightGCN: the mean of E, ÂE, ..., Â^layers E (He et al. 2020; paper eq. 1 to 3). */
    public static Var meanOfLayers(Var e, SparseOperator adjacency, int layers) {
        return sumOfLayers(e, adjacency, layers).scale(1.0 / (layers + 1));
    }

    /** The sum of E, ÂE, ..., Â^layers E. */
    public static Var sumOfLayers(Var e, SparseOperator adjacency, int layers) {
        return adjacency.sumOfLayers(e, layers);
    }

    /** The last layer of a propagation, S^layers E. */
    public static Var lastLayer(Var e, SparseOperator adjacency, int layers) {
        Var layer = e;
        for (int l = 0; l < layers; l++) {
            layer = layer.propagate(adjacency);
        }
        return layer;
    }
}
