package org.drepmrec.explore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.drepmrec.analysis.Markup;

/** Puts frame, style, script and data together to one document. */
final class ExplorerPage {

    /** In the order in which they need each other. */
    private static final List<String> SCRIPTS = List.of(
            "data.js",
            "pictures.js",
            "points.js",
            "map.js",
            "colors.js",
            "neighbors.js",
            "search.js",
            "selection.js",
            "main.js");

    private ExplorerPage() {}

    static String of(ExplorerData data) {
        String script = SCRIPTS.stream().map(ExplorerPage::resource).collect(Collectors.joining("\n"));
        // The data last, so that nothing in it is taken for a place.
        return resource("explorer.html")
                .replace("{{title}}", Markup.escape(data.title()))
                .replace("{{style}}", resource("explorer.css"))
                .replace("{{script}}", script)
                .replace("{{data}}", data.json());
    }

    private static String resource(String name) {
        try (InputStream in = ExplorerPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("explorer: found no resource " + name
                        + ", expected it in the toolkit's jar; build the jar again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
