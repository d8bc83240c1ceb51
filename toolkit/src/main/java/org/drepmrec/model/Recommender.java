package org.drepmrec.model;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.graph.Graphs;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;
import org.drepmrec.option.Setting;

/**
 * A model as a value: its type, graphs and options. It is immutable and holds no native memory, so it can be trained
 * twice or by several threads at once, wrapped, compared and printed.
 */
public final class Recommender {

    private final ModelType type;
    private final Graphs graphs;
    private final Options options;

    private Recommender(ModelType type, Graphs graphs, Options options) {
        this.type = type;
        this.graphs = graphs;
        this.options = options;
    }

    /** The type of the model. */
    public ModelType type() {
        return type;
    }

    /** The name used in tables and saved models. */
    public String name() {
        return type.name();
    }

    /** The graphs it works on. */
    public Graphs graphs() {
        return graphs;
    }

    /** The data set it learns from. */
    public MultimodalDataset data() {
        return graphs.data();
    }

    /** All options with their values. */
    public Options options() {
        return options;
    }

    /** The value of an option. */
    public <T> T get(Option<T> option) {
        return options.get(option);
    }

    /** d; for composed representations, the size of one part. */
    public int embeddingSize() {
        return get(SharedOptions.EMBEDDING_SIZE);
    }

    /** M, the number of users. */
    public int users() {
        return data().users();
    }

    /** N, the number of items. */
    public int items() {
        return data().items();
    }

    /** The modalities of the data. */
    public Set<Modality> modalities() {
        return data().modalities();
    }

    /** d_m, the size of the features of a modality. */
    public int featureSize(Modality modality) {
        return data().features(modality).dimension();
    }

    /**
     * Opens the model: creates its parameters on a backend from a seed. The caller closes the result before the
     * backend.
     */
    public OpenModel open(Backend backend, long seed) {
        return new OpenModel(this, backend, seed);
    }

    /** Opens the net in an existing store, for a model that contains this one. */
    public RecommenderNet openInto(ParameterStore store) {
        return type.opening().open(this, store);
    }

    /** Two models are equal if the names of their types, their options and their graphs are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Recommender r
                && name().equals(r.name())
                && type.code().equals(r.type.code())
                && options.equals(r.options)
                && graphs.equals(r.graphs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name(), options, graphs);
    }

    @Override
    public String toString() {
        String changes = options.changes();
        return name() + " on " + data().name() + (changes.isEmpty() ? ", default options" : ", " + changes);
    }

    /**
     * Collects a model's options.
     *
     * @param <B> the builder's own type
     */
    public abstract static class Builder<B extends Builder<B>> {

        private final ModelType type;
        private final Graphs graphs;
        private Options options;

        /** A builder with the defaults of the type. */
        protected Builder(ModelType type, Graphs graphs) {
            this.type = type;
            this.graphs = graphs;
            this.options = type.options(graphs.data().modalities());
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
            return set(option.to(value));
        }

        /** Sets an option. */
        public final B set(Setting<?> setting) {
            options = options.with(setting);
            return self();
        }

        /** Copies the values of all options that another list shares with this one. */
        public final B like(Options other) {
            other.asMap().forEach((key, value) -> {
                if (options.knows(key)) {
                    set(key, value);
                }
            });
            return self();
        }

        /** d, the size of an embedding; 64 by default (paper 4.4). */
        public final B embeddingSize(int d) {
            return set(SharedOptions.EMBEDDING_SIZE, d);
        }

        @SuppressWarnings("unchecked")
        private B self() {
            return (B) this;
        }

        /**
         * Validates everything together and builds the model.
         *
         * @throws IllegalArgumentException if the values or the data set do not suit the model, for example if modal
         *     weights do not sum to 1, or a model that needs features gets none
         */
        public final Recommender build() {
            Recommender model = new Recommender(type, graphs, options);
            type.check(model);
            return model;
        }
    }

    /** The builder of types without a builder of their own. */
    static final class Plain extends Builder<Plain> {

        Plain(ModelType type, Graphs graphs) {
            super(type, graphs);
        }
    }
}
