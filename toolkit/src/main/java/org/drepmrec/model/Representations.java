package org.drepmrec.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Var;

/**
 * A model's representations of all users and items in Java arrays, for scoring, saving and analysis.
 *
 * @param users M
 * @param items N
 * @param general what scores are computed from
 * @param behaviorLine the behavior representation, or null
 * @param modalLine the modal representation, or null
 * @param modalities what each modality adds to the modal representation, weight included (the terms of paper eq. 7); empty if it is
 *     no such sum
 */
public record Representations(
        int users, int items, Line general, Line behaviorLine, Line modalLine, Map<Modality, Line> modalities) {

    /** Freezes the map. */
    public Representations {
        modalities = Collections.unmodifiableMap(new LinkedHashMap<>(modalities));
    }

    /** Without the terms of the modalities. */
    public Representations(int users, int items, Line general, Line behaviorLine, Line modalLine) {
        this(users, items, general, behaviorLine, modalLine, Map.of());
    }

    /**
     * One representation.
     *
     * @param values (M+N) x size, row-major, users first
     * @param size numbers per row
     */
    public record Line(float[] values, int size) {

        /** Copies an array of a tape. */
        static Line of(Var all) {
            return new Line(all.toFloats(), all.cols());
        }

        /** The rows from {@code from} to before {@code to}, copied. */
        public float[] rows(int from, int to) {
            return Arrays.copyOfRange(values, from * size, to * size);
        }
    }

    /** The behavior representation, if the model separates lines. */
    public Optional<Line> behavior() {
        return Optional.ofNullable(behaviorLine);
    }

    /** The modal representation, if the model separates lines. */
    public Optional<Line> modal() {
        return Optional.ofNullable(modalLine);
    }

    /** The users of a representation, M x size, copied. */
    public float[] users(Line line) {
        return line.rows(0, users);
    }

    /** The items of a representation, N x size, copied. */
    public float[] items(Line line) {
        return line.rows(users, users + items);
    }
}
