package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TextTableTest {

    @ParameterizedTest
    @ValueSource(strings = {"en", "ar-EG", "th-TH-u-nu-thai", "fa-IR", "hi-IN-u-nu-deva", "de"})
    @ResourceLock(Resources.LOCALE)
    void digitsAreTheSameInEveryLocale(String language) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            IntColumn items = IntColumn.create("items", 1234, 5);
            items.setMissing(1);
            Table table = Table.create(
                    "t",
                    StringColumn.create("name", "a\tb", "c"),
                    items,
                    LongColumn.create("seed", 999, -1000),
                    DoubleColumn.create("value", 0.125, 2));
            assertEquals(
                    "name\titems\tseed\tvalue\na b\t1234\t999\t0.125\nc\t\t-1000\t2.0\n",
                    TextTable.tabSeparated(table));
            assertEquals(
                    "1234",
                    TextTable.of(table.selectColumns("items").first(1))
                            .lines()
                            .toList()
                            .get(1)
                            .strip());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aTerminalObeysNoTitle() {
        Table table = Table.create("t", StringColumn.create("title", "a \u001b[31mred\u0007\tmug"));
        assertEquals(
                List.of("title", "a  [31mred mug"), TextTable.of(table).lines().toList());
    }
}
