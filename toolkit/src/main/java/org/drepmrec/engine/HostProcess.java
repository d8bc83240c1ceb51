package org.drepmrec.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.Map;

/**
 * What changes the process around the toolkit. The toolkit never calls it by itself: the command line, the notebooks'
 * kernel and the benchmark do, each in a process of its own. Another program may, before its first {@link Backend}.
 */
public final class HostProcess {

    private static final String WAITING = "OMP_WAIT_POLICY";
    private static final String SPINS = "GOMP_SPINCOUNT";

    private static final int TRIM_THRESHOLD = -1;
    private static final int TOP_PAD = -2;
    private static final int MMAP_THRESHOLD = -3;

    private static final Map<String, String> QUIET = Map.of(
            "defaultLogLevel", "warn",
            "showThreadName", "false",
            "showLogName", "false",
            // They warn on every machine without CUDA; a GPU that was asked for and is missing is an error of its own.
            "log.ai.djl.util.cuda.CudaUtils", "error",
            "log.ai.djl.util.Platform", "error");

    private static volatile boolean tuned;

    private HostProcess() {}

    private interface C extends Library {
        int setenv(String name, String value, int overwrite);

        int mallopt(int option, int value);
    }

    /**
     * Lets the next {@link Backend} that opens set environment variables and the allocator of this process for speed, on
     * Linux: a step of DRepMRec at Baby's size takes a fifth less processor time on two cores, and memory that a step frees is
     * kept for the next. Variables that are set already ({@code OMP_WAIT_POLICY}, {@code MALLOC_*}) have the last word. Call it
     * before the first backend opens: an engine reads them when it is loaded.
     */
    public static void tune() {
        tuned = true;
    }

    /** MXNet aborts the process where it finds no number. */
    static void requireNumber(String variable, String value) {
        if (value != null && !value.matches("|\\s*[+-]?\\d{1,9}\\s*")) {
            throw new IllegalArgumentException("environment variable " + variable + ": found \"" + value
                    + "\", expected one whole number, which is all that MXNet reads; set it to one, or unset it");
        }
    }

    /** Does what {@link #tune} allowed, if it did. */
    static void beforeEngine() {
        if (!tuned || !Platform.isLinux()) {
            return;
        }
        try {
            C c = Native.load("c", C.class);
            letThreadsSleep(c);
            keepFreedMemory(c);
        } catch (UnsatisfiedLinkError e) {
            // A C library without these functions is slower and nothing else.
            return;
        }
    }

    /**
     * The threads of an engine would spin while they wait, on the cores that the sparse products in Java want. A few turns, a
     * millionth of a second or two, still save many of them a sleep.
     */
    private static void letThreadsSleep(C c) {
        if (System.getenv(WAITING) == null) {
            c.setenv(WAITING, "PASSIVE", 0);
            c.setenv(SPINS, "2000", 0);
        }
    }

    /**
     * The arrays of a step are freed with it and asked for again in the next. By default their memory goes back to the system
     * meanwhile, thirty times a step, and is cleared page by page when it comes again.
     */
    private static void keepFreedMemory(C c) {
        if (System.getenv().keySet().stream().noneMatch(name -> name.startsWith("MALLOC_"))) {
            c.mallopt(MMAP_THRESHOLD, 32 << 20);
            c.mallopt(TRIM_THRESHOLD, 512 << 20);
            c.mallopt(TOP_PAD, 64 << 20);
        }
    }

    /**
     * Lets {@code slf4j-simple}, where it is on the class path, write warnings only: at INFO the engines fill a terminal or a
     * notebook cell before the first result. Properties that are set already stay. Effective before the first logger is made.
     */
    public static void quietLogs() {
        QUIET.forEach((name, value) -> setUnlessSet("org.slf4j.simpleLogger." + name, value));
    }

    static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
