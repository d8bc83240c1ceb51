package org.drepmrec.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;

/** A model with its parameters on a backend. For one thread at a time, except for {@link #prepare}. Must be closed. */
public final class OpenModel implements AutoCloseable {

    private final Recommender model;
    private final ParameterStore store;
    private final RecommenderNet opened;
    private RecommenderNet net;

    OpenModel(Recommender model, Backend backend, long seed) {
        this.model = model;
        this.store = new ParameterStore(backend, seed);
        boolean done = false;
        try {
            this.opened = model.openInto(store);
            this.net = opened;
            done = true;
        } finally {
            if (!done) {
                store.close();
            }
        }
    }

    /** The model. */
    public Recommender model() {
        return model;
    }

    /** Where the parameters are. */
    public Backend backend() {
        return store.backend();
    }

    /** The net of the current epoch. */
    public RecommenderNet net() {
        return net;
    }

    /** The parameters, in the order of their creation. */
    public List<Parameter> parameters() {
        return store.parameters();
    }

    /** How many numbers are trained. */
    public long size() {
        return parameters().stream().mapToLong(p -> p.shape().size()).sum();
    }

    /** The parameters by name, copied to Java. */
    public Map<String, ParameterValues> values() {
        Map<String, ParameterValues> all = new LinkedHashMap<>();
        parameters().forEach(p -> all.put(p.name(), p.values()));
        return all;
    }

    /** Begins an epoch, see {@link RecommenderNet#forEpoch}. */
    public void beginEpoch(int epoch, SplittableRandom random) {
        RecommenderNet next = opened.forEpoch(epoch, random);
        if (net != opened) {
            net.close();
        }
        net = next;
    }

    /**
     * Computes values that depend on the batch alone, ahead of its step and on any thread, without using the engine.
     */
    public void prepare(Batch batch) {
        batch.prepareNodes(model.users());
        opened.prepare(batch);
    }

    /**
     * {@link RecommenderNet#forward}, checked.
     *
     * @throws IllegalStateException if a representation does not have one row per user and item
     */
    public Lines lines(Tape tape) {
        return checked(net.forward(tape));
    }

    /** Copies the batch's row numbers to the device; before {@link #lines}, so that it does not wait for them. */
    public void copyAhead(Tape tape, Batch batch) {
        tape.copyAhead(() -> net.rowNumbers(batch));
    }

    /** {@link RecommenderNet#loss}. */
    public LossTerms loss(Lines lines, Batch batch) {
        return net.loss(lines, batch);
    }

    /** Computes the representations for scoring and copies them to Java. */
    public Representations represent() {
        try (Tape tape = backend().inference()) {
            return represent(checked(net.inference(tape)));
        }
    }

    /** Copies representations to Java. */
    public Representations represent(Lines lines) {
        return new Representations(
                model.users(),
                model.items(),
                Representations.Line.of(lines.general()),
                lines.behavior() == null ? null : Representations.Line.of(lines.behavior()),
                lines.modal() == null ? null : Representations.Line.of(lines.modal()),
                modalities(lines));
    }

    /** The weighted parts, where they cover users and items and there is a modal line to which they can add up. */
    private Map<Modality, Representations.Line> modalities(Lines lines) {
        Map<Modality, Representations.Line> all = new LinkedHashMap<>();
        if (lines.modal() != null
                && lines.parts().values().stream()
                        .allMatch(part -> part.own().rows() == lines.modal().rows())) {
            lines.parts()
                    .forEach((m, part) ->
                            all.put(m, Representations.Line.of(part.own().scale(part.weight()))));
        }
        return all;
    }

    /** The share of each modality in the sum of the Frobenius norms of all {@link Lines#parts}; empty without parts. */
    public Map<Modality, Double> modalShares() {
        Map<Modality, Double> norms = new LinkedHashMap<>();
        try (Tape tape = backend().inference()) {
            net.inference(tape)
                    .parts()
                    .forEach((m, part) -> norms.put(
                            m, (double) part.own().scale(part.weight()).norm().scalar()));
        }
        double sum = norms.values().stream().mapToDouble(n -> n).sum();
        norms.replaceAll((m, n) -> sum == 0 ? 0 : n / sum);
        return norms;
    }

    private Lines checked(Lines lines) {
        requireRows("general", lines.general());
        requireRows("behavior", lines.behavior());
        requireRows("modal", lines.modal());
        return lines;
    }

    private void requireRows(String line, Var found) {
        int expected = model.users() + model.items();
        if (found != null && found.rows() != expected) {
            throw new IllegalStateException(model.name() + ": the " + line + " representation has " + found.rows()
                    + " rows, expected " + expected + " (" + model.users() + " users, then " + model.items()
                    + " items); stack both with Var.stackRows");
        }
    }

    /** Frees the parameters and everything else that the net holds in the engine. */
    @Override
    public void close() {
        if (net != opened) {
            net.close();
        }
        store.close();
    }
}
