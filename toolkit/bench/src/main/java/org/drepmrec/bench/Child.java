package org.drepmrec.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts {@link ChildRun} or another program with this class path and reads what it prints; its errors go to this process's. */
final class Child {

    private Child() {}

    /**
     * Runs {@link ChildRun} to the end.
     *
     * @return as {@link #run(Class, String, String...)}
     */
    static Map<String, double[]> run(String heap, String... arguments) {
        return run(ChildRun.class, heap, arguments);
    }

    /**
     * Runs to the end.
     *
     * @param program its main class
     * @param heap the largest heap, such as {@code 2g}
     * @param arguments of its main method
     * @return the values by name, in the order in which they were printed; {@code start} is the seconds from the process's
     *     start to its first training step as seen from here
     */
    static Map<String, double[]> run(Class<?> program, String heap, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Map<String, List<Double>> found = new LinkedHashMap<>();
        long begin = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out = process.inputReader()) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    int blank = line.indexOf(' ');
                    if (blank > 0) {
                        found.computeIfAbsent(line.substring(0, blank), k -> new ArrayList<>())
                                .add(Double.valueOf(line.substring(blank + 1)));
                    }
                    if (line.startsWith("first-step ")) {
                        found.put("start", List.of(Stopwatch.since(begin)));
                    }
                }
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(
                            "child process " + String.join(" ", arguments) + ": exit code " + process.exitValue()
                                    + " with a heap of " + heap + ", expected 0; see what it wrote above");
                }
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("child process cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("child process: interrupted", e);
        }
        Map<String, double[]> values = new LinkedHashMap<>();
        found.forEach((k, v) -> values.put(k, v.stream().mapToDouble(d -> d).toArray()));
        return values;
    }
}
