package org.drepmrec.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How many cores other processes, and other guests of the host, have taken since it began: what all processors were busy with, less what this
 * process and its finished children used. Linux tells it in {@code /proc}, in ticks that are the same for both.
 */
final class OtherWork {

    /** More than this many cores of other work make wall times too long to count. */
    static final double QUIET = 0.1;

    private static final Path ALL = Path.of("/proc/stat");
    private static final Path OWN = Path.of("/proc/self/stat");

    /** user, nice, system, idle, iowait, irq, softirq, steal: two of them are rest. */
    private static final int IDLE = 3;

    private static final int WAIT = 4;
    private static final int STATES = 8;

    private final long busy;
    private final long all;
    private final long own;

    private OtherWork(long busy, long all, long own) {
        this.busy = busy;
        this.all = all;
        this.own = own;
    }

    /** Begins; empty where the system does not tell. */
    static Optional<OtherWork> begin() {
        try {
            return Optional.of(of(Files.readString(ALL), Files.readString(OWN)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What the two files say. */
    static OtherWork of(String stat, String self) {
        long[] ticks = Arrays.stream(stat.lines().findFirst().orElseThrow().split("\\s+"))
                .skip(1)
                .limit(STATES)
                .mapToLong(Long::parseLong)
                .toArray();
        long all = Arrays.stream(ticks).sum();
        // The name of the program, in parentheses, may hold blanks. After it: state, ten numbers, utime, stime, cutime,
        // cstime.
        String[] fields = self.substring(self.lastIndexOf(')') + 2).split(" ");
        long own = Arrays.stream(fields)
                .skip(11)
                .limit(4)
                .mapToLong(Long::parseLong)
                .sum();
        return new OtherWork(all - ticks[IDLE] - ticks[WAIT], all, own);
    }

    /** Cores that others took on average until an end. */
    double cores(OtherWork end, int cores) {
        long passed = end.all - all;
        long others = end.busy - busy - (end.own - own);
        return passed <= 0 ? 0 : Math.max(0, (double) cores * others / passed);
    }

    /** Until now, in words. */
    String words() {
        int cores = Runtime.getRuntime().availableProcessors();
        return begin().map(end -> words(cores(end, cores), cores)).orElse("unknown");
    }

    static String words(double others, int cores) {
        String used = String.format(Locale.ROOT, "%.2f of %d cores", others, cores);
        return others <= QUIET ? used : used + "; the machine was not quiet, so wall times are too long";
    }
}
