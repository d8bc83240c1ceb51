package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;

/**
 * The places of a sparse matrix whose numbers are computed in the step and have gradients: the edges of a graph that is
 * learned. A {@link SparseOperator} is the choice for constant numbers.
 *
 * <p>Numbers of edges are E x 1, row by row and in ascending order of columns. Everything follows from two operators, each the
 * adjoint of the other: {@link #dots} and {@link #product}. On a CPU they are computed in Java without E x d arrays, on a device
 * by the engine's index operators.
 */
public final class Edges implements AutoCloseable {

    private static final int GRAIN = 256;

    private final Backend backend;
    private final int rows;
    private final int cols;
    private final int[] start;
    private final int[] column;
    private final NDArray rowOfEdge;
    private final NDArray columnOfEdge;

    private Edges(ParameterStore store, Csr places) {
        this.backend = store.backend();
        this.rows = places.rows();
        this.cols = places.cols();
        this.start = places.starts();
        this.column = places.columns();
        boolean device = backend.staysOnDevice();
        this.rowOfEdge = device ? backend.indices(store.manager(), rowsOfEdges()) : null;
        this.columnOfEdge = device ? backend.indices(store.manager(), column) : null;
    }

    /**
     * The edges of a matrix; its values are not used.
     *
     * @param store frees what lies on a device, unless {@link #close} does so before
     * @throws IllegalArgumentException if there is no edge
     */
    public static Edges of(ParameterStore store, Csr places) {
        if (places.nonZeros() == 0) {
            throw new IllegalArgumentException("edges: " + places + ", expected at least one entry");
        }
        return new Edges(store, places);
    }

    private int[] rowsOfEdges() {
        int[] row = new int[column.length];
        for (int r = 0; r < rows; r++) {
            Arrays.fill(row, start[r], start[r + 1], r);
        }
        return row;
    }

    /** E, the number of edges. */
    public int size() {
        return column.length;
    }

    /**
     * The dot product of the rows that each edge joins, E x 1. With unit rows these are cosines.
     *
     * @param left rows x d
     * @param right cols x d
     */
    public Var dots(Var left, Var right) {
        require("dots", left, rows);
        require("dots", right, cols);
        Tape tape = left.tape();
        return tape.record(
                dots(tape, left.value(), right.value()),
                g -> {
                    if (left.tracked()) {
                        left.accumulate(product(tape, g, right.value(), false));
                    }
                    if (right.tracked()) {
                        right.accumulate(product(tape, g, left.value(), true));
                    }
                },
                left,
                right);
    }

    /**
     * The product of the matrix with the given numbers and a dense one, rows x d.
     *
     * @param weights E x 1
     * @param x cols x d
     */
    public Var product(Var weights, Var x) {
        require("product", weights, column.length);
        require("product", x, cols);
        Tape tape = x.tape();
        return tape.record(
                product(tape, weights.value(), x.value(), false),
                g -> {
                    if (weights.tracked()) {
                        weights.accumulate(dots(tape, g, x.value()));
                    }
                    if (x.tracked()) {
                        x.accumulate(product(tape, weights.value(), g, true));
                    }
                },
                weights,
                x);
    }

    /** The sum of each row's numbers, rows x 1. */
    public Var sums(Var weights) {
        return product(weights, weights.tape().filled(cols, 1, 1));
    }

    /** The number of each edge's column, E x 1, from numbers cols x 1. */
    public Var atColumns(Var numbers) {
        return dots(numbers.tape().filled(rows, 1, 1), numbers);
    }

    /**
     * The softmax over the edges of each row, E x 1.
     *
     * @param logits E x 1, of magnitude below 30: they are exponentiated without a shift
     */
    public Var softmax(Var logits) {
        require("softmax", logits, column.length);
        Tape tape = logits.tape();
        NDArray e = logits.value().exp();
        NDArray p = e.div(ofOwnRow(tape, e));
        return tape.record(
                p,
                g -> {
                    NDArray gp = g.mul(p);
                    logits.accumulate(gp.sub(p.mul(ofOwnRow(tape, gp))));
                },
                logits);
    }

    /** 1/√x of each positive number, else 0, through which no gradient passes: D<sup>-1/2</sup> from {@link #sums}. */
    public static Var inverseRoots(Var numbers) {
        Scalars scalars = numbers.tape().backend().scalars();
        NDArray x = numbers.value();
        NDArray root = scalars.atLeast(x, 1e-12).sqrt();
        NDArray r = scalars.above(x, 1e-12).div(root);
        return numbers.tape()
                .record(r, g -> numbers.accumulate(scalars.times(g.mul(r.mul(r).mul(r)), -0.5)), numbers);
    }

    /** The sum of the numbers of an edge's row, for each edge. */
    private NDArray ofOwnRow(Tape tape, NDArray numbers) {
        NDArray sums = product(tape, numbers, tape.manager().ones(new Shape(cols, 1)), false);
        return dots(tape, sums, tape.manager().ones(new Shape(cols, 1)));
    }

    private NDArray dots(Tape tape, NDArray left, NDArray right) {
        if (backend.staysOnDevice()) {
            return backend.rowSums(gather(tape, left, rowOfEdge).mul(gather(tape, right, columnOfEdge)));
        }
        Transfer transfer = backend.transfer();
        float[][] l = transfer.toHost(left);
        float[][] r = transfer.toHost(right);
        float[] out = new float[column.length];
        Parallel.forRanges(rows, GRAIN, (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int e = start[row]; e < start[row + 1]; e++) {
                    out[e] = dot(l[row], r[column[e]]);
                }
            }
        });
        transfer.giveBack(l);
        transfer.giveBack(r);
        return tape.create(out, column.length, 1);
    }

    private static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private NDArray product(Tape tape, NDArray weights, NDArray x, boolean transposed) {
        if (backend.staysOnDevice()) {
            NDArray terms =
                    gather(tape, x, transposed ? rowOfEdge : columnOfEdge).mul(weights);
            NDArray to = tape.constant(transposed ? columnOfEdge : rowOfEdge).value();
            return backend.kernels().scatterAdd(terms, to, transposed ? cols : rows);
        }
        Csr matrix = Csr.wrap(rows, cols, start, column, backend.toFloats(weights));
        return SparseOperator.onHost(tape, transposed ? matrix.transpose() : matrix, x);
    }

    private NDArray gather(Tape tape, NDArray x, NDArray index) {
        return backend.kernels().gather(x, tape.constant(index).value());
    }

    private static void require(String what, Var found, int expected) {
        if (found.rows() != expected) {
            throw new IllegalArgumentException(
                    what + " of edges: found " + found.rows() + " rows, expected " + expected);
        }
    }

    /** Frees what lies on a device before the store does; they must not be used again. */
    @Override
    public void close() {
        if (rowOfEdge != null) {
            rowOfEdge.close();
            columnOfEdge.close();
        }
    }
}
