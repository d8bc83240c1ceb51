package org.drepmrec.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The plotly library as a script for a page that has no network.
 *
 * <p>Taken from the class path: {@code plotly-cartesian.min.js} (1.4 MB, npm package {@code plotly.js-cartesian-dist-min},
 * put there by {@code environment/setup} where npm is at hand), else the whole library of the webjar (10.8 MB, every trace
 * type).
 */
final class PlotlyLibrary {

    /** The global name under which a page keeps the library, so that neither meets another copy. */
    static final String NAME = "DRepMRecPlotly";

    private static final String SMALL = "/plotly-cartesian.min.js";
    private static final String WEBJAR = "/META-INF/maven/org.webjars.npm/plotly.js-dist/pom.properties";

    private static final AtomicBoolean GIVEN = new AtomicBoolean();

    private PlotlyLibrary() {}

    /** The script, once for each kernel; afterwards nothing. */
    static String once() {
        return GIVEN.compareAndSet(false, true) ? script() : "";
    }

    /**
     * The script. The library's module wrapper would hand it to RequireJS, which classic Notebook has; shadowed names leave it
     * no choice but to become a global, which is then renamed.
     */
    static String script() {
        return "<script>if (!window." + NAME + ") (function () {\n"
                + "var before = window.Plotly;\n"
                + "(function (define, module, exports, require) {\n"
                + source().replace("</", "<\\/")
                + "\n}).call(window);\n"
                + "window." + NAME + " = window.Plotly || self.Plotly;\n"
                + "if (before) window.Plotly = before;\n"
                + "})();</script>\n";
    }

    /** Makes the next figure bring the library again, for a page that lost it. */
    static void again() {
        GIVEN.set(false);
    }

    private static String source() {
        try {
            String small = read(SMALL);
            String whole = small == null ? read(whole()) : small;
            if (whole != null) {
                return whole;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("plotly: found neither " + SMALL
                + " nor the webjar plotly.js-dist on the class path; put the toolkit's lib folder on it");
    }

    /** The library's place in the webjar, which contains its version. */
    private static String whole() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = PlotlyLibrary.class.getResourceAsStream(WEBJAR)) {
            if (in != null) {
                properties.load(in);
            }
        }
        return "/META-INF/resources/webjars/plotly.js-dist/" + properties.getProperty("version") + "/plotly.js";
    }

    private static String read(String name) throws IOException {
        try (InputStream in = PlotlyLibrary.class.getResourceAsStream(name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
