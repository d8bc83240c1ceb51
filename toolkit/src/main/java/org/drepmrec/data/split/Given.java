package org.drepmrec.data.split;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.Split;
import org.drepmrec.io.DataException;

/** As a column says. */
record Given(String name) implements SplitRule {

    /** The part that a word names; empty if it names none. */
    static Optional<Split> part(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "0", "train", "training" -> Optional.of(Split.TRAIN);
            case "1", "validation", "valid", "val", "dev" -> Optional.of(Split.VALIDATION);
            case "2", "test" -> Optional.of(Split.TEST);
            default -> Optional.empty();
        };
    }

    @Override
    public InteractionLog apply(Observed pairs) {
        if (pairs.given() == null) {
            throw DataException.of(
                    pairs.name(), "no parts", "a part for each interaction, from column " + name, "name their column");
        }
        byte[] labels = new byte[pairs.log().size()];
        for (int k = 0; k < labels.length; k++) {
            labels[k] = (byte) pairs.given()[k].label();
        }
        return pairs.labeled(labels, "give some interactions to each part");
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("split", "by column " + name);
    }

    @Override
    public Optional<String> column() {
        return Optional.of(name);
    }
}
