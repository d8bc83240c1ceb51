package org.drepmrec.model;

import org.drepmrec.engine.Var;

/**
 * What a model's forward pass gives: its representations of all users and items, stacked to (M+N) x d, users first.
 *
 * @param general what scores are computed from: score(u, i) = general[u] · general[M+i]
 * @param behavior the part learnt from interactions; null if the model does not tell lines apart
 * @param modal the part learnt from modal features; null likewise
 */
public record Lines(Var general, Var behavior, Var modal) {

    /** A model with one representation only. */
    public static Lines of(Var general) {
        return new Lines(general, null, null);
    }

    /** Whether both lines are exposed, as alignment needs them. */
    public boolean dual() {
        return behavior != null && modal != null;
    }
}
