package org.drepmrec.model.recent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.function.DoubleUnaryOperator;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;

/**
 * The orthonormal discrete Fourier transform of rows of d real numbers, and its inverse. Of the spectrum, the K = ⌊d / 2⌋ + 1
 * frequencies are kept that decide the others.
 *
 * <p>Both are products with constant matrices, which each engine has on each device and whose adjoint is known; at d = 64 they
 * cost no more than a layer.
 *
 * @param toReal d x K
 * @param toImaginary d x K
 * @param fromReal K x d
 * @param fromImaginary K x d
 */
record Spectrum(NDArray toReal, NDArray toImaginary, NDArray fromReal, NDArray fromImaginary) {

    /** Complex numbers in two parts, n x K each. */
    record Complex(Var real, Var imaginary) {

        /** The elementwise product. */
        Complex times(Complex other) {
            return new Complex(
                    real.times(other.real).minus(imaginary.times(other.imaginary)),
                    real.times(other.imaginary).plus(imaginary.times(other.real)));
        }
    }

    /** The transform of d numbers, with its matrices in a store. */
    static Spectrum of(ParameterStore into, int d) {
        return new Spectrum(
                matrix(into, d, Math::cos, false),
                matrix(into, d, x -> -Math.sin(x), false),
                matrix(into, d, Math::cos, true),
                matrix(into, d, x -> -Math.sin(x), true));
    }

    /** K, the number of frequencies of d numbers. */
    static int frequencies(int d) {
        return d / 2 + 1;
    }

    /**
     * Entry (n, k) is f(2πnk / d) / √d. That of the inverse is transposed and doubled at frequencies whose conjugates are not
     * kept.
     */
    private static NDArray matrix(ParameterStore into, int d, DoubleUnaryOperator f, boolean inverse) {
        int frequencies = frequencies(d);
        float[] values = new float[d * frequencies];
        for (int n = 0; n < d; n++) {
            for (int k = 0; k < frequencies; k++) {
                double value = f.applyAsDouble(2 * Math.PI * ((long) n * k % d) / d) / Math.sqrt(d);
                boolean alone = k == 0 || 2 * k == d;
                values[inverse ? k * d + n : n * frequencies + k] = (float) (inverse && !alone ? 2 * value : value);
            }
        }
        return into.constant(values, inverse ? new Shape(frequencies, d) : new Shape(d, frequencies));
    }

    /** The spectrum of each row of n x d numbers. */
    Complex of(Var rows) {
        Tape tape = rows.tape();
        return new Complex(rows.matMul(tape.constant(toReal)), rows.matMul(tape.constant(toImaginary)));
    }

    /**
     * The rows, n x d, whose spectrum is the given one times a filter.
     *
     * @param filter K x 2, the real and the imaginary part of the factor of each frequency
     */
    Var filtered(Complex spectrum, Var filter) {
        Var a = filter.columnRange(0, 1);
        Var b = filter.columnRange(1, 2);
        Var real = filter.tape().constant(fromReal);
        Var imaginary = filter.tape().constant(fromImaginary);
        // The filter goes to the inverse's K rows instead of the spectrum's n: (x + iy)(a + ib) = x(a + ib) + y(ia - b)
        Var ofReal = real.scaleRows(a).plus(imaginary.scaleRows(b));
        Var ofImaginary = imaginary.scaleRows(a).minus(real.scaleRows(b));
        return spectrum.real().matMul(ofReal).plus(spectrum.imaginary().matMul(ofImaginary));
    }
}
