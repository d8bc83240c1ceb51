package org.drepmrec.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;

/**
 * What a model's forward pass gives: its representations of all users and items, stacked to (M+N) x d, users first, and
 * all that its loss, an alignment or an analysis reads beside them.
 *
 * @param general what scores are computed from
 * @param behavior the part learnt from interactions; null if the model does not tell lines apart
 * @param modal the part learnt from modal features; null likewise
 * @param parts what each modality adds to the modal representation; empty if the model does not add modalities up
 */
public record Lines(Var general, Var behavior, Var modal, Map<Modality, Part> parts) {

    /**
     * One modality's share of the modal representation.
     *
     * @param own its representation, (M+N) x d, or N x d where it is one of items alone
     * @param weight its weight in the sum
     */
    public record Part(Var own, double weight) {}

    /** Freezes the parts. */
    public Lines {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Two lines without parts. */
    public Lines(Var general, Var behavior, Var modal) {
        this(general, behavior, modal, Map.of());
    }

    /** A model with one representation only. */
    public static Lines of(Var general) {
        return new Lines(general, null, null);
    }

    /** The tape on which the pass was recorded; a parameter itself, for a penalty, is {@code tape().parameter(p)}. */
    public Tape tape() {
        return general.tape();
    }

    /** Whether both lines are exposed, as alignment needs them. */
    public boolean dual() {
        return behavior != null && modal != null;
    }
}
