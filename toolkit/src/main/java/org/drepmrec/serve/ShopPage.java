package org.drepmrec.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of the shop page, by path. They are read from the jar once; no other path leads to a file. */
final class ShopPage {

    private ShopPage() {}

    static Map<String, Answer> files() {
        Map<String, Answer> files = new LinkedHashMap<>();
        files.put("/", file("index.html", "text/html; charset=utf-8"));
        files.put("/shop.css", file("shop.css", "text/css; charset=utf-8"));
        files.put("/shop.js", file("shop.js", "text/javascript; charset=utf-8"));
        files.put("/shop.svg", file("shop.svg", "image/svg+xml"));
        return files;
    }

    private static Answer file(String name, String type) {
        try (InputStream in = ShopPage.class.getResourceAsStream(name)) {
            return Answer.of(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
