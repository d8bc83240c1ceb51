package org.drepmrec.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.drepmrec.data.Summarized;
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
    void aMethodOfThatNameIsNoSummary() {
        assertEquals(Optional.empty(), Rich.html(new Named(7)));
    }
}
