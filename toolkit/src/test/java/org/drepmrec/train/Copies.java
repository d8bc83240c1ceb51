package org.drepmrec.train;

/** Counts copies between Java and an engine; {@link CopiesPerStepTest} lets the classes of DJL that make them call it. */
public final class Copies {

    private static int toDevice;
    private static int toJava;

    private Copies() {}

    /** A copy of numbers of Java to an engine. */
    public static void toDevice() {
        toDevice++;
    }

    /** A copy of an engine's numbers to Java. */
    public static void toJava() {
        toJava++;
    }

    /** The copies to the device and to Java since the last call. */
    static int[] take() {
        int[] taken = {toDevice, toJava};
        toDevice = 0;
        toJava = 0;
        return taken;
    }
}
