package org.drepmrec.notebook;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The page of the notebook that runs this program; a kernel's adapter provides it. */
public interface Page {

    /** Shows HTML, and beside it the text for where HTML cannot be shown; returns the id of the place. */
    String show(String html, String text);

    /** Puts HTML and text in the place that has the id. */
    void update(String id, String html, String text);

    /** The page, or empty in a program that runs without a notebook. */
    static Optional<Page> current() {
        return Optional.ofNullable(Current.PAGE.get());
    }

    /** Called by a kernel's adapter when it attaches. */
    static void set(Page page) {
        Current.PAGE.set(page);
    }

    /** Holds the page. */
    final class Current {
        private static final AtomicReference<Page> PAGE = new AtomicReference<>();

        private Current() {}
    }
}
