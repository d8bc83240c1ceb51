package org.drepmrec.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;

/** The named, weighted terms of a loss, in insertion order. Immutable. */
public final class LossTerms {

    private record Term(Var value, double weight) {}

    private final Map<String, Term> terms;

    private LossTerms(Map<String, Term> terms) {
        this.terms = terms;
    }

    /** A loss without terms. */
    public static LossTerms empty() {
        return new LossTerms(Map.of());
    }

    /**
     * A copy with one more term.
     *
     * @param value a scalar, unweighted
     * @throws IllegalArgumentException if a term of that name exists
     */
    public LossTerms plus(String name, double weight, Var value) {
        Map<String, Term> more = new LinkedHashMap<>(terms);
        if (more.put(name, new Term(value, weight)) != null) {
            throw new IllegalArgumentException("loss term " + name + " exists already; it has " + terms.keySet());
        }
        return new LossTerms(more);
    }

    /** As {@link #plus(String, double, Var)}; a term of weight 0 is neither computed nor added. */
    public LossTerms plus(String name, double weight, Supplier<Var> value) {
        return weight == 0 ? this : plus(name, weight, value.get());
    }

    /** Runs the backward pass from the weighted sum. */
    public void backward(Tape tape) {
        Map<Var, Double> weights = new LinkedHashMap<>();
        terms.values().forEach(t -> weights.merge(t.value, t.weight, Double::sum));
        tape.backward(weights);
    }

    /** Reads the unweighted value of each term, and last the weighted sum under the name {@code total}. */
    public Map<String, Double> values() {
        return terms.isEmpty()
                ? Map.of("total", 0.0)
                : reading(terms.values().iterator().next().value.tape()).get();
    }

    /** {@link #values}, read when they are asked for; from a device by one copy. */
    public Supplier<Map<String, Double>> reading(Tape tape) {
        Supplier<float[]> numbers =
                tape.reading(terms.values().stream().map(Term::value).toList());
        return () -> named(numbers.get());
    }

    private Map<String, Double> named(float... numbers) {
        Map<String, Double> read = new LinkedHashMap<>();
        double total = 0;
        for (Map.Entry<String, Term> e : terms.entrySet()) {
            double value = numbers[read.size()];
            read.put(e.getKey(), value);
            total += e.getValue().weight * value;
        }
        read.put("total", total);
        return read;
    }
}
