package org.drepmrec.data.split;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.RandomSplit;
import org.drepmrec.data.Split;

/** Hides users or items from training, with all of their pairs. */
record Cold(Kind kind, double share, long seed) implements SplitRule {

    enum Kind {
        USERS,
        ITEMS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Cold {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "split of cold " + kind + ": found a share of " + share + ", expected one above 0 and below 1");
        }
    }

    @Override
    public InteractionLog apply(Observed pairs) {
        InteractionLog log = pairs.log();
        int[] degrees = kind == Kind.USERS ? log.userDegrees() : log.itemDegrees();
        List<Integer> nodes = IntStream.range(0, degrees.length)
                .filter(n -> degrees[n] > 0)
                .boxed()
                .collect(Collectors.toList());
        Collections.shuffle(nodes, new Random(seed));
        int hidden = (int) Math.round(share * nodes.size());
        Set<Integer> validation = new HashSet<>(nodes.subList(0, hidden / 2));
        Set<Integer> test = new HashSet<>(nodes.subList(hidden / 2, hidden));
        int[] warm = IntStream.range(0, log.size())
                .filter(k -> !validation.contains(node(log, k)) && !test.contains(node(log, k)))
                .toArray();
        InteractionLog rest = RandomSplit.apply(
                InteractionLog.unlabeled(
                        log.users(),
                        log.items(),
                        Arrays.stream(warm).map(log::user).toArray(),
                        Arrays.stream(warm).map(log::item).toArray()),
                seed);
        byte[] labels = new byte[log.size()];
        for (int k = 0; k < labels.length; k++) {
            labels[k] = (byte) (validation.contains(node(log, k)) ? Split.VALIDATION : Split.TEST).label();
        }
        for (int k = 0; k < warm.length; k++) {
            labels[warm[k]] = (byte) rest.split(k).label();
        }
        return pairs.labeled(labels, "hide another share of the " + kind);
    }

    private int node(InteractionLog log, int pair) {
        return kind == Kind.USERS ? log.user(pair) : log.item(pair);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "split",
                "cold " + kind + ", " + share + " of them; the rest random 8:1:1 per user",
                "splitSeed",
                Long.toString(seed));
    }
}
