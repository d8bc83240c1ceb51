package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.convolutional.Conv2d;
import org.drepmrec.sparse.Cpuinfo;

/** PyTorch's dense products on a CPU, by the library that is faster on its processor. */
enum PyTorchProducts {
    /** MKL's products, which use all of an Intel processor and leave AVX-512 alone elsewhere. */
    MKL {
        @Override
        NDArray product(NDArray a, boolean transposeA, NDArray b, boolean transposeB) {
            long columns = b.getShape().get(transposeB ? 0 : 1);
            // A transposed factor costs MKL less on the right: 92 instead of 58 GFLOP/s for 1792 x 1920 by 1920 x 64.
            return transposeA && a.getShape().get(1) > columns
                    ? turned(b, transposeB, a)
                    : byMatMul(a, transposeA, b, transposeB);
        }

        /** (Bᵀ A)ᵀ = Aᵀ B, where the result has more rows than columns. */
        private NDArray turned(NDArray b, boolean transposeB, NDArray a) {
            try (NDArray transposed = byMatMul(b, !transposeB, a, false);
                    NDArray view = transposed.transpose()) {
                return view.duplicate();
            }
        }
    },

    /** Large products by the convolutions of oneDNN, which use AVX-512 on any processor; small ones by MKL. */
    ONE_DNN {
        /** Multiplications from which on a convolution is worth its views. */
        private static final double LARGE = 1 << 20;

        /** Up to this size a transposed matrix stays in the cache while a convolution reorders it. */
        private static final long MOST_TRANSPOSED = 1 << 23;

        @Override
        NDArray product(NDArray a, boolean transposeA, NDArray b, boolean transposeB) {
            boolean small = (double) a.size() * b.getShape().get(transposeB ? 0 : 1) < LARGE || b.size() > 2 * a.size();
            return small || (transposeA && a.size() > MOST_TRANSPOSED)
                    ? byMatMul(a, transposeA, b, transposeB)
                    : byConvolution(a, transposeA, b, transposeB);
        }

        /** A convolution with one pixel for each row of the result: a row of a or, where a is transposed, a column. */
        private NDArray byConvolution(NDArray a, boolean transposeA, NDArray b, boolean transposeB) {
            long inner = a.getShape().get(transposeA ? 0 : 1);
            long columns = b.getShape().get(transposeB ? 0 : 1);
            long rows = a.size() / inner;
            try (NDArray kernel = kernel(b, transposeB, columns, inner);
                    NDArray picture = transposeA ? a.reshape(1, inner, 1, rows) : channelsLast(a, rows, inner);
                    NDArray result = Conv2d.conv2d(picture, kernel).singletonOrThrow();
                    NDArray turned = result.transpose(0, 2, 3, 1)) {
                return turned.reshape(rows, columns);
            }
        }

        private NDArray channelsLast(NDArray a, long rows, long inner) {
            try (NDArray pixels = a.reshape(1, rows, 1, inner)) {
                return pixels.transpose(0, 3, 1, 2);
            }
        }

        private NDArray kernel(NDArray b, boolean transposeB, long columns, long inner) {
            if (transposeB) {
                return b.reshape(columns, inner, 1, 1);
            }
            try (NDArray turned = b.transpose()) {
                return turned.reshape(columns, inner, 1, 1);
            }
        }
    };

    /** The faster one on a processor. */
    static PyTorchProducts of(Cpuinfo processor) {
        return processor.intel() ? MKL : ONE_DNN;
    }

    /** As {@link Kernels#product}. */
    abstract NDArray product(NDArray a, boolean transposeA, NDArray b, boolean transposeB);

    /** The engine's own product, which is MKL's on a CPU. */
    static NDArray byMatMul(NDArray a, boolean transposeA, NDArray b, boolean transposeB) {
        NDArray left = transposeA ? a.transpose() : a;
        NDArray right = transposeB ? b.transpose() : b;
        NDArray result = left.matMul(right);
        if (transposeA) {
            left.close();
        }
        if (transposeB) {
            right.close();
        }
        return result;
    }
}
