package org.drepmrec.train;

/**
 * Counts copies between Java and an engine, and sees which of them come when operators have been started. {@link CopiesPerStepTest}
 * lets the classes of DJL call it that make them.
 */
public final class Copies {

    private static int toDevice;
    private static int toJava;
    private static int late;
    private static boolean started;

    private Copies() {}

    /** A copy of numbers of Java to an engine. */
    public static void toDevice() {
        toDevice++;
        if (started) {
            late++;
        }
    }

    /** A copy of an engine's numbers to Java. */
    public static void toJava() {
        toJava++;
    }

    /** An operator. */
    public static void operator() {
        started = true;
    }

    /** The copies since the last call: to the device and to Java, and in brackets those to it that wait for operators. */
    static String take() {
        String taken = toDevice + "+" + toJava + (late == 0 ? "" : "(" + late + ")");
        toDevice = 0;
        toJava = 0;
        late = 0;
        started = false;
        return taken;
    }
}
