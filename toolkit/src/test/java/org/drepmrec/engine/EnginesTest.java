package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each in a process of its own: an engine is loaded once, and its absence is remembered. */
@Timeout(120)
class EnginesTest {

    /** Opens MXNet by name and then, twice, the engine by default, and computes with it. */
    static final class Host {

        private Host() {}

        public static void main(String[] arguments) {
            HostProcess.quietLogs();
            report("MXNet");
            report(null);
            report(null);
        }

        private static void report(String engine) {
            try (Backend backend = Backend.open(engine, "cpu")) {
                float sum = backend.toFloats(
                                backend.total(backend.create(backend.manager(), new float[] {1, 2}, new Shape(2, 1))))[
                        0];
                System.out.println(engine + " -> " + backend.engine() + ", " + sum);
            } catch (IllegalArgumentException e) {
                System.out.println(engine + " -> " + e.getMessage());
            }
        }
    }

    private static List<String> outcome(String classPath, String... properties)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(properties));
        command.addAll(List.of("-cp", classPath, Host.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("DREPMREC_"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.lines().toList();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static void assertTakesPyTorch(List<String> said, String reason) {
        assertEquals(4, said.size(), said::toString);
        assertTrue(said.get(0).startsWith("MXNet -> engine MXNet: "), said::toString);
        assertTrue(said.get(0).contains(reason), said::toString);
        assertTrue(
                said.get(1).contains("engine MXNet: ") && said.get(1).contains("; taking PyTorch 2."), said::toString);
        assertEquals(List.of("null -> PyTorch, 3.0", "null -> PyTorch, 3.0"), said.subList(2, 4));
    }

    @Test
    void pyTorchIsTakenWhereThereAreNoNativesOfMxNet() throws Exception {
        String others = Stream.of(classPath().split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("mxnet-native"))
                .collect(Collectors.joining(File.pathSeparator));
        assertTakesPyTorch(outcome(others), "found no native library for ");
    }

    @Test
    void pyTorchIsTakenWhereThoseOfMxNetCannotBeLoaded(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve(System.mapLibraryName("mxnet")), "no library");
        assertTakesPyTorch(outcome(classPath(), "-DMXNET_LIBRARY_PATH=" + folder), "could not be loaded");
    }

    /** On a processor that the class path has no natives for. */
    @Test
    void bothAreNamedWhereNeitherIsThere() throws Exception {
        List<String> said = outcome(classPath(), "-Dos.arch=riscv64");
        assertEquals(3, said.size(), said::toString);
        for (String each : said.subList(1, 3)) {
            assertTrue(each.startsWith("null -> engine MXNet: found no native library for "), each);
            assertTrue(each.contains("-riscv64 on the class path"), each);
            assertTrue(each.contains("; and engine PyTorch: found no native library for "), each);
        }
    }
}
