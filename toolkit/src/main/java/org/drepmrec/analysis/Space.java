package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.drepmrec.model.Representations;

/** The representation that an analysis uses. */
public enum Space {
    /** What scores are computed from. */
    GENERAL,
    /** The part learned from interactions. */
    BEHAVIOR,
    /** The part learned from modal features. */
    MODAL;

    /** Lower case, as in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that a model exposes. */
    public static List<Space> of(Representations r) {
        List<Space> all = new ArrayList<>(List.of(GENERAL));
        r.behavior().ifPresent(b -> all.add(BEHAVIOR));
        r.modal().ifPresent(m -> all.add(MODAL));
        return all;
    }

    /**
     * The representation in this space.
     *
     * @throws IllegalArgumentException if the model does not expose it
     */
    public Representations.Line in(Representations r) {
        if (!of(r).contains(this)) {
            throw new IllegalArgumentException("representation " + label() + ": the model exposes only "
                    + of(r).stream().map(Space::label).toList() + "; choose one of them");
        }
        return switch (this) {
            case GENERAL -> r.general();
            case BEHAVIOR -> r.behaviorLine();
            case MODAL -> r.modalLine();
        };
    }
}
