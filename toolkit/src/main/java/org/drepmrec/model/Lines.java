package org.drepmrec.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;

/**
 * The result of a model's forward pass: its representations of all users and items, stacked to (M+N) x d with users
 * first, and everything else that its loss, an alignment or an analysis reads.
 *
 * @param general what scores are computed from
 * @param behavior the part learned from interactions; null if the model does not separate lines
 * @param modal the part learned from modal features; null likewise
 * @param parts the term of each modality in the modal representation; empty if the model does not sum over modalities
 */
public record Lines(Var general, Var behavior, Var modal, Map<Modality, Part> parts) {

    /**
     * One modality's share of the modal representation.
     *
     * @param own its representation, (M+N) x d, or N x d if it covers items only
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

    /** Whether both lines are present, as alignment requires. */
    public boolean dual() {
        return behavior != null && modal != null;
    }
}
