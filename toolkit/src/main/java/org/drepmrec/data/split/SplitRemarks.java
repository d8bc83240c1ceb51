package org.drepmrec.data.split;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.Split;

/** What is to be known of a split before its numbers are believed, one sentence each, with counts. */
public final class SplitRemarks {

    private final Observed pairs;
    private final InteractionLog labeled;
    private final List<String> remarks = new ArrayList<>();

    private SplitRemarks(Observed pairs, InteractionLog labeled) {
        this.pairs = pairs;
        this.labeled = labeled;
    }

    /**
     * Looks at a split.
     *
     * @param rule that split
     * @param pairs what was split
     * @param labeled what the rule made of it
     * @return sentences on: held-out users and items that training does not know; the moments of the cut if the parts follow each
     *     other in time; held-out pairs that are older than training pairs of the same user or of anyone, if they do not;
     *     nothing on the random split of pairs without times, which is the habit
     */
    public static List<String> of(SplitRule rule, Observed pairs, InteractionLog labeled) {
        if (rule instanceof RandomPerUser && pairs.times() == null) {
            return List.of();
        }
        SplitRemarks all = new SplitRemarks(pairs, labeled);
        all.cold();
        if (pairs.times() != null) {
            all.time();
        }
        return List.copyOf(all.remarks);
    }

    private void cold() {
        boolean[] user = new boolean[labeled.users()];
        boolean[] item = new boolean[labeled.items()];
        trained().forEach(k -> {
            user[labeled.user(k)] = true;
            item[labeled.item(k)] = true;
        });
        long users = held().filter(k -> !user[labeled.user(k)]).count();
        long items = held().filter(k -> !item[labeled.item(k)]).count();
        if (users + items > 0) {
            remarks.add(
                    pairs.name() + ": of " + held().count() + " held-out interactions, " + users + " are of users and "
                            + items + " of items that training has never seen; they are measured separately");
        }
    }

    private void time() {
        long lastTrained = trained().mapToLong(this::time).max().orElse(Long.MIN_VALUE);
        long older = held().filter(k -> time(k) <= lastTrained).count();
        if (older == 0) {
            remarks.add(pairs.name() + ": cut by time, training " + span(Split.TRAIN) + ", validation "
                    + span(Split.VALIDATION) + ", test " + span(Split.TEST));
            return;
        }
        long[] last = new long[labeled.users()];
        Arrays.fill(last, Long.MIN_VALUE);
        trained().forEach(k -> last[labeled.user(k)] = Math.max(last[labeled.user(k)], time(k)));
        long own = held().filter(k -> time(k) < last[labeled.user(k)]).count();
        remarks.add(pairs.name() + ": training knows the future: of " + held().count() + " held-out interactions, "
                + own + " are older than a training interaction of the same user and " + older
                + " are no later than the last one of anyone; split by time to predict what comes");
    }

    private String span(Split split) {
        long[] times = IntStream.range(0, labeled.size())
                .filter(k -> labeled.split(k) == split)
                .mapToLong(this::time)
                .sorted()
                .toArray();
        return times.length == 0
                ? "empty"
                : String.format(
                        Locale.ROOT,
                        "%s to %s (%d)",
                        Instant.ofEpochMilli(times[0]),
                        Instant.ofEpochMilli(times[times.length - 1]),
                        times.length);
    }

    private long time(int pair) {
        return pairs.times()[pair];
    }

    private IntStream trained() {
        return IntStream.range(0, labeled.size()).filter(k -> labeled.split(k) == Split.TRAIN);
    }

    private IntStream held() {
        return IntStream.range(0, labeled.size()).filter(k -> labeled.split(k) != Split.TRAIN);
    }
}
