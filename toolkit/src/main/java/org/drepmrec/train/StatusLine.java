package org.drepmrec.train;

import java.io.PrintStream;

/** One place that tells how far a long job is. */
public interface StatusLine {

    /**
     * Replaces what is shown; may be dropped when called often.
     *
     * @param share how much of the job is done, from 0 to 1
     */
    void update(String text, double share);

    /** As {@link #update}, but always shown: something was completed. */
    void milestone(String text, double share);

    /** Lines on a stream: milestones, and between them one every ten seconds. */
    static StatusLine on(PrintStream out) {
        return new StatusLine() {

            private long last = System.nanoTime();

            @Override
            public void update(String text, double share) {
                if (System.nanoTime() - last > 10_000_000_000L) {
                    milestone(text, share);
                }
            }

            @Override
            public void milestone(String text, double share) {
                last = System.nanoTime();
                out.println(text);
            }
        };
    }
}
