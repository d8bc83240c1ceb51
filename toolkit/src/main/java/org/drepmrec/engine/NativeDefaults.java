package org.drepmrec.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** What the C library is told before an engine's native library is loaded. Linux only; the environment has the last word. */
final class NativeDefaults {

    private static final String WAITING = "OMP_WAIT_POLICY";
    private static final String SPINS = "GOMP_SPINCOUNT";

    private static final int TRIM_THRESHOLD = -1;
    private static final int TOP_PAD = -2;
    private static final int MMAP_THRESHOLD = -3;

    private NativeDefaults() {}

    private interface C extends Library {
        int setenv(String name, String value, int overwrite);

        int mallopt(int option, int value);
    }

    static void apply() {
        if (!Platform.isLinux()) {
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
     * The threads of an engine would spin while they wait, on the cores that the sparse products in Java want: a step of
     * DRepMRec at Baby's size then takes a fifth more processor time on two cores. A few turns, a millionth of a second or two,
     * still save many of them a sleep.
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
}
