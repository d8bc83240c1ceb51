package org.drepmrec.data.io.amazon.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of a transfer, and how long it pauses. */
class DownloadLinesTest {

    private static final URI FROM = URI.create("http://localhost/f");

    private final List<String> said = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private final DownloadLines lines = new DownloadLines("f", said::add, clock::get);

    private void moved(int seconds, long there, long total) {
        clock.set(seconds * 1_000_000_000L);
        lines.moved(there, total);
    }

    @Test
    void bytesShareAndRateAreSaidEveryTenSeconds() {
        lines.begin(FROM, 0, 2_000_000_000);
        moved(10, 30_000_000, 2_000_000_000);
        moved(12, 60_000_000, 2_000_000_000);
        moved(20, 90_000_000, 2_000_000_000);
        moved(25, 1_000_000_000, 2_000_000_000);
        assertEquals(
                List.of(
                        "f: 2.0 GB from http://localhost/f",
                        "f: 60.0 MB of 2.0 GB, 3 %, 5.0 MB/s",
                        "f: 1.0 GB of 2.0 GB, 50 %, 40.0 MB/s"),
                said);
    }

    @Test
    void theRateIsThatOfWhatCame() {
        lines.begin(FROM, 500_000_000, 1_000_000_000);
        moved(20, 520_000_000, 1_000_000_000);
        assertEquals(
                List.of(
                        "f: goes on at 500.0 MB of 1.0 GB from http://localhost/f",
                        "f: 520.0 MB of 1.0 GB, 52 %, 1.0 MB/s"),
                said);
    }

    @Test
    void aTotalNeedNotBeKnown() {
        lines.begin(FROM, 0, -1);
        moved(11, 99_999, -1);
        assertEquals(List.of("f: unknown size from http://localhost/f", "f: 99999 bytes, 0.0 MB/s"), said);
    }

    @Test
    void pausesGrowToTheLongest() {
        assertEquals(
                List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L),
                IntStream.rangeClosed(1, 7)
                        .mapToObj(k -> Patience.DEFAULT.pause(k).toSeconds())
                        .toList());
        assertEquals(Duration.ofSeconds(30), Patience.DEFAULT.pause(1000));
    }
}
