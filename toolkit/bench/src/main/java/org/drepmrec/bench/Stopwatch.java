package org.drepmrec.bench;

/** Times work by the wall clock. */
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
