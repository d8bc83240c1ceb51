package org.drepmrec.notebook;

import org.drepmrec.train.StatusLine;

/** How far a long job is, in one place of a notebook's page, updated a few times a second. */
final class PageLine implements StatusLine {

    private static final long NANOS_BETWEEN_UPDATES = 300_000_000L;

    private final Page page;
    private String id;
    private long last;

    PageLine(Page page) {
        this.page = page;
    }

    @Override
    public void update(String text, double share) {
        if (id == null || System.nanoTime() - last > NANOS_BETWEEN_UPDATES) {
            milestone(text, share);
        }
    }

    @Override
    public void milestone(String text, double share) {
        last = System.nanoTime();
        String html = PageProgress.html(text, share);
        if (id == null) {
            id = page.show(html, text);
        } else {
            page.update(id, html, text);
        }
    }
}
