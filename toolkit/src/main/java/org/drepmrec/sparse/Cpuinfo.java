package org.drepmrec.sparse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What Linux tells of the first processor in {@code /proc/cpuinfo}; of other systems nothing is known. */
public final class Cpuinfo {

    private static final Cpuinfo HERE = read(Path.of("/proc/cpuinfo"));

    private final String text;

    private Cpuinfo(String text) {
        this.text = text;
    }

    /** That of this machine. */
    public static Cpuinfo here() {
        return HERE;
    }

    /** That of another machine. */
    public static Cpuinfo of(String text) {
        return new Cpuinfo(text);
    }

    private static Cpuinfo read(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            return of("");
        }
    }

    /** Whether Intel made it. */
    public boolean intel() {
        return line("vendor_id").filter("GenuineIntel"::equals).isPresent();
    }

    /** Its name, such as {@code Intel(R) Xeon(R) Processor @ 2.50GHz}; empty where the system does not tell. */
    public Optional<String> model() {
        return line("model name");
    }

    /** Whether it has an instruction set of x86, such as {@code fma} or {@code avx512f}. */
    public boolean has(String flag) {
        return line("flags").stream()
                .flatMap(flags -> Arrays.stream(flags.split("\\s+")))
                .anyMatch(flag::equals);
    }

    private Optional<String> line(String name) {
        return text.lines()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
                .map(parts -> parts[1].strip())
                .findFirst();
    }
}
