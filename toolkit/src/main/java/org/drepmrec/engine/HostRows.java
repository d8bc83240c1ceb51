package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.drepmrec.sparse.Csr;

/** By sparse products in Java; only gathering is the engine's. */
final class HostRows implements Rows {

    private final Tape tape;

    HostRows(Tape tape) {
        this.tape = tape;
    }

    @Override
    public NDArray gather(NDArray x, int... index) {
        Kernels kernels = tape.backend().kernels();
        try (NDArray where = kernels.indices(tape.manager(), index)) {
            return kernels.gather(x, where);
        }
    }

    @Override
    public NDArray scatterAdd(NDArray g, int[] index, int n) {
        int[] position = new int[index.length];
        Arrays.setAll(position, i -> i);
        return SparseOperator.onHost(tape, Csr.of(n, index.length, index, position, ones(index.length)), g);
    }

    @Override
    public NDArray counts(int[] index, int n) {
        float[] counts = new float[n];
        for (int k : index) {
            counts[k]++;
        }
        return tape.create(counts, n, 1);
    }

    @Override
    public Pairing pairing(int[] left, int lefts, int[] right, int rights) {
        Csr pairs = Csr.of(lefts, rights, left, right, ones(left.length));
        return new Pairing() {
            @Override
            public NDArray times(NDArray y) {
                return SparseOperator.onHost(tape, pairs, y);
            }

            @Override
            public NDArray transposeTimes(NDArray x) {
                return SparseOperator.onHost(tape, pairs.transpose(), x);
            }
        };
    }

    /** Nothing to do: arrays of Java are read where they are. */
    @Override
    public void copyAhead(Supplier<List<int[]>> indices) {}

    private static float[] ones(int n) {
        float[] ones = new float[n];
        Arrays.fill(ones, 1f);
        return ones;
    }
}
