package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam without weight decay (Kingma and Ba 2015), with the bias correction on both moments; dense: rows whose gradient is
 * zero still move by their momentum. A parameter that no gradient reached in a step stays as it is.
 */
public final class Adam implements AutoCloseable {

    static final double BETA1 = 0.9;
    static final double BETA2 = 0.999;
    static final double EPSILON = 1e-8;

    private final NDManager manager;
    private final Backend backend;
    private final Map<Parameter, NDArray> mean = new LinkedHashMap<>();
    private final Map<Parameter, NDArray> variance = new LinkedHashMap<>();
    private final Map<Parameter, Integer> steps = new LinkedHashMap<>();

    /** An optimizer with both moments at zero. */
    public Adam(Backend backend, List<Parameter> parameters) {
        this.backend = backend;
        this.manager = backend.manager().newSubManager();
        for (Parameter p : parameters) {
            mean.put(p, manager.zeros(p.shape()));
            variance.put(p, manager.zeros(p.shape()));
            steps.put(p, 0);
        }
    }

    /** Moves each parameter by the gradients of a tape that has run backwards. */
    public void step(Tape tape, double learningRate) {
        List<AdamMove> moves = new ArrayList<>();
        for (Parameter p : mean.keySet()) {
            tape.gradient(p)
                    .ifPresent(g -> moves.add(
                            new AdamMove(p.value(), g, mean.get(p), variance.get(p), steps.merge(p, 1, Integer::sum))));
        }
        backend.kernels().adam(moves, learningRate);
    }

    /** The state of a parameter: first moment, second moment, each of its shape, and the count of its steps. */
    public record Moments(float[] mean, float[] variance, int steps) {}

    /** The state of a parameter, copied. */
    public Moments moments(Parameter p) {
        return new Moments(backend.toFloats(mean.get(p)), backend.toFloats(variance.get(p)), steps.get(p));
    }

    /** Restores the state of a parameter. */
    public void restore(Parameter p, Moments state) {
        mean.get(p).set(state.mean());
        variance.get(p).set(state.variance());
        steps.put(p, state.steps());
    }

    /** Frees the moments. */
    @Override
    public void close() {
        manager.close();
    }
}
