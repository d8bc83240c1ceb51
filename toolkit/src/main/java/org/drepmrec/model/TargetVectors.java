package org.drepmrec.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.graph.similarity.Blend;

/**
 * The raw vectors of all nodes of a blend on the device, for a net whose steps stay there: a batch's target is the product of
 * its rows. Takes 4 bytes a number, nodes x {@link Blend#dimension}.
 */
public final class TargetVectors {

    /** Numbers that are copied at once. */
    private static final int PART = 1 << 24;

    private final NDArray vectors;

    private TargetVectors(NDArray vectors) {
        this.vectors = vectors;
    }

    /** Copies the vectors to the device of a store, which frees them. */
    public static TargetVectors of(ParameterStore store, Blend blend) {
        int nodes = blend.nodes();
        int d = blend.dimension();
        int rows = Math.max(1, PART / d);
        NDList parts = new NDList();
        for (int from = 0; from < nodes; from += rows) {
            int[] some = IntStream.range(from, Math.min(nodes, from + rows)).toArray();
            double[] ones = new double[some.length];
            Arrays.fill(ones, 1);
            parts.add(store.constant(blend.vectors(some, ones), new Shape(some.length, d)));
        }
        if (parts.size() == 1) {
            return new TargetVectors(parts.get(0));
        }
        NDArray all = NDArrays.concat(parts, 0);
        parts.close();
        return new TargetVectors(all);
    }

    /**
     * The target of a batch among some nodes, each row and column multiplied by the root of the number of times that it occurs.
     *
     * @param ids K node ids
     * @param place for each of the batch's ids its index in {@code ids}
     */
    public TargetMatrix target(int[] ids, int[] place) {
        return new TargetMatrix.OnDevice(vectors, ids, place);
    }
}
