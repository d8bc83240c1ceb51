package org.drepmrec.model.drepmrec;

import static org.drepmrec.model.drepmrec.DRepMRecOptions.GATE;
import static org.drepmrec.model.drepmrec.DRepMRecOptions.GATE_DEPTH;
import static org.drepmrec.model.drepmrec.DRepMRecOptions.GATE_START;
import static org.drepmrec.model.drepmrec.DRepMRecOptions.RELATION_GRAPHS;
import static org.drepmrec.model.drepmrec.DRepMRecOptions.SHARED_GATE;

import ai.djl.ndarray.types.Shape;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.Side;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.FeatureMatrix;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.sparse.Csr;

/**
 * The modal-specific encoder of one modality (paper 3.3.1): filter gate and relation graphs.
 *
 * <p>Users and items are stacked. User features are means of item features, E_m^u = Q E_m^i, hence E_m^u W = Q (E_m^i W):
 * items are projected once and averaged for users by the one sparse operator [Q; I].
 */
final class ModalLine {

    private final Recommender model;
    private final FeatureMatrix features;
    private final Parameter trainableFeatures;
    private final SparseOperator usersAndItems;
    private final SparseOperator relations;
    private final Linear itemLayer;
    private final Linear userLayer;
    private final Linear second;

    ModalLine(Recommender model, Modality modality, ParameterStore into) {
        this.model = model;
        Graphs graphs = model.graphs();
        Features raw = model.data().features(modality);
        int n = raw.rows();
        int d = model.embeddingSize();
        Shape shape = new Shape(n, raw.dimension());
        this.features = FeatureMatrix.of(into, raw);
        this.trainableFeatures =
                model.get(SharedOptions.TRAINABLE_FEATURES) ? into.create("X." + modality, raw.values(), shape) : null;
        this.usersAndItems = Propagation.usersAndItems(model, into);
        this.relations = model.get(RELATION_GRAPHS)
                ? SparseOperator.of(
                        into,
                        Csr.blockDiagonal(graphs.relation(Side.USER, modality), graphs.relation(Side.ITEM, modality)))
                : null;
        this.itemLayer = layer(into, modality.toString(), raw.dimension(), d);
        this.userLayer = model.get(SHARED_GATE) ? itemLayer : layer(into, modality + ".users", raw.dimension(), d);
        this.second = model.get(GATE_DEPTH) == 2 ? layer(into, modality + ".2", d, d) : null;
    }

    private Linear layer(ParameterStore store, String name, int in, int out) {
        Linear.Start start = model.get(GATE_START).weight();
        return Linear.of(store, name, in, out, start, start == Linear.Start.LINEAR ? start : Linear.Start.ZERO);
    }

    /**
     * Eq. 4 to 6 for users and items at once.
     *
     * @param id the behavior embeddings to filter, (M+N) x d
     * @return Ē_m, (M+N) x d
     */
    Var represent(Var id) {
        return graphConvolution(filter(id));
    }

    /** Eq. 4: Ê_m = σ(E_m W + b) ⊙ E_B. */
    private Var filter(Var id) {
        Var projected = projected(id.tape());
        return model.get(GATE) ? projected.gate(id) : projected;
    }

    /** E_m W + b for users and items, with a second layer if configured. */
    private Var projected(Tape tape) {
        Var all = model.get(SHARED_GATE) && trainableFeatures == null
                ? constantTimes(itemLayer, tape).propagate(usersAndItems).plusRow(tape.parameter(itemLayer.bias()))
                : apart(tape);
        return second == null ? all : second.apply(all);
    }

    /** Users keep the constant means when features are trained, and have separate weights unless shared. */
    private Var apart(Tape tape) {
        int m = usersAndItems.matrix().rows() - usersAndItems.matrix().cols();
        Var ofUsers = constantTimes(userLayer, tape)
                .propagate(usersAndItems)
                .rowRange(0, m)
                .plusRow(tape.parameter(userLayer.bias()));
        Var ofItems = trainableFeatures == null
                ? constantTimes(itemLayer, tape).plusRow(tape.parameter(itemLayer.bias()))
                : itemLayer.apply(tape.parameter(trainableFeatures));
        return Var.stackRows(ofUsers, ofItems);
    }

    private Var constantTimes(Linear layer, Tape tape) {
        return features.times(tape.parameter(layer.weight()));
    }

    /** Eq. 6: Ē_m^u = J_m Ê_m^u and Ē_m^i = S_m Ê_m^i, as one block-diagonal operator. */
    private Var graphConvolution(Var filtered) {
        return relations == null
                ? filtered
                : Propagation.lastLayer(filtered, relations, model.get(SharedOptions.MODAL_LAYERS));
    }
}
