package org.drepmrec.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.regex.Pattern;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.baseline.Bpr;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Titles and labels come from files of others: nothing in them becomes markup. */
class EscapingTest {

    private static final String EVIL = "</td><script>alert('x')</script><img src=x onerror=\"alert(1)\"> & more";
    private static final String HARMLESS = "&lt;/td&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"
            + "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; more";

    private static void assertHarmless(String html, int times) {
        assertFalse(html.contains("<script"), html);
        assertFalse(html.contains("<img src=x"), html);
        assertEquals(times, html.split(Pattern.quote(HARMLESS), -1).length - 1, html);
    }

    @Test
    void everyCharacterOfMarkupIsEscaped() {
        assertEquals(HARMLESS, Rich.escape(EVIL));
        assertEquals("&amp;lt;", Rich.escape("&lt;"));
    }

    @Test
    void tablesEscapeNameHeaderAndCells() {
        Table table = Table.create(EVIL, StringColumn.create(EVIL, EVIL, "plain"));
        assertHarmless(TableHtml.of(table), 3);
        assertHarmless(Rich.html(table).orElseThrow(), 3);
    }

    @Test
    void itemsEscapeTitles() {
        MultimodalDataset tiny = Tiny.shop(10, 16, 3, Modality.VISUAL);
        MultimodalDataset data = MultimodalDataset.builder(EVIL, 10, 16)
                .train(tiny.train())
                .validation(tiny.validation())
                .test(tiny.test())
                .catalogue(new ItemCatalogue() {
                    @Override
                    public Optional<String> title(int item) {
                        return Optional.of(EVIL);
                    }

                    @Override
                    public Optional<BufferedImage> picture(int item) {
                        return Optional.empty();
                    }
                })
                .build();
        assertHarmless(Rich.html(Items.of(data, 1, 2)).orElseThrow(), 2);
        String summary = Rich.html(data).orElseThrow();
        assertFalse(summary.contains("<script"), summary);
        assertTrue(summary.contains("&lt;script&gt;"), summary);
    }

    @Test
    void progressEscapesTheName() {
        StringBuilder shown = new StringBuilder();
        Page page = new Page() {
            @Override
            public String show(String html, String text) {
                shown.append(html);
                return "id";
            }

            @Override
            public void update(String id, String html, String text) {
                shown.append(html);
            }
        };
        MultimodalDataset tiny = Tiny.shop(10, 16, 3);
        MultimodalDataset data = MultimodalDataset.builder(EVIL, 10, 16)
                .train(tiny.train())
                .validation(tiny.validation())
                .test(tiny.test())
                .build();
        new PageProgress(page).started(Bpr.builder(Graphs.builder(data).build()).build(), 1);
        assertHarmless(shown.toString(), 1);
    }
}
