package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training again and again in one process keeps neither memory nor threads. */
class ReuseTest {

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void fourTrainingsKeepNoThread(String engine) throws IOException, InterruptedException {
        long[][] after = measure(engine, "tiny", 4);
        assertNoMoreThreads(after, 1, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    @Tag("slow")
    void twentyTrainingsKeepNoMemory(String engine) throws IOException, InterruptedException {
        long[][] after = measure(engine, "shop", 20);
        long[] memory =
                Arrays.stream(after).skip(10).mapToLong(a -> a[0]).sorted().toArray();
        double spread = (double) (memory[memory.length - 1] - memory[0]) / memory[0];
        Files.writeString(
                Files.createDirectories(Path.of("target", "figures")).resolve("reuse.tsv"),
                String.format(
                        Locale.ROOT,
                        "%s\t20 trainings\t%d to %d kB resident over the last 10\tspread %.1f %%\t%d threads%n",
                        engine,
                        memory[0],
                        memory[memory.length - 1],
                        100 * spread,
                        after[19][1]),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        assertTrue(spread <= 0.05, "kB and threads after each training: " + Arrays.deepToString(after));
        assertNoMoreThreads(after, 9, 19);
    }

    /** Fewer may be: a thread that had nothing to do for a minute ends. */
    private static void assertNoMoreThreads(long[][] after, int early, int late) {
        assertTrue(after[late][1] <= after[early][1], () -> "kB, threads: " + Arrays.deepToString(after));
    }

    /** Resident kB and threads after each training, in a process of its own. */
    private static long[][] measure(String engine, String data, int trainings)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")), "no /proc on this system");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        // The virtual machine starts and ends threads of its own compiler and collector as it likes.
                        "-XX:-UseDynamicNumberOfCompilerThreads",
                        "-XX:-UseDynamicNumberOfGCThreads",
                        "-Ddrepmrec.progress=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RepeatedTraining.class.getName(),
                        engine,
                        data,
                        Integer.toString(trainings)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertEquals(trainings, lines.size(), lines.toString());
        return lines.stream()
                .map(line -> Arrays.stream(line.split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .toArray(long[][]::new);
    }
}
