package org.drepmrec.model;

import java.util.Map;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.eval.DotScorer;
import org.drepmrec.eval.Scorer;

/** How a model scores items for a user, from the Java arrays that training returns; no engine is needed. */
@FunctionalInterface
public interface Scoring {

    /** The default, score(u, i) = general[u] · general[M+i]. */
    Scoring DOT_PRODUCT =
            (r, parameters) -> new DotScorer(r.general().size(), r.users(r.general()), r.items(r.general()));

    /**
     * A scorer of all users and items.
     *
     * @param representations of users and items
     * @param parameters the model's parameters by name
     */
    Scorer scorer(Representations representations, Map<String, ParameterValues> parameters);
}
