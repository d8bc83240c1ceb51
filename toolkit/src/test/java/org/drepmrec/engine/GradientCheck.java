package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Compares the tape's gradients with central differences, on a random weighting of an operator's result. */
public final class GradientCheck {

    private static final double STEP = 1e-2;

    private GradientCheck() {}

    /** A matrix to differentiate with respect to. */
    public record Input(int rows, int cols) {}

    /**
     * Checks an operator.
     *
     * @param tolerance allowed difference relative to the largest entry of each gradient
     */
    public static void check(String engine, double tolerance, Function<List<Var>, Var> operator, Input... inputs) {
        try (Backend backend = Backend.open(engine, System.getProperty("drepmrec.device"));
                ParameterStore store = new ParameterStore(backend, 7)) {
            Random random = new Random(3);
            Parameter[] parameters = new Parameter[inputs.length];
            for (int i = 0; i < inputs.length; i++) {
                float[] values = new float[inputs[i].rows * inputs[i].cols];
                for (int j = 0; j < values.length; j++) {
                    values[j] = (float) (random.nextGaussian() + 0.1);
                }
                parameters[i] = store.create("x" + i, values, new Shape(inputs[i].rows, inputs[i].cols));
            }
            for (Parameter p : parameters) {
                compare(backend, operator, parameters, p, tolerance);
            }
        }
    }

    private static void compare(
            Backend backend, Function<List<Var>, Var> operator, Parameter[] all, Parameter p, double tolerance) {
        float[] analytic;
        try (Tape tape = backend.tape()) {
            Var y = weighted(operator.apply(leaves(tape, all)));
            tape.backward(y);
            analytic = backend.toFloats(tape.gradient(p).orElseThrow());
        }
        float[] origin = p.toFloats();
        double largest = 1e-3;
        for (float a : analytic) {
            largest = Math.max(largest, Math.abs(a));
        }
        for (int j = 0; j < origin.length; j++) {
            double numeric =
                    (at(backend, operator, all, p, origin, j, STEP) - at(backend, operator, all, p, origin, j, -STEP))
                            / (2 * STEP);
            assertEquals(numeric, analytic[j], tolerance * largest, backend.engine() + " " + p + " entry " + j);
        }
        p.set(origin);
    }

    private static double at(
            Backend backend,
            Function<List<Var>, Var> operator,
            Parameter[] all,
            Parameter p,
            float[] origin,
            int j,
            double step) {
        float[] moved = origin.clone();
        moved[j] += (float) step;
        p.set(moved);
        try (Tape tape = backend.inference()) {
            Var y = operator.apply(leaves(tape, all));
            float[] values = y.toFloats();
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += weight(i) * values[i];
            }
            return sum;
        }
    }

    private static Var weighted(Var y) {
        Shape shape = y.value().getShape();
        float[] w = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < w.length; i++) {
            w[i] = (float) weight(i);
        }
        Tape tape = y.tape();
        Var weights = tape.constant(tape.backend().create(tape.manager(), w, shape));
        Var product = y.times(weights);
        return tape.record(
                product.value().sum(),
                g -> product.accumulate(product.value().onesLike().mul(g)),
                product);
    }

    private static double weight(int i) {
        return Math.sin(1.3 * i + 0.4);
    }

    private static List<Var> leaves(Tape tape, Parameter... all) {
        return java.util.Arrays.stream(all).map(tape::parameter).toList();
    }
}
