package org.drepmrec.model.related;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.drepmrec.data.Features;
import org.drepmrec.engine.Edges;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.GraphOptions;
import org.drepmrec.graph.similarity.Neighbors;
import org.drepmrec.model.Projection;
import org.drepmrec.model.Recommender;
import org.drepmrec.sparse.Csr;

/**
 * The edges from each item to its k nearest in the space of projected features of one modality, found from the parameters as
 * they are now; k is {@code knn.item}. Above 50,000 items they are found approximately ({@code knn.search}). Close it.
 *
 * @param edges the edges; whom an item is joined with stays, how strongly is computed by {@link #cosines}
 * @param found the cosines at the time of the search, E x 1
 */
record LatentEdges(Edges edges, NDArray found) implements AutoCloseable {

    static LatentEdges search(Recommender model, ParameterStore store, Projection projection) {
        try (Tape tape = store.backend().inference()) {
            Var x = projection.items(tape);
            Neighbors nearest = model.graphs()
                    .nearest(
                            new Features(x.rows(), x.cols(), x.toFloats()),
                            model.graphs().options().get(GraphOptions.ITEM_NEIGHBORS),
                            model.graphs().options().get(GraphOptions.INCLUDE_SELF));
            int[] item = new int[nearest.ids().length];
            Arrays.setAll(item, e -> e / nearest.k());
            Edges edges = Edges.of(store, Csr.binary(nearest.nodes(), nearest.nodes(), item, nearest.ids()));
            float[] now = cosines(edges, x).toFloats();
            return new LatentEdges(edges, store.constant(now, new Shape(now.length, 1)));
        }
    }

    /** The cosines of the edges, E x 1, from projected features, N x d. */
    Var cosines(Var x) {
        return cosines(edges, x);
    }

    private static Var cosines(Edges edges, Var x) {
        Var unit = x.normalizeRows();
        return edges.dots(unit, unit);
    }

    @Override
    public void close() {
        edges.close();
        found.close();
    }
}
