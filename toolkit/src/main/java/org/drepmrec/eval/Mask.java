package org.drepmrec.eval;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.sparse.Csr;

/** Which of a user's known items are excluded from the ranking. */
public enum Mask {
    /** None, to measure how well a model fits its training pairs. */
    NONE,
    /** The user's training items, so that validation items compete at test time: MMRec's protocol and the default. */
    TRAIN,
    /** The user's training and validation items. */
    TRAIN_AND_VALIDATION;

    boolean hides(Split split) {
        return switch (split) {
            case TRAIN -> this != NONE;
            case VALIDATION -> this == TRAIN_AND_VALIDATION;
            case TEST -> false;
        };
    }

    /** The binary M x N matrix of hidden pairs. */
    Csr matrix(MultimodalDataset data) {
        Interactions[] parts =
                Stream.of(Split.values()).filter(this::hides).map(data::split).toArray(Interactions[]::new);
        int[] user = Stream.of(parts)
                .flatMapToInt(p -> IntStream.range(0, p.size()).map(p::user))
                .toArray();
        int[] item = Stream.of(parts)
                .flatMapToInt(p -> IntStream.range(0, p.size()).map(p::item))
                .toArray();
        return Csr.binary(data.users(), data.items(), user, item);
    }
}
