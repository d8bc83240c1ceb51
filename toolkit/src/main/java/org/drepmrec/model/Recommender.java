package org.drepmrec.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/**
 * The contract of a model. A model file holds parameters, forward pass, loss and, through {@link Lines}, scores; graphs,
 * loops and files are elsewhere.
 *
 * <p>To add a model: declare its {@link Option}s, extend this class and {@link Builder}, and write three methods:
 * {@link #initialize}, {@link #forward} and {@link #loss}. The trainer opens the model on a backend, calls the three for
 * each batch, and closes it. A model belongs to one training at a time.
 */
public abstract class Recommender implements AutoCloseable {

    /** d, the size of an embedding: 64 (paper 4.4). */
    public static final Option<Integer> EMBEDDING_SIZE =
            Option.integer("embeddingSize", 64, 1, 65_536, "paper 4.4: 64");

    /** The {@link #protocol} of a model that is trained at a constant learning rate. */
    protected static final Map<String, String> CONSTANT_RATE = Map.of("lr.decay", "1");

    private final String name;
    private final Graphs graphs;
    private final Options options;
    private ParameterStore store;

    /** A model that is not open yet. */
    protected Recommender(String name, Graphs graphs, Options options) {
        this.name = name;
        this.graphs = graphs;
        this.options = options;
    }

    /** The name that tables and saved models carry. */
    public String name() {
        return name;
    }

    /** The graphs it works on. */
    public final Graphs graphs() {
        return graphs;
    }

    /** The data set it learns from. */
    public final MultimodalDataset data() {
        return graphs.data();
    }

    /** All options with their values. */
    public Options options() {
        return options;
    }

    /** d, or for composed representations the size of one part. */
    protected final int embeddingSize() {
        return options.get(EMBEDDING_SIZE);
    }

    /** M, the number of users. */
    protected final int users() {
        return data().users();
    }

    /** N, the number of items. */
    protected final int items() {
        return data().items();
    }

    /** The classes whose code makes its numbers: its own, and where it holds another model, that one's too. */
    public Set<Class<?>> code() {
        return Set.of(getClass());
    }

    /** Whether batches carry a sampled negative for each positive; true unless overridden. */
    public boolean usesNegatives() {
        return true;
    }

    /**
     * Options of training, by key, that the model's own protocol sets differently from the trainer's defaults; none unless
     * overridden. Whoever sets one on the trainer decides otherwise.
     */
    public Map<String, String> protocol() {
        return Map.of();
    }

    /** Creates parameters, constants and sparse operators in the store, which frees them. */
    public abstract void initialize(ParameterStore into);

    /**
     * Computes {@linkplain Batch#derived what depends on a batch alone}, ahead of its step and on another thread than the one
     * that trains; only its distinct nodes unless overridden. Must not touch the engine.
     */
    public void prepare(Batch batch) {
        batch.distinct(users());
    }

    /**
     * Work before each epoch, such as pruning or sampling a graph; nothing unless overridden.
     *
     * @param epoch from 0
     * @param random seeded for this epoch
     */
    public void beforeEpoch(int epoch, SplittableRandom random) {}

    /** The representations in training. */
    public abstract Lines forward(Tape tape);

    /** The representations for scoring; those of training unless overridden. */
    public Lines inference(Tape tape) {
        return forward(tape);
    }

    /**
     * The loss of a batch, from the representations that {@link #forward} gave on the same tape. A parameter itself, for a
     * penalty, is {@code lines.general().tape().parameter(p)}. A {@link Var} lives as long as its tape: keep none in a field
     * from one batch to the next.
     */
    public abstract LossTerms loss(Lines lines, Batch batch);

    /** Creates the parameters on a backend, from a seed; parameters of an earlier opening are freed. */
    public final void open(Backend backend, long seed) {
        close();
        store = new ParameterStore(backend, seed);
        initialize(store);
    }

    /**
     * The parameters, in the order of their creation.
     *
     * @throws IllegalStateException if the model is not open
     */
    public final List<Parameter> parameters() {
        return opened().parameters();
    }

    /**
     * {@link #forward}, checked.
     *
     * @throws IllegalStateException if a representation has not a row for each user and each item
     */
    public final Lines lines(Tape tape) {
        return checked(forward(tape));
    }

    private Lines checked(Lines lines) {
        requireRows("general", lines.general());
        requireRows("behavior", lines.behavior());
        requireRows("modal", lines.modal());
        return lines;
    }

    private void requireRows(String line, Var found) {
        if (found != null && found.rows() != users() + items()) {
            throw new IllegalStateException(name + ": the " + line + " representation has " + found.rows()
                    + " rows, expected " + (users() + items()) + " (" + users() + " users, then " + items()
                    + " items); stack both with Var.stackRows");
        }
    }

    /**
     * What each modality adds to the modal representation, (M+N) x d, from the last forward pass on its tape; empty unless
     * the model adds modalities up and overrides this.
     */
    public Map<Modality, Var> modalParts() {
        return Map.of();
    }

    /** The share of each of {@link #modalParts} in the sum of their Frobenius norms; empty if there are none. */
    public final Map<Modality, Double> modalShares() {
        Map<Modality, Double> norms = new LinkedHashMap<>();
        try (Tape tape = opened().backend().inference()) {
            inference(tape);
            modalParts().forEach((m, part) -> norms.put(m, (double) part.norm().scalar()));
        }
        double sum = norms.values().stream().mapToDouble(n -> n).sum();
        norms.replaceAll((m, n) -> sum == 0 ? 0 : n / sum);
        return norms;
    }

    /** Computes the representations for scoring and copies them to Java. */
    public final Representations represent() {
        try (Tape tape = opened().backend().inference()) {
            Lines lines = checked(inference(tape));
            return new Representations(
                    users(),
                    items(),
                    Representations.Line.of(lines.general()),
                    lines.behavior() == null ? null : Representations.Line.of(lines.behavior()),
                    lines.modal() == null ? null : Representations.Line.of(lines.modal()));
        }
    }

    /** The backend and the parameters while the model is open. */
    final ParameterStore opened() {
        if (store == null) {
            throw new IllegalStateException(name + " is not open; train it, or call open(backend, seed) first");
        }
        return store;
    }

    /** Frees the parameters; the model can be opened again. */
    @Override
    public final void close() {
        if (store != null) {
            store.close();
            store = null;
        }
    }

    @Override
    public String toString() {
        String changes = options().changes();
        return name() + " on " + data().name() + (changes.isEmpty() ? ", default options" : ", " + changes);
    }

    /**
     * Collects a model's options.
     *
     * @param <B> the builder's own type
     */
    public abstract static class Builder<B extends Builder<B>> {

        private final Graphs graphs;
        private Options options;

        /** A builder with all options at their defaults. */
        protected Builder(Graphs graphs, Options defaults) {
            this.graphs = graphs;
            this.options = defaults;
        }

        /** The graphs to work on. */
        public final Graphs graphs() {
            return graphs;
        }

        /** The options as set so far. */
        public final Options options() {
            return options;
        }

        /**
         * Sets an option by its name.
         *
         * @throws IllegalArgumentException if it is unknown, listing the known ones, or the value is not acceptable
         */
        public final B set(String key, String value) {
            options = options.with(key, value);
            return self();
        }

        /** Sets options by their names. */
        public final B set(Map<String, String> values) {
            values.forEach(this::set);
            return self();
        }

        /** Sets an option. */
        public final <T> B set(Option<T> option, T value) {
            options = options.with(option, value);
            return self();
        }

        /** d, the size of an embedding; 64 by default (paper 4.4). */
        public final B embeddingSize(int d) {
            return set(EMBEDDING_SIZE, d);
        }

        /**
         * Refuses a data set without features, for a model that needs some.
         *
         * @throws IllegalArgumentException if there is no modality
         */
        protected final void requireModality(String model) {
            if (graphs.data().modalities().isEmpty()) {
                throw new IllegalArgumentException(model + ": data set "
                        + graphs.data().name() + " has no modality, expected at least one; add a feature file");
            }
        }

        @SuppressWarnings("unchecked")
        private B self() {
            return (B) this;
        }

        /** Checks everything together and makes the model. */
        public abstract Recommender build();
    }
}
