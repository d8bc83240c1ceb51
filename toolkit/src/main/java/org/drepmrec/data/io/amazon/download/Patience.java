package org.drepmrec.data.io.amazon.download;

import java.time.Duration;

/**
 * How long a transfer waits and how often it tries again.
 *
 * @param silence how long a server may send nothing
 * @param firstPause before the second attempt; each later pause is twice the one before
 * @param longestPause the most that it grows to
 * @param attempts the most in a row that bring nothing new
 */
record Patience(Duration silence, Duration firstPause, Duration longestPause, int attempts) {

    /** Waits for about a minute and a half in all while a server is away. */
    static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(30), 8);

    /** After the attempt of this number, from 1, in a row. */
    Duration pause(int failed) {
        Duration pause = firstPause;
        for (int k = 1; k < failed && pause.compareTo(longestPause) < 0; k++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
