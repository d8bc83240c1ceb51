package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.drepmrec.engine.HostProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show. */
@Timeout(120)
class ProcessTest {

    @TempDir
    Path folder;

    private static ProcessBuilder java(List<String> jvm, Object... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ToolkitCommand.class.getName()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    @Test
    void statsLoadNoEngine() throws IOException, InterruptedException {
        Process process =
                java(List.of("-Xlog:class+load"), "stats", "--data", "sample").start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains(StatsCommand.class.getName()), "the log of loaded classes is missing");
        assertFalse(said.contains(" ai.djl."), "DJL was loaded");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatStandardOutputLosesIsAnError() throws IOException, InterruptedException {
        for (String to : List.of(">/dev/full", ">&-")) {
            List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" " + to, "sh"));
            command.addAll(java(List.of(), "runs", "--store", folder).command());
            Process process = new ProcessBuilder(command).start();
            String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(1, process.waitFor(), to + said);
            assertTrue(said.contains("error: standard output: not all was written"), to + said);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPathThatTheLocaleCannotSpellIsNamedWithTheLocale() throws IOException, InterruptedException {
        for (List<String> args :
                List.of(List.of("sample", "--out", "d\u00fc"), List.of("stats", "--data", "d\u00fc"))) {
            ProcessBuilder builder = java(List.of(), args.toArray());
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor() > 0, said);
            assertTrue(said.contains("run with LC_ALL=C.UTF-8 or choose another name"), said);
        }
    }

    /** MXNet itself would abort the process. */
    @Test
    void anUnreadableNumberOfThreadsIsAnError() throws IOException, InterruptedException {
        ProcessBuilder builder = java(List.of(), "train", "--data", "sample", "--model", "BPR", "--engine", "mxnet");
        builder.environment().put("OMP_NUM_THREADS", "x");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor(), said);
        assertTrue(said.contains("error: environment variable OMP_NUM_THREADS: found \"x\""), said);
    }

    /** As in the jar: the tests' own settings are left out. */
    @Test
    void aTrainingTunesItsProcessAndLogsWarningsOnly() throws IOException, InterruptedException {
        Path loaded = folder.resolve("loaded.log");
        ProcessBuilder builder = java(
                List.of("-Xlog:class+load:file=" + loaded),
                "train",
                "--data",
                "sample",
                "--model",
                "BPR",
                "--epochs",
                1);
        List<String> command = builder.command();
        int classPath = command.indexOf("-cp") + 1;
        command.set(
                classPath,
                Arrays.stream(command.get(classPath).split(File.pathSeparator, -1))
                        .filter(entry -> !entry.endsWith("test-classes"))
                        .collect(Collectors.joining(File.pathSeparator)));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("Recall@20 "), said);
        assertFalse(said.contains("INFO") || said.contains("SLF4J"), said);
        assertTrue(Files.readString(loaded).contains(HostProcess.class.getName() + "$C "), "the process is not tuned");
    }

    @Test
    void aStoppedTrainingWritesItsBestEpoch() throws IOException, InterruptedException {
        Path metrics = folder.resolve("m.json");
        Path model = folder.resolve("model");
        Process process = java(
                        List.of(),
                        "train",
                        "--data",
                        "sample",
                        "--model",
                        "LightGCN",
                        "--set",
                        "earlyStop.patience=100000",
                        "--epochs",
                        100_000,
                        "--metrics-out",
                        metrics,
                        "--save",
                        model)
                .start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.append(line).append('\n');
                if (line.startsWith("epoch   2 ")) {
                    // The handle, unlike the process, leaves the streams open.
                    process.toHandle().destroy();
                }
            }
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), said.toString());
        } finally {
            process.destroyForcibly();
        }
        JsonObject all = new Gson().fromJson(Files.readString(metrics), JsonObject.class);
        assertEquals("INTERRUPTED", all.get("stopped").getAsString(), said.toString());
        assertTrue(all.get("epochs").getAsInt() >= 2);
        assertTrue(said.toString().contains("Recall@20 "), said.toString());
        assertEquals(
                0, Shell.run("evaluate", "--saved", model, "--data", "sample").code());
    }
}
