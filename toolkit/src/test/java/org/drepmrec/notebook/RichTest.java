package org.drepmrec.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.drepmrec.analysis.Explanation;
import org.drepmrec.analysis.Markup;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Summarized;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class RichTest {

    /** A user's own result. */
    record Counted(int n) implements Summarized {
        @Override
        public Table summary() {
            return Table.create("counted", IntColumn.create("n", n));
        }
    }

    /** Only the name is the same. */
    record Named(int n) {
        public Table summary() {
            return Table.create("named", IntColumn.create("n", n));
        }
    }

    @Test
    void aSummarizedValueLooksLikeItsSummary() {
        Counted value = new Counted(7);
        assertEquals(Rich.html(value.summary()), Rich.html(value));
    }

    @Test
    void anExplanationShowsThePurchasesThatCarryTheScoreAsCards() {
        MultimodalDataset data = Tiny.shop(20, 24, 3, Modality.VISUAL);
        Graphs graphs = Graphs.builder(data).neighbors(3).build();
        Explanation why = Explanation.of(
                Trainer.builder(Models.builder("ItemKNN", graphs).build())
                        .quiet()
                        .build()
                        .fit(),
                3,
                1);
        String html = Rich.html(why).orElseThrow();
        assertEquals(1, html.split("what carries it", -1).length - 1);
        assertEquals(why.history().length, html.split("\">adds ", -1).length - 1, html);
        assertTrue(html.contains(Markup.escape(why.findings().sentences().get(0))), html);
    }

    @Test
    void aMethodOfThatNameIsNoSummary() {
        assertEquals(Optional.empty(), Rich.html(new Named(7)));
    }
}
