package org.drepmrec.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.drepmrec.Damage;
import org.drepmrec.graph.similarity.Neighbors;
import org.drepmrec.io.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several who want the same entry at once: one builds it, the others wait and read. */
@Timeout(120)
class SharedCacheTest {

    private static final String KEY = "0123abcd";
    private static final Neighbors ENTRY =
            new Neighbors(3, 2, new int[] {0, 1, 1, 2, 2, 0}, new float[] {1, .5f, 1, .25f, 1, .5f});

    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(p -> p.getFileName().toString()).toList();
        }
    }

    @Test
    void ofSixThreadsOneBuilds() throws Exception {
        AtomicInteger built = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(6);
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            List<Future<Neighbors>> all = Stream.generate(() -> pool.submit(() -> {
                        start.countDown();
                        start.await();
                        return new GraphCache(folder).get(KEY, 3, 2, () -> {
                            built.incrementAndGet();
                            return ENTRY;
                        });
                    }))
                    .limit(6)
                    .toList();
            for (Future<Neighbors> each : all) {
                assertEquals(ENTRY, each.get());
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(1, built.get());
        assertEquals(List.of("neighbors-" + KEY + ".bin"), names());
    }

    /** Says that it builds, and waits for a line before it ends. */
    public static void main(String[] args) throws IOException {
        Neighbors entry = new GraphCache(Path.of(args[0])).get(KEY, 3, 2, () -> {
            System.out.println("builds");
            try {
                System.in.read();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return ENTRY;
        });
        System.out.println(entry.equals(ENTRY) ? "has it" : "has another");
        System.exit(0);
    }

    private Process process() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SharedCacheTest.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void ofTwoProcessesOneBuilds() throws Exception {
        Process first = process();
        try (BufferedReader heard = first.inputReader();
                PrintWriter say = new PrintWriter(first.outputWriter(), true)) {
            assertEquals("builds", heard.readLine());
            ExecutorService pool = Executors.newSingleThreadExecutor();
            try {
                CountDownLatch waits = new CountDownLatch(1);
                Future<Neighbors> second = pool.submit(() -> {
                    waits.countDown();
                    return new GraphCache(folder).get(KEY, 3, 2, () -> {
                        throw new AssertionError("built twice");
                    });
                });
                waits.await();
                say.println();
                assertEquals("has it", heard.readLine());
                assertEquals(ENTRY, second.get());
            } finally {
                pool.shutdownNow();
            }
        } finally {
            first.toHandle().destroyForcibly();
        }
        assertEquals(List.of("neighbors-" + KEY + ".bin"), names());
    }

    @Test
    void aKilledProcessHoldsNobodyUp() throws Exception {
        Process first = process();
        try (BufferedReader heard = first.inputReader()) {
            assertEquals("builds", heard.readLine());
            first.toHandle().destroyForcibly();
            first.waitFor();
        }
        assertEquals(ENTRY, new GraphCache(folder).get(KEY, 3, 2, () -> ENTRY));
        assertEquals(List.of("neighbors-" + KEY + ".bin"), names());
    }

    @Test
    void waitingCanBeInterrupted() throws Exception {
        Process first = process();
        try (BufferedReader heard = first.inputReader()) {
            assertEquals("builds", heard.readLine());
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, () -> new GraphCache(folder).get(KEY, 3, 2, () -> ENTRY));
            assertTrue(Thread.interrupted());
        } finally {
            first.toHandle().destroyForcibly();
        }
    }

    @Test
    void aFailedBuildIsTriedAgain() {
        GraphCache cache = new GraphCache(folder);
        assertThrows(
                CancellationException.class,
                () -> cache.get(KEY, 3, 2, () -> {
                    throw new CancellationException("interrupted");
                }));
        assertEquals(ENTRY, cache.get(KEY, 3, 2, () -> ENTRY));
    }

    /** Half of the damaged files have a checksum that fits. For a longer run set {@code jqwik.tries.default}. */
    @Test
    void aDamagedEntryIsReadOrBuiltAgain() throws Exception {
        GraphCache cache = new GraphCache(folder);
        cache.write(KEY, ENTRY);
        Path file = folder.resolve("neighbors-" + KEY + ".bin");
        byte[] sound = Files.readAllBytes(file);
        int missed = 0;
        int tries = Integer.getInteger("jqwik.tries.default", 1000);
        for (int seed = 0; seed < tries; seed++) {
            byte[] damaged = Damage.mutate(sound, new Random(seed));
            if (seed % 2 == 0 && damaged.length > 32) {
                byte[] body = Arrays.copyOf(damaged, damaged.length - 32);
                damaged = ByteBuffer.allocate(damaged.length)
                        .put(body)
                        .put(new Sha256().update(body).bytes())
                        .array();
            }
            Files.write(file, damaged);
            Optional<Neighbors> read = cache.read(KEY, 3, 2);
            missed += read.isEmpty() ? 1 : 0;
            if (read.isPresent()) {
                assertEquals(
                        3, RelationGraph.of(read.get(), RelationNorm.ROW_SUM).rows(), "seed " + seed);
            }
        }
        assertTrue(missed > tries / 2, "refused " + missed + " of " + tries);
    }
}
