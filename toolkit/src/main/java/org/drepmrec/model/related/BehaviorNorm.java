package org.drepmrec.model.related;

import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.graph.BehaviorGraph;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;
import org.drepmrec.sparse.Csr;

/** How the graph of users and items is normalized where a model's code differs from LightGCN. */
enum BehaviorNorm {

    /** D<sup>-1/2</sup> A D<sup>-1/2</sup>. */
    SYMMETRIC,

    /** The mean over a node and its neighbors, (D + I)<sup>-1</sup> (A + I). */
    MEAN_WITH_SELF;

    /** The option of the models that have both. */
    static final Option<BehaviorNorm> OPTION =
            Option.choice("behavior.norm", SYMMETRIC, "LightGCN eq. 3; LATTICE's code: meanWithSelf");

    /** The operator, (M+N) x (M+N). */
    static SparseOperator graph(Recommender model, ParameterStore into) {
        if (model.get(OPTION) == SYMMETRIC) {
            return Propagation.behaviorGraph(model, into);
        }
        Csr adjacency = BehaviorGraph.adjacency(model.data().train().matrix());
        return SparseOperator.of(
                into, adjacency.plus(Csr.identity(adjacency.rows())).rowMean());
    }
}
