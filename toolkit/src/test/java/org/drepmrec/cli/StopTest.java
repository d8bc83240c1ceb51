package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    /** Spread evenly over start, loading, training and saving. */
    @Test
    @Tag("slow")
    @Timeout(3600)
    void twoHundredSignalsEndTwoHundredProcesses() throws IOException, InterruptedException {
        long slowest = 0;
        for (int k = 0; k < 200; k++) {
            Process process = train(List.of(), k % 2 == 0 ? "MXNet" : "PyTorch")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Thread.sleep(50L + 40L * (k / 2));
            long begin = System.nanoTime();
            process.destroy();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "signal " + k);
            slowest = Math.max(slowest, System.nanoTime() - begin);
        }
        Files.writeString(
                Files.createDirectories(Path.of("target", "figures")).resolve("stop.tsv"),
                "signals\tslowest exit, s\n200\t" + slowest / 1e9 + "\n");
    }
}
