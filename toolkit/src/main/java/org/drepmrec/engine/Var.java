package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * An array on a {@link Tape} with the operators on it. Matrices are two-dimensional; a row vector is 1 x d, a scalar has
 * one element.
 */
public final class Var {

    private static final float EPS = 1e-12f;

    private final Tape tape;
    private final Shape shape;
    private final NDArray value;
    private final boolean tracked;
    private final Adjoint adjoint;
    private final Deferred deferred;
    private NDArray gradient;
    private boolean ownGradient;

    Var(Tape tape, NDArray value, boolean tracked, Adjoint adjoint) {
        this.tape = tape;
        this.shape = value.getShape();
        this.value = value;
        this.tracked = tracked;
        this.adjoint = adjoint;
        this.deferred = null;
    }

    /** An array that is computed when it is read. */
    Var(Tape tape, Shape shape, boolean tracked, Deferred deferred) {
        this.tape = tape;
        this.shape = shape;
        this.value = null;
        this.tracked = tracked;
        this.adjoint = null;
        this.deferred = deferred;
    }

    /** The tape it lies on. */
    public Tape tape() {
        return tape;
    }

    /** The values; owned by the tape. */
    public NDArray value() {
        return deferred == null ? value : deferred.whole().value();
    }

    /** Whether a gradient can reach it. */
    public boolean tracked() {
        return tracked;
    }

    /** The number of rows. */
    public int rows() {
        return Math.toIntExact(shape.get(0));
    }

    /** The number of columns. */
    public int cols() {
        return Math.toIntExact(shape.get(1));
    }

    /**
     * Computes all of it now, if that was put off: for an operator that reads every row. Rows of it that somebody asks for
     * before the operator runs are then taken from it, not computed apart.
     */
    void materialize() {
        if (deferred != null) {
            deferred.whole();
        }
    }

    private boolean pending() {
        return deferred != null && !deferred.computed();
    }

    /** Reads a scalar. */
    public float scalar() {
        return value().toFloatArray()[0];
    }

    /** Reads all values, row-major. */
    public float[] toFloats() {
        return tape.backend().toFloats(value());
    }

    NDArray gradient() {
        return gradient;
    }

    /** Adds to the gradient of this array; a no-op where no gradient is wanted. The array must not be changed later. */
    public void accumulate(NDArray part) {
        if (!tracked) {
            return;
        }
        if (deferred != null) {
            deferred.whole().accumulate(part);
            return;
        }
        requireShape("gradient", shape, part.getShape());
        if (gradient == null) {
            gradient = part;
        } else if (ownGradient) {
            gradient.addi(part);
        } else {
            gradient = gradient.add(part);
            ownGradient = true;
        }
    }

    /** The engines would broadcast one of them, and fail much later or not at all. */
    private static void requireShape(String what, Shape expected, Shape found) {
        if (!expected.equals(found)) {
            throw new IllegalArgumentException(what + ": " + expected + " and " + found
                    + ", expected one shape; rows and columns are spread by plusRow and scaleRows");
        }
    }

    void pull() {
        if (gradient != null) {
            adjoint.pull(gradient);
            gradient = null;
        }
    }

    /** The sum of two arrays of one shape. */
    public Var plus(Var other) {
        requireShape("plus", shape, other.shape);
        if (pending() || other.pending()) {
            return Deferred.var(
                    tape,
                    shape,
                    () -> computedSum(other),
                    index -> ownedRows(index).plus(other.ownedRows(index)),
                    this,
                    other);
        }
        return computedSum(other);
    }

    private Var computedSum(Var other) {
        return tape.record(
                value().add(other.value()),
                g -> {
                    accumulate(g);
                    other.accumulate(g);
                },
                this,
                other);
    }

    /** The difference of two arrays of one shape. */
    public Var minus(Var other) {
        requireShape("minus", shape, other.shape);
        return tape.record(
                value().sub(other.value()),
                g -> {
                    accumulate(g);
                    if (other.tracked) {
                        other.accumulate(g.neg());
                    }
                },
                this,
                other);
    }

    /** The elementwise product of two arrays of one shape. */
    public Var times(Var other) {
        requireShape("times", shape, other.shape);
        return tape.record(
                value().mul(other.value()),
                g -> {
                    if (tracked) {
                        accumulate(g.mul(other.value()));
                    }
                    if (other.tracked) {
                        other.accumulate(g.mul(value()));
                    }
                },
                this,
                other);
    }

    /** This array times a number. */
    public Var scale(double factor) {
        if (pending()) {
            return Deferred.var(
                    tape, shape, () -> scaled(factor), index -> ownedRows(index).scale(factor), this);
        }
        return scaled(factor);
    }

    private Var scaled(double factor) {
        return tape.record(
                scalars().times(value(), factor), g -> accumulate(scalars().times(g, factor)), this);
    }

    /** Adds a 1 x d row to each of n x d rows. */
    public Var plusRow(Var row) {
        return tape.record(
                value().add(row.value()),
                g -> {
                    accumulate(g);
                    if (row.tracked) {
                        row.accumulate(tape.backend().kernels().columnSums(g));
                    }
                },
                this,
                row);
    }

    /** Multiplies each of n x d rows by its number in an n x 1 column. */
    public Var scaleRows(Var column) {
        return tape.record(
                value().mul(column.value()),
                g -> {
                    if (tracked) {
                        accumulate(g.mul(column.value()));
                    }
                    if (column.tracked) {
                        column.accumulate(rowSums(g.mul(value())));
                    }
                },
                this,
                column);
    }

    /** The matrix product, n x k by k x m. */
    public Var matMul(Var other) {
        if (cols() != other.rows()) {
            throw new IllegalArgumentException(
                    "matMul: " + shape + " and " + other.shape + ", expected as many columns as rows");
        }
        return Deferred.var(
                tape,
                new Shape(rows(), other.cols()),
                () -> computedProduct(other),
                index -> index.length < rows() ? ownedRows(index).computedProduct(other) : null,
                this,
                other);
    }

    private Var computedProduct(Var other) {
        Kernels kernels = tape.backend().kernels();
        return tape.record(
                kernels.product(value(), false, other.value(), false),
                g -> {
                    if (tracked) {
                        accumulate(kernels.product(g, false, other.value(), true));
                    }
                    if (other.tracked) {
                        other.accumulate(kernels.product(value(), true, g, false));
                    }
                },
                this,
                other);
    }

    /** The logistic function of each element. */
    public Var sigmoid() {
        NDArray s = value().getNDArrayInternal().sigmoid();
        return tape.record(s, g -> accumulate(g.mul(s).mul(scalars().plus(s.neg(), 1))), this);
    }

    /** σ(z) ⊙ x, a gate of this array z on another of its shape; half the passes of the two operators apart. */
    public Var gate(Var x) {
        requireShape("gate", shape, x.shape);
        NDArray open = value().getNDArrayInternal().sigmoid();
        NDArray y = open.mul(x.value());
        return tape.record(
                y,
                g -> {
                    NDArray through = g.mul(open);
                    x.accumulate(through);
                    if (tracked) {
                        // x σ'(z) g = y (1 - σ(z)) g
                        accumulate(g.sub(through).muli(y));
                    }
                },
                this,
                x);
    }

    /** The hyperbolic tangent of each element. */
    public Var tanh() {
        NDArray t = value().tanh();
        return tape.record(t, g -> accumulate(g.mul(scalars().plus(t.square().neg(), 1))), this);
    }

    /** x where positive, slope * x elsewhere. */
    public Var leakyRelu(double slope) {
        NDArray factor = scalars().plus(scalars().times(scalars().above(value(), 0), 1 - slope), slope);
        return tape.record(value().mul(factor), g -> accumulate(g.mul(factor)), this);
    }

    /** The softmax of each row. */
    public Var softmaxRows() {
        NDArray p = value().softmax(1);
        return tape.record(
                p,
                g -> {
                    NDArray gp = g.mul(p);
                    accumulate(gp.sub(p.mul(rowSums(gp))));
                },
                this);
    }

    /** Each row divided by its Euclidean norm, or by 1e-12 where that is larger; no gradient passes such a short row. */
    public Var normalizeRows() {
        NDArray norm = scalars().atLeast(rowSums(value().square()).sqrt(), EPS);
        NDArray y = value().div(norm);
        return tape.record(
                y,
                g -> {
                    // 1 / norm would be 1e12 there, which no step of Adam recovers from.
                    NDArray inverse = scalars().above(norm, EPS).div(norm);
                    accumulate(g.sub(y.mul(rowSums(g.mul(y)))).mul(inverse));
                },
                this);
    }

    /**
     * The named rows, in that order, repeats allowed: n x d to B x d. Of sparse products, and of sums of them, that nobody
     * has read yet, only these rows are computed.
     *
     * @param index row numbers, copied: the array may be used again
     */
    public Var rows(int... index) {
        return ownedRows(index.clone());
    }

    /** As {@link #rows}, of an array that nobody changes any more. */
    Var ownedRows(int... index) {
        return deferred == null ? gathered(index) : deferred.rows(index);
    }

    private Var gathered(int... index) {
        return tape.record(
                tape.gather(value(), index), g -> accumulate(tape.rows().scatterAdd(g, index, rows())), this);
    }

    /** The rows from {@code from} to before {@code to}. */
    public Var rowRange(int from, int to) {
        int n = rows();
        int d = cols();
        return tape.record(value().get(from + ":" + to), g -> accumulate(padded(g, from, n - to, d, 0)), this);
    }

    /** The columns from {@code from} to before {@code to}. */
    public Var columnRange(int from, int to) {
        int n = rows();
        int d = cols();
        return tape.record(value().get(":, " + from + ":" + to), g -> accumulate(padded(g, from, d - to, n, 1)), this);
    }

    private NDArray padded(NDArray g, int before, int after, int other, int axis) {
        NDManager m = tape.manager();
        NDList parts = new NDList();
        if (before > 0) {
            parts.add(m.zeros(axis == 0 ? new Shape(before, other) : new Shape(other, before)));
        }
        parts.add(g);
        if (after > 0) {
            parts.add(m.zeros(axis == 0 ? new Shape(after, other) : new Shape(other, after)));
        }
        return parts.size() == 1 ? g : NDArrays.concat(parts, axis);
    }

    /** Matrices of one width, one below the other. */
    public static Var stackRows(Var... parts) {
        return stack(0, parts);
    }

    /** Matrices of one height, side by side. */
    public static Var stackColumns(Var... parts) {
        return stack(1, parts);
    }

    private static Var stack(int axis, Var... given) {
        Var[] parts = given.clone();
        for (Var part : parts) {
            if (part.value().getShape().get(1 - axis)
                    != parts[0].value().getShape().get(1 - axis)) {
                throw new IllegalArgumentException((axis == 0 ? "stackRows: " : "stackColumns: ")
                        + Arrays.stream(parts).map(p -> p.value().getShape()).toList() + ", expected one number of "
                        + (axis == 0 ? "columns" : "rows"));
            }
        }
        NDArray all =
                NDArrays.concat(new NDList(Arrays.stream(parts).map(Var::value).toArray(NDArray[]::new)), axis);
        return parts[0].tape.record(
                all,
                g -> {
                    long at = 0;
                    for (Var part : parts) {
                        long size = part.value().getShape().get(axis);
                        if (part.tracked) {
                            String range = at + ":" + (at + size);
                            part.accumulate(g.get(axis == 0 ? range : ":, " + range));
                        }
                        at += size;
                    }
                },
                parts);
    }

    /** The sum of squares of all elements, a scalar. */
    public Var squaredNorm() {
        return tape.record(
                tape.backend().total(value().square()),
                g -> accumulate(value().mul(scalars().times(g, 2))),
                this);
    }

    /** The sum of the squares of each of n x d rows times a constant number of it, a scalar. */
    public Var squaredNorm(float... ofRow) {
        return squaredNorm(tape.create(ofRow, rows(), 1));
    }

    /** As {@link #squaredNorm(float...)}, of numbers n x 1 on this step's device. */
    public Var squaredNorm(NDArray ofRow) {
        NDArray ofColumns = tape.backend().product(ofRow.reshape(1, rows()), false, value().square(), false);
        return tape.record(
                ofColumns.sum(), g -> accumulate(value().mul(ofRow.mul(scalars().times(g, 2)))), this);
    }

    private Scalars scalars() {
        return tape.backend().scalars();
    }

    private NDArray rowSums(NDArray matrix) {
        return tape.backend().rowSums(matrix);
    }

    /** The Frobenius norm, a scalar; its gradient at 0 is 0. */
    public Var norm() {
        NDArray n = tape.backend().total(value().square()).sqrt();
        return tape.record(n, g -> accumulate(value().mul(g.div(scalars().atLeast(n, EPS)))), this);
    }

    /** The sum of tensors of one shape; at least one. */
    public static Var sum(Stream<Var> parts) {
        return parts.reduce(Var::plus).orElseThrow();
    }

    /** The sum of tensors of one shape. */
    public static Var sum(Var... scalars) {
        Var total = scalars[0];
        for (int i = 1; i < scalars.length; i++) {
            total = total.plus(scalars[i]);
        }
        return total;
    }

    /** The same values, through which no gradient passes. */
    public Var detach() {
        return tape.record(value(), g -> {});
    }

    /**
     * Inverted dropout: each element is 0 with the given probability, else divided by 1 - rate.
     *
     * @param random decides; draws one number per element, in row order
     */
    public Var dropout(double rate, SplittableRandom random) {
        float[] mask = new float[Math.toIntExact(value().size())];
        float kept = (float) (1 / (1 - rate));
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextDouble() < rate ? 0f : kept;
        }
        return times(tape.constant(mask, rows(), cols()));
    }

    /** The product of a sparse matrix and this one. */
    public Var propagate(SparseOperator matrix) {
        return matrix.apply(this);
    }
}
