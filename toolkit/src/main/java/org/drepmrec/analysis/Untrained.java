package org.drepmrec.analysis;

import org.drepmrec.engine.Backend;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Representations;

/** What a model represents before its training, to hold a trained one against. */
public final class Untrained {

    private Untrained() {}

    /**
     * The representations from which a training with this seed begins, on the default engine. They are the same on every
     * engine, but for rounding.
     */
    public static Representations of(Recommender model, long seed) {
        return of(model, seed, null);
    }

    /**
     * As {@link #of(Recommender, long)}.
     *
     * @param engine {@code MXNet} or {@code PyTorch}; null for the default
     * @throws IllegalArgumentException if there is no such engine
     */
    public static Representations of(Recommender model, long seed, String engine) {
        try (Backend backend = Backend.open(engine, null);
                OpenModel open = model.open(backend, seed)) {
            return open.represent();
        }
    }
}
