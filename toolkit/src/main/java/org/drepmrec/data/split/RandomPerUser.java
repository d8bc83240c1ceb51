package org.drepmrec.data.split;

import java.util.Map;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.RandomSplit;

/** 8:1:1 per user; a few pairs may leave validation or test empty, as ever. */
record RandomPerUser(long seed) implements SplitRule {

    @Override
    public InteractionLog apply(Observed pairs) {
        return RandomSplit.apply(pairs.log(), seed);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("split", "random 8:1:1 per user", "splitSeed", Long.toString(seed));
    }
}
