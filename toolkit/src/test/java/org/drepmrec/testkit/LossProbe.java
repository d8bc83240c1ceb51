package org.drepmrec.testkit;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.model.LossTerms;

/** Evaluates losses of a few small matrices and differentiates them. */
public final class LossProbe implements AutoCloseable {

    private final Backend backend;
    private final ParameterStore store;

    /** On an engine, and the device that the build names. */
    public LossProbe(String engine) {
        backend = Backend.open(engine, System.getProperty("drepmrec.device"));
        store = new ParameterStore(backend, 1);
    }

    /** A matrix to differentiate with respect to. */
    public Parameter matrix(String name, int cols, float... values) {
        return store.create(name, values, new Shape(values.length / cols, cols));
    }

    /** The value of each loss term, and of the weighted sum its gradients by parameter name. */
    public record Outcome(Map<String, Double> terms, Map<String, float[]> gradients) {

        /** The weighted sum. */
        public double total() {
            return terms.get("total");
        }
    }

    /** Runs a loss forwards and backwards. */
    public Outcome run(Function<Tape, LossTerms> loss) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        try (Tape tape = backend.tape()) {
            LossTerms terms = loss.apply(tape);
            terms.backward(tape);
            for (Parameter p : store.parameters()) {
                tape.gradient(p).ifPresent(g -> gradients.put(p.name(), backend.toFloats(g)));
            }
            return new Outcome(terms.values(), gradients);
        }
    }

    /** As {@link #run}, of one scalar. */
    public Outcome scalar(Function<Tape, Var> loss) {
        return run(tape -> LossTerms.empty().plus("loss", 1, loss.apply(tape)));
    }

    @Override
    public void close() {
        store.close();
        backend.close();
    }
}
