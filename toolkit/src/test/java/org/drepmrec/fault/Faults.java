package org.drepmrec.fault;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Which step of writing fails: the n-th below a folder, alone or with all that follow it, as on a disk that died or after a kill. */
public final class Faults {

    private static Path below;
    private static int failing;
    private static boolean lasting;
    private static int steps;

    /** What changes a disk. */
    enum Step {
        CREATE,
        WRITE,
        SYNC,
        RENAME,
        DELETE,
        FOLDER
    }

    private Faults() {}

    /** Counts the steps below a folder from now on, and lets the n-th fail, where n is no 0. */
    public static synchronized void arm(Path folder, int n, boolean withAllThatFollow) {
        below = folder;
        failing = n;
        lasting = withAllThatFollow;
        steps = 0;
    }

    /** Lets nothing fail. */
    public static synchronized int disarm() {
        below = null;
        return steps;
    }

    static synchronized boolean fails(Path place) {
        if (below == null || !place.toAbsolutePath().normalize().startsWith(below)) {
            return false;
        }
        steps++;
        return failing > 0 && (steps == failing || (lasting && steps > failing));
    }

    static void check(Step step, Path place) throws IOException {
        if (fails(place)) {
            throw failure(step, place);
        }
    }

    static IOException failure(Step step, Path place) {
        return new FileSystemException(place.toString(), null, "injected failure of " + step);
    }
}
