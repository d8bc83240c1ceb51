package org.drepmrec.data.io.sample;

import java.util.List;

/** Lists of words kept as one string, parts divided by {@code |}, so that the enums that hold them are immutable. */
final class Words {

    private Words() {}

    static List<String> of(String parts) {
        return List.of(parts.split("\\|", -1));
    }
}
