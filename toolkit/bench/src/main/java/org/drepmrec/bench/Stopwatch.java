package org.drepmrec.bench;

import java.lang.management.ManagementFactory;

/** Times work. */
final class Stopwatch {

    private Stopwatch() {}

    static double seconds(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return since(begin);
    }

    static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Nanoseconds that all threads of this process have computed, which depend little on what else is running. */
    static long processorTime() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean known
                ? known.getProcessCpuTime()
                : 0;
    }

    static double processorSeconds(Runnable work) {
        long begin = processorTime();
        work.run();
        return (processorTime() - begin) / 1e9;
    }

    /** One value per round, after a round that does not count. */
    static double[] rounds(int rounds, Runnable work) {
        work.run();
        double[] values = new double[rounds];
        for (int r = 0; r < rounds; r++) {
            values[r] = seconds(work);
        }
        return values;
    }
}
