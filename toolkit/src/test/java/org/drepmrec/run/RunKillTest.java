package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only processes of their own can show: kills at random moments, and two that share a store. */
@Timeout(300)
class RunKillTest {

    private static final int RUNS = 12;

    @TempDir
    Path folder;

    /** Records are read in this process too, which refuses a probe that it does not know. */
    @BeforeAll
    static void know() {
        Probes.register(Work.PROBE, model -> (epoch, m, r) -> Map.of());
    }

    private Process start(Path output) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Work.class.getName(),
                store().toString(),
                log().toString(),
                Integer.toString(RUNS));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private Path store() {
        return folder.resolve("store");
    }

    private Path log() {
        return folder.resolve("log");
    }

    private long begun() throws IOException {
        return Files.exists(log())
                ? Files.readAllLines(log()).stream()
                        .filter(l -> l.startsWith("epoch 0 "))
                        .count()
                : 0;
    }

    private int finished() throws IOException {
        if (!Files.exists(store())) {
            return 0;
        }
        try (Stream<Path> entries = Files.list(store())) {
            return (int) entries.filter(p -> p.getFileName().toString().startsWith("LightGCN-seed"))
                    .count();
        }
    }

    private List<String> complete() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = start(output);
        assertEquals(0, process.waitFor(), () -> said(output));
        return results(output);
    }

    private static List<String> results(Path output) throws IOException {
        return Files.readAllLines(output).stream()
                .filter(l -> l.startsWith("result "))
                .toList();
    }

    private static String said(Path output) {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aKillLosesTheRunUnderWayAndNothingElse() throws IOException, InterruptedException {
        Random random = new Random(5);
        int kills = 0;
        while (kills < 5 && finished() < RUNS - 1) {
            long begunBefore = begun();
            int finishedBefore = finished();
            Process process = start(folder.resolve("killed"));
            while (process.isAlive() && begun() == begunBefore) {
                process.waitFor(5, TimeUnit.MILLISECONDS);
            }
            process.waitFor(random.nextInt(250), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            kills++;
            long began = begun() - begunBefore;
            int made = finished() - finishedBefore;
            assertTrue(began <= made + 1, began + " trainings began for " + made + " runs");
            RunStore.at(store())
                    .all(null)
                    .forEach(r -> assertEquals(Work.EPOCHS, r.epochs().size()));
        }
        assertTrue(kills > 1, "the test was too slow to kill anything");
        int missing = RUNS - finished();
        long before = begun();
        List<String> results = complete();
        assertEquals(missing, begun() - before, "runs of the last process");
        assertEquals(RUNS, finished());
        assertEquals(RUNS, results.size());
        long all = begun();
        assertEquals(results, complete());
        assertEquals(all, begun(), "a finished experiment trains nothing");
    }

    @Test
    void twoProcessesShareTheWork() throws IOException, InterruptedException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Process a = start(first);
        Process b = start(second);
        assertEquals(0, a.waitFor(), () -> said(first));
        assertEquals(0, b.waitFor(), () -> said(second));
        assertEquals(RUNS, begun(), "every run was trained once");
        assertEquals(RUNS, results(first).size());
        assertEquals(new TreeSet<>(results(first)), new TreeSet<>(results(second)));
    }
}
