package org.drepmrec.kernel;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.UUID;

/** What every cell can call; the names and the behavior are IJava's. */
public final class Cells {

    private static volatile JavaKernel kernel;

    private Cells() {}

    static void use(JavaKernel running) {
        kernel = running;
    }

    /** The running kernel, for example to register renderers with. */
    public static BaseKernel getKernelInstance() {
        return kernel;
    }

    /** The forms in which a value would be shown. */
    public static DisplayData render(Object value) {
        return kernel.rendered(value);
    }

    /** The value in the given MIME types, and as text. */
    public static DisplayData render(Object value, String... as) {
        return value == null || as.length == 0
                ? render(value)
                : kernel.getRenderer().renderAs(value, as);
    }

    /** Shows a value and returns the id under which {@link #updateDisplay(String, Object)} finds it again. */
    public static String display(Object value) {
        return show(render(value));
    }

    /** Shows a value in the given MIME types, such as {@code "text/html"}, and returns its id. */
    public static String display(Object value, String... as) {
        return show(render(value, as));
    }

    /** Puts a value in the place of what was shown under the id. */
    public static void updateDisplay(String id, Object value) {
        kernel.getIO().display.updateDisplay(id, render(value));
    }

    /** Puts a value, in the given MIME types, in the place of what was shown under the id. */
    public static void updateDisplay(String id, Object value, String... as) {
        kernel.getIO().display.updateDisplay(id, render(value, as));
    }

    private static String show(DisplayData data) {
        if (!data.hasDisplayId()) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        kernel.display(data);
        return data.getDisplayId();
    }
}
