package org.drepmrec.model;

import ai.djl.ndarray.NDArray;
import org.drepmrec.engine.Tape;
import org.drepmrec.sparse.Parallel;

/**
 * The target of a similarity signal, a constant symmetric B x B matrix T, in the cheaper of two forms: explicit, or as
 * T = F Fᵀ with few columns, in which case T itself is never formed.
 */
public sealed interface TargetMatrix {

    /** T itself, row-major. */
    static TargetMatrix dense(float[] values, int size) {
        return new Dense(values, size, Dense.squares(values, size));
    }

    /** T = F Fᵀ from F, size x columns, row-major. */
    static TargetMatrix gram(float[] factor, int size, int columns) {
        return new Gram(factor, size, columns);
    }

    /** B. */
    int size();

    /** T X for X of B x d, and ‖T‖_F². */
    Product times(Tape tape, NDArray x);

    /** The diagonal of T, B x 1. */
    NDArray diagonal(Tape tape);

    /**
     * The quantities of T that a signal needs.
     *
     * @param tx T X, B x d
     * @param squares ‖T‖_F², a scalar
     */
    record Product(NDArray tx, NDArray squares) {}

    /** T as it is, and ‖T‖_F². */
    record Dense(float[] values, int size, double squares) implements TargetMatrix {

        @Override
        public Product times(Tape tape, NDArray x) {
            try (NDArray t = tape.constant(values, size, size).value()) {
                return new Product(
                        tape.backend().product(t, false, x, false),
                        tape.manager().create((float) squares));
            }
        }

        private static double squares(float[] values, int size) {
            double[] ofRow = new double[size];
            Parallel.forRanges(size, 64, (from, to) -> {
                for (int r = from; r < to; r++) {
                    float sum = 0;
                    for (int c = 0; c < size; c++) {
                        sum += values[r * size + c] * values[r * size + c];
                    }
                    ofRow[r] = sum;
                }
            });
            double sum = 0;
            for (double row : ofRow) {
                sum += row;
            }
            return sum;
        }

        @Override
        public NDArray diagonal(Tape tape) {
            float[] own = new float[size];
            for (int i = 0; i < size; i++) {
                own[i] = values[i * (size + 1)];
            }
            return tape.constant(own, size, 1).value();
        }
    }

    /** T = F Fᵀ. */
    record Gram(float[] factor, int size, int columns) implements TargetMatrix {

        @Override
        public Product times(Tape tape, NDArray x) {
            return product(tape, tape.constant(factor, size, columns).value(), x);
        }

        private static Product product(Tape tape, NDArray f, NDArray x) {
            try (NDArray fx = tape.backend().product(f, true, x, false);
                    NDArray ff = tape.backend().product(f, true, f, false)) {
                return new Product(
                        tape.backend().product(f, false, fx, false),
                        tape.backend().total(ff.square()));
            }
        }

        @Override
        public NDArray diagonal(Tape tape) {
            float[] own = new float[size];
            for (int i = 0; i < size; i++) {
                for (int c = 0; c < columns; c++) {
                    own[i] += factor[i * columns + c] * factor[i * columns + c];
                }
            }
            return tape.constant(own, size, 1).value();
        }
    }

    /** The products of some rows of vectors on the device; T itself is formed where it has fewer numbers than they. */
    record OnDevice(NDArray vectors, int[] ids, int[] place) implements TargetMatrix {

        @Override
        public int size() {
            return ids.length;
        }

        @Override
        public Product times(Tape tape, NDArray x) {
            try (NDArray f = factor(tape)) {
                if (f.getShape().get(1) <= size()) {
                    return Gram.product(tape, f, x);
                }
                try (NDArray t = tape.backend().product(f, false, f, true)) {
                    return new Product(
                            tape.backend().product(t, false, x, false),
                            tape.backend().total(t.square()));
                }
            }
        }

        private NDArray factor(Tape tape) {
            NDArray roots = tape.counts(place, size()).sqrt();
            return tape.gather(tape.constant(vectors).value(), ids).mul(roots);
        }

        @Override
        public NDArray diagonal(Tape tape) {
            try (NDArray f = factor(tape)) {
                return tape.backend().rowSums(f.square());
            }
        }
    }
}
