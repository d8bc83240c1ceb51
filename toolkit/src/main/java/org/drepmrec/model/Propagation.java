package org.drepmrec.model;

import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Var;
import org.drepmrec.sparse.Csr;

/** Propagation over a graph that several models share. */
public final class Propagation {

    private Propagation() {}

    /** The normalized graph of users and items, Â, in a store. */
    public static SparseOperator behaviorGraph(Recommender model, ParameterStore into) {
        return SparseOperator.symmetric(into, model.graphs().behavior());
    }

    /** [Q ; I], (M+N) x N: means over a user's training items for users, items as they are. */
    public static SparseOperator usersAndItems(Recommender model, ParameterStore into) {
        return SparseOperator.of(
                into, Csr.identity(model.items()).below(model.graphs().userMean()));
    }

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
