package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process ends, whatever it is told or lacks. */
@Timeout(120)
class StopTest {

    private static final int SECONDS = 30;
    private static final String EPOCH = "epoch   2 ";
    private static final String ENDED = "ended before";
    private static final String TABLE = "HitRate@20";

    @TempDir
    static Path shop;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeShop() {
        assertEquals(
                0,
                Shell.run("sample", "--out", shop, "--users", 300, "--items", 150)
                        .code());
    }

    private ProcessBuilder train(List<String> jvm, String engine) {
        return train(jvm, shop.toString(), engine);
    }

    private ProcessBuilder train(List<String> jvm, String data, String engine) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ToolkitCommand.class.getName()));
        command.addAll(List.of("train", "--data", data, "--model", "LightGCN", "--engine", engine));
        command.addAll(List.of("--epochs", "100000", "--set", "earlyStop.patience=100000"));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** The moment is that at which a class is loaded, the same on a machine of any speed. */
    @ParameterizedTest
    @CsvSource({
        "MXNet, ai.djl.engine.Engine",
        "MXNet, ai.djl.mxnet.jna.LibUtils",
        "MXNet, ai.djl.mxnet.jna.MxnetLibrary",
        "MXNet, org.drepmrec.train.TrainingRun",
        "PyTorch, ai.djl.pytorch.jni.LibUtils"
    })
    void aSignalWhileAClassIsLoadedEndsTheProcess(String engine, String loaded)
            throws IOException, InterruptedException {
        Process process = train(List.of("-Xlog:class+load"), engine).start();
        StringBuilder said = new StringBuilder();
        boolean told = false;
        long end = 0;
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (!told && line.contains(" " + loaded + " source:")) {
                    // The handle, unlike the process, leaves the streams open.
                    process.toHandle().destroy();
                    end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
                    told = true;
                }
                if (told) {
                    said.append(line).append('\n');
                    break;
                }
            }
            assertTrue(told, loaded + " was never loaded");
            Thread reader = new Thread(() -> out.lines().forEach(line -> {}));
            reader.start();
            assertTrue(process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS), "it goes on: " + said);
            reader.join();
        } finally {
            process.destroyForcibly();
        }
    }

    private String failure(ProcessBuilder builder) throws IOException, InterruptedException {
        File said = folder.resolve("said").toFile();
        Process process = builder.redirectOutput(said).start();
        try {
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            String text = Files.readString(said.toPath(), StandardCharsets.UTF_8);
            assertTrue(ended, text);
            assertEquals(1, process.exitValue(), text);
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void outOfMemoryIsAnErrorInOneLine() throws IOException, InterruptedException {
        String said = failure(train(List.of("-Xmx24m"), "sample", "MXNet"));
        assertTrue(said.contains("error: out of memory") && said.contains("-Xmx"), said);
    }

    @ParameterizedTest
    @CsvSource({"MXNet", "PyTorch"})
    void aCacheThatCannotBeWrittenIsNamed(String engine) throws IOException, InterruptedException {
        Path cache = Files.writeString(folder.resolve("file"), "mine").resolve("cache");
        ProcessBuilder builder = train(List.of(), engine);
        builder.environment().put("DJL_CACHE_DIR", cache.toString());
        builder.environment().remove("ENGINE_CACHE_DIR");
        String said = failure(builder);
        assertTrue(said.contains("unpacked to " + cache) && said.contains("set DJL_CACHE_DIR"), said);
    }

    /** What a process was doing when it was told to stop. */
    private enum Moment {
        START,
        TRAINING,
        SAVING,
        EXIT
    }

    private Path shop() {
        return folder.resolve("shop");
    }

    private ProcessBuilder saving(int k, Path place, int epochs) {
        ProcessBuilder builder = train(List.of("-XX:TieredStopAtLevel=1"), k % 2 == 0 ? "MXNet" : "PyTorch");
        List<String> command = builder.command();
        command.set(command.indexOf("sample"), shop().toString());
        command.set(command.indexOf("100000"), Integer.toString(epochs));
        command.addAll(List.of("--save", place.resolve("m").toString()));
        command.addAll(List.of("--metrics-out", place.resolve("m.json").toString()));
        command.addAll(List.of("--embeddings-out", place.resolve("e").toString()));
        command.addAll(List.of("--checkpoint", place.resolve("c").toString()));
        return builder;
    }

    /** Milliseconds from start to the second epoch, and from the table of metrics to the end. */
    private long[] undisturbed() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long[] at = new long[2];
        Process process = saving(1, folder.resolve("undisturbed"), 3).start();
        process.inputReader().lines().forEach(line -> {
            if (line.startsWith(EPOCH)) {
                at[0] = System.nanoTime();
            } else if (line.startsWith(TABLE)) {
                at[1] = System.nanoTime();
            }
        });
        assertEquals(0, process.waitFor());
        return new long[] {(at[0] - begin) / 1_000_000, (System.nanoTime() - at[1]) / 1_000_000};
    }

    /** One training that is told to stop: so long after its start, its second epoch, or its table of metrics. */
    private String stop(int k, String after, long millis) throws IOException, InterruptedException {
        Path place = Files.createTempDirectory(folder, "run");
        Path model = place.resolve("m");
        Process process =
                saving(k, place, after.startsWith(TABLE) ? 3 : 100_000).start();
        try {
            BufferedReader out = process.inputReader();
            AtomicReference<String> said = new AtomicReference<>("");
            CountDownLatch reached = new CountDownLatch(after.isEmpty() ? 0 : 1);
            Thread reader = new Thread(() -> out.lines().forEach(line -> {
                said.updateAndGet(all -> all + line + '\n');
                if (line.startsWith(after)) {
                    reached.countDown();
                }
            }));
            reader.start();
            assertTrue(reached.await(8L * SECONDS, TimeUnit.SECONDS), () -> "signal " + k + " is not reached: " + said);
            Thread.sleep(millis);
            Moment moment = moment(said.get(), place);
            boolean alive = process.isAlive();
            long begin = System.nanoTime();
            process.toHandle().destroy();
            assertTrue(process.waitFor(4L * SECONDS, TimeUnit.SECONDS), "signal " + k + " at " + moment + ": " + said);
            double seconds = (System.nanoTime() - begin) / 1e9;
            reader.join();
            if (Files.exists(model)) {
                Shell loaded = Shell.run("evaluate", "--saved", model, "--data", shop());
                assertEquals(0, loaded.code(), loaded.err());
            }
            return String.format(
                    Locale.ROOT,
                    "%d\t%s\t%s\t%.2f%n",
                    k,
                    k % 2 == 0 ? "MXNet" : "PyTorch",
                    alive ? moment : ENDED,
                    seconds);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Moment moment(String said, Path place) {
        if (!said.contains(EPOCH)) {
            return Moment.START;
        }
        if (!said.contains(TABLE)) {
            return Moment.TRAINING;
        }
        return Files.exists(place.resolve("e/general.items.tsv")) ? Moment.EXIT : Moment.SAVING;
    }

    /** A third each to start, to training, and to saving with exit; the delays are spread evenly over what each takes here. */
    @Test
    @Tag("slow")
    @Timeout(3600)
    void twoHundredSignalsEndTwoHundredProcesses() throws IOException, InterruptedException, ExecutionException {
        int signals = 200;
        int atOnce = 4;
        assertEquals(
                0,
                Shell.run("sample", "--out", shop(), "--users", 60, "--items", 50)
                        .code());
        Files.createDirectory(folder.resolve("undisturbed"));
        long[] millis = undisturbed();
        Path figures = Files.createDirectories(Path.of("target", "figures")).resolve("stop.tsv");
        Files.writeString(figures, "signal\tengine\tmoment\tended after, s\n");
        ExecutorService pool = Executors.newFixedThreadPool(atOnce);
        List<Future<?>> all = new ArrayList<>();
        for (int k = 0; k < signals; k++) {
            int number = k;
            // Each kind goes through its delays in leaps, so that any number of signals is spread.
            double part = number * 73 % signals / (double) signals;
            all.add(pool.submit(() -> {
                String row =
                        switch (number / 2 % 3) {
                            case 0 -> stop(number, "", (long) (part * atOnce / 2 * millis[0]));
                            case 1 -> stop(number, EPOCH, (long) (part * 500));
                            default -> stop(number, TABLE, (long) (part * millis[1]));
                        };
                for (long delay = (long) (part * millis[1]) / 2; row.contains(ENDED); delay /= 2) {
                    row = stop(signals + number, TABLE, delay);
                }
                Files.writeString(figures, row, StandardOpenOption.APPEND);
                return row;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        pool.shutdown();
    }
}
