package org.drepmrec.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * How the threads of a native library wait for their next work. By default they spin for a while, on the cores that the sparse
 * products in Java want: a step of DRepMRec at Baby's size then takes a fifth more processor time on two cores.
 */
final class WaitPolicy {

    private static final String NAME = "OMP_WAIT_POLICY";

    private WaitPolicy() {}

    private interface C extends Library {
        int setenv(String name, String value, int overwrite);
    }

    /** Lets them sleep, unless the environment says otherwise; to be called before a library is loaded. Linux only. */
    static void passive() {
        if (!Platform.isLinux() || System.getenv(NAME) != null) {
            return;
        }
        try {
            Native.load("c", C.class).setenv(NAME, "PASSIVE", 0);
        } catch (UnsatisfiedLinkError e) {
            // Without the C library's setenv they spin, which is slower and nothing else.
            return;
        }
    }
}
