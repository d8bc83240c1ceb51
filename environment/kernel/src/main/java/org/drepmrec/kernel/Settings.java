package org.drepmrec.kernel;

import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The settings that IJava takes from {@code IJAVA_*} environment variables. */
final class Settings {

    private final UnaryOperator<String> variables;

    Settings(UnaryOperator<String> variables) {
        this.variables = variables;
    }

    /** {@code IJAVA_CLASSPATH}: paths or globs, separated as in a class path, added to the kernel's own. */
    List<String> classPath() {
        return files("IJAVA_CLASSPATH").stream().map(Path::toString).toList();
    }

    /** {@code IJAVA_COMPILER_OPTS}: options of {@code javac}, separated by blanks. */
    List<String> compilerOptions() {
        String options = value("IJAVA_COMPILER_OPTS").strip();
        return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
    }

    /** {@code IJAVA_TIMEOUT}: milliseconds, or a number and a unit such as {@code 30 SECONDS}; 0 for none. */
    long timeoutMillis() {
        String[] parts = value("IJAVA_TIMEOUT").strip().split("\\s+", -1);
        if (parts[0].isEmpty()) {
            return 0;
        }
        try {
            TimeUnit unit =
                    parts.length > 1 ? TimeUnit.valueOf(parts[1].toUpperCase(Locale.ROOT)) : TimeUnit.MILLISECONDS;
            return Math.max(0, unit.toMillis(Long.parseLong(parts[0])));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "IJAVA_TIMEOUT: found \"" + value("IJAVA_TIMEOUT") + "\", expected for example 30000 or 30 SECONDS",
                    e);
        }
    }

    /** The kernel's own imports. */
    String defaultScript() {
        try (InputStream in = Settings.class.getResourceAsStream("startup.jsh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code IJAVA_STARTUP_SCRIPTS_PATH} (files) and then {@code IJAVA_STARTUP_SCRIPT} (Java source). */
    List<String> scripts() {
        List<String> scripts = new ArrayList<>();
        for (Path each : files("IJAVA_STARTUP_SCRIPTS_PATH")) {
            try {
                scripts.add(Files.readString(each));
            } catch (IOException e) {
                throw new UncheckedIOException("IJAVA_STARTUP_SCRIPTS_PATH: " + each + " cannot be read", e);
            }
        }
        scripts.add(value("IJAVA_STARTUP_SCRIPT"));
        return scripts;
    }

    private List<Path> files(String variable) {
        List<Path> found = new ArrayList<>();
        for (String glob : value(variable).split(File.pathSeparator, -1)) {
            if (!glob.isBlank()) {
                found.addAll(matches(glob));
            }
        }
        return found;
    }

    /** The files and folders that a path or glob stands for. */
    static List<Path> matches(String glob) {
        if (!glob.contains("*") && !glob.contains("?")) {
            return List.of(Path.of(glob));
        }
        List<Path> found = new ArrayList<>();
        try {
            new GlobFinder(glob).computeMatchingPaths().forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(glob + ": cannot be listed", e);
        }
        return found;
    }

    private String value(String variable) {
        String value = variables.apply(variable);
        return value == null ? "" : value;
    }
}
