package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.drepmrec.sparse.Csr;

/**
 * Records the operators of one step with their adjoints, and runs them backwards.
 *
 * <p>The same operators serve both engines, so both give the same numbers; none of them is differentiated by the engine
 * (a sparse product would silently become dense). All arrays of a step belong to its tape and are freed with it: use it
 * in a try-with-resources statement and take nothing out but Java arrays: after {@link #close} the memory behind an
 * array may already hold another step's numbers. Tapes may be nested if the inner one is closed first; a tape, and all
 * tapes of one {@link Backend}, are for one thread.
 */
public final class Tape implements AutoCloseable {

    private final Backend backend;
    private final NDManager manager;
    private final boolean recording;
    private final List<Var> recorded = new ArrayList<>();
    private final Deque<ByteBuffer> borrowed = new ArrayDeque<>();
    private final Map<Parameter, Var> leaves = new HashMap<>();
    private final Rows rows;
    private boolean pulled;

    Tape(Backend backend, boolean recording) {
        this.backend = backend;
        this.manager = backend.manager().newSubManager();
        this.recording = recording;
        this.rows = backend.staysOnDevice() ? new DeviceRows(this) : new HostRows(this);
    }

    /** The backend that computes. */
    public Backend backend() {
        return backend;
    }

    /** The manager that owns the arrays of this step. */
    public NDManager manager() {
        return manager;
    }

    /** A parameter as a leaf of this step; the same leaf each time. */
    public Var parameter(Parameter parameter) {
        return leaves.computeIfAbsent(parameter, p -> {
            manager.tempAttachAll(p.value());
            return new Var(this, p.value(), recording, null);
        });
    }

    /** An array that outlives the step, as a constant of it. */
    public Var constant(NDArray array) {
        if (array.getManager() != manager) {
            manager.tempAttachAll(array);
        }
        return new Var(this, array, false, null);
    }

    /** A constant from Java, row-major. */
    public Var constant(float[] values, int rows, int cols) {
        return new Var(this, create(values, rows, cols), false, null);
    }

    /** A constant of one number, such as the column of ones that carries a bias into dot products. */
    public Var filled(int rows, int cols, double number) {
        return new Var(this, manager.full(new Shape(rows, cols), (float) number), false, null);
    }

    /** An array of this step from Java, row-major. */
    NDArray create(float[] values, int rows, int cols) {
        return backend.transfer().toDevice(manager, values, new Shape(rows, cols), borrowed);
    }

    /** A matrix of this step, filled row by row from Java. */
    NDArray create(int rows, int cols, Consumer<Csr.RowSink> fill) {
        return backend.transfer().toDevice(manager, rows, cols, borrowed, fill);
    }

    /**
     * Records an operator.
     *
     * @param value its result, owned by {@link #manager()}
     * @param adjoint its backward half; called only if an operand has a gradient
     * @param operands what it depends on
     */
    public Var record(NDArray value, Adjoint adjoint, Var... operands) {
        boolean tracked = tracked(operands);
        Var result = new Var(this, value, tracked, tracked ? adjoint : null);
        if (tracked) {
            recorded.add(result);
        }
        return result;
    }

    /** What is done with rows that Java names. */
    Rows rows() {
        return rows;
    }

    /** The named rows of an array, repeats allowed, B x d; not recorded, see {@link Var#rows}. */
    public NDArray gather(NDArray x, int... index) {
        return rows.gather(x, index);
    }

    /** How often each of the numbers 0 to n-1 is named, n x 1; not recorded, and for reading only. */
    public NDArray counts(int[] index, int n) {
        return rows.counts(index, n);
    }

    /**
     * Pairs of rows of two matrices; not recorded.
     *
     * @param left for each pair a row of the first matrix, 0 to {@code lefts}-1
     * @param right for each pair a row of the second matrix, 0 to {@code rights}-1
     */
    public Pairing pairing(int[] left, int lefts, int[] right, int rights) {
        return rows.pairing(left, lefts, right, rights);
    }

    /**
     * Copies row numbers that the step will use to the device, all at once; to be called before anything is computed there,
     * since such a copy waits for it. Without it, each array is copied when it is first used. On the host there is nothing to
     * copy.
     */
    public void copyAhead(Supplier<List<int[]>> indices) {
        rows.copyAhead(indices);
    }

    /** Whether a gradient is wanted of what depends on these. */
    boolean tracked(Var... operands) {
        return recording && Arrays.stream(operands).anyMatch(Var::tracked);
    }

    /**
     * An operator written with DJL's own dense operations and differentiated by the engine: the way for a new layer whose
     * adjoint nobody has written down. The function is run again for the backward pass. Do not use sparse arrays in it.
     *
     * @param function from the operands' arrays to one array
     */
    public Var autograd(Function<NDList, NDArray> function, Var... operands) {
        Var[] own = operands.clone();
        NDList inputs = new NDList();
        Arrays.stream(operands).forEach(v -> inputs.add(v.value()));
        return record(function.apply(inputs), g -> pullByEngine(function, g, own), own);
    }

    private void pullByEngine(Function<NDList, NDArray> function, NDArray gradient, Var... operands) {
        NDList copies = new NDList();
        for (Var operand : operands) {
            NDArray copy = operand.value().duplicate();
            copy.setRequiresGradient(true);
            copies.add(copy);
        }
        try (GradientCollector collector = backend.manager().getEngine().newGradientCollector()) {
            collector.backward(function.apply(copies).mul(gradient).sum());
        }
        for (int i = 0; i < operands.length; i++) {
            operands[i].accumulate(copies.get(i).getGradient().duplicate());
        }
        copies.forEach(c -> c.setRequiresGradient(false));
    }

    /** The gradient of an output with respect to each parameter, by {@link #backward(Map)} with weight 1. */
    public void backward(Var output) {
        backward(Map.of(output, 1.0));
    }

    /**
     * Computes the gradients of a weighted sum of scalars; {@link #gradient} returns them. Once per tape.
     *
     * @param weights scalars of this tape and their weights in the sum
     * @throws IllegalStateException if the tape does not record, or has run backwards before
     */
    public void backward(Map<Var, Double> weights) {
        if (!recording || pulled) {
            throw new IllegalStateException(
                    recording
                            ? "this tape has run backwards before; use one tape per step"
                            : "a tape for inference records nothing; use Backend.tape()");
        }
        pulled = true;
        weights.forEach((scalar, weight) -> {
            if (scalar.value().size() != 1) {
                throw new IllegalArgumentException(
                        "backward from an array of shape " + scalar.value().getShape() + ", expected a scalar");
            }
            scalar.accumulate(manager.full(scalar.value().getShape(), weight.floatValue()));
        });
        for (int k = recorded.size() - 1; k >= 0; k--) {
            recorded.get(k).pull();
        }
    }

    /** The gradient with respect to a parameter, of its shape; empty if nothing reached it. */
    public Optional<NDArray> gradient(Parameter parameter) {
        return Optional.ofNullable(leaves.get(parameter)).map(Var::gradient);
    }

    /** Numbers of the step, read when they are asked for; from a device all of them by one copy. */
    public Supplier<float[]> reading(List<Var> scalars) {
        if (!backend.staysOnDevice() || scalars.isEmpty()) {
            return () -> {
                float[] all = new float[scalars.size()];
                for (int k = 0; k < all.length; k++) {
                    all[k] = scalars.get(k).scalar();
                }
                return all;
            };
        }
        NDList numbers = new NDList();
        scalars.forEach(s -> numbers.add(s.value().reshape(1)));
        NDArray joined = NDArrays.concat(numbers);
        return () -> backend.toFloats(joined);
    }

    /** Frees every array of the step; parameters and constants go back to their owners. */
    @Override
    public void close() {
        manager.close();
        backend.transfer().giveBack(borrowed);
    }
}
