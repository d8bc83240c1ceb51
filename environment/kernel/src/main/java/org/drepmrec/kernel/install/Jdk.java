package org.drepmrec.kernel.install;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDK that can run the kernel.
 *
 * @param java its launcher
 * @param version such as {@code 17.0.15}
 */
record Jdk(Path java, String version) {

    private static final int OLDEST = 17;
    private static final Pattern BASE = Pattern.compile("(?m)^java\\.base@(\\S+)\\s*$");
    private static final Pattern JSHELL = Pattern.compile("(?m)^jdk\\.jshell@");

    /** The JDK in a home, asked for its modules. */
    static Jdk in(Path home, OperatingSystem system) throws InstallException {
        Path java = home.toAbsolutePath().normalize().resolve("bin").resolve(system.java());
        if (!Files.isExecutable(java)) {
            throw refused(java, "no such program", "that of a JDK of version " + OLDEST + " or newer");
        }
        String modules = modules(java);
        Matcher base = BASE.matcher(modules);
        if (!base.find()) {
            throw refused(
                    java,
                    "no list of modules (" + modules.lines().findFirst().orElse("no output") + ")",
                    "a JDK of version " + OLDEST + " or newer");
        }
        String version = base.group(1);
        if (Runtime.Version.parse(version).feature() < OLDEST) {
            throw refused(java, "version " + version, OLDEST + " or newer");
        }
        if (!JSHELL.matcher(modules).find()) {
            throw refused(java, "a runtime without the module jdk.jshell", "a JDK");
        }
        return new Jdk(java, version);
    }

    private static String modules(Path java) throws InstallException {
        try {
            Process process = new ProcessBuilder(java.toString(), "--list-modules")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        } catch (IOException e) {
            throw refused(java, "a program that cannot be run (" + e.getMessage() + ")", "the launcher of a JDK");
        }
    }

    private static InstallException refused(Path java, String found, String expected) {
        return new InstallException(java + ": found " + found + ", expected " + expected
                + "; install a JDK, or name the home of one with --java");
    }
}
