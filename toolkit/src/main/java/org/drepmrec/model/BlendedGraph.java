package org.drepmrec.model;

import org.drepmrec.data.Side;
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.sparse.Csr;

/** One item graph of all modalities, from raw features and so the same for the whole training. */
public final class BlendedGraph {

    private BlendedGraph() {}

    /** S = Σ α_m S_m, N x N, with the model's {@linkplain ModalWeights weights}. */
    public static Csr of(Recommender model, RelationNorm norm) {
        return ModalWeights.read(model).entrySet().stream()
                .map(e -> model.graphs().relation(Side.ITEM, e.getKey(), norm).times(e.getValue()))
                .reduce(Csr::plus)
                .orElseThrow();
    }
}
