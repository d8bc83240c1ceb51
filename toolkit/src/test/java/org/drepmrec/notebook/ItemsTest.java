package org.drepmrec.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.drepmrec.analysis.Markup;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.sample.SampleShop;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class ItemsTest {

    private static final MultimodalDataset DATA = Tiny.shop(10, 16, 3);

    @Test
    void itemsOfATableKeepItsOrderAndName() {
        Table near =
                Table.create("Items near 3", IntColumn.indexColumn("rank", 3, 1), IntColumn.create("item", 9, 2, 5));
        Items items = Items.of(DATA, near);
        assertArrayEquals(new int[] {9, 2, 5}, items.ids());
        assertEquals("Items near 3: item 9; item 2; item 5", items.toString());
    }

    @Test
    void cosinesOfATableStandUnderItsItems() {
        Table near = Table.create("near", IntColumn.create("item", 9, 2), DoubleColumn.create("cosine", 0.987, -0.5));
        String html = Rich.html(Items.of(DATA, near)).orElseThrow();
        assertTrue(html.indexOf("cosine 0.99") > 0 && html.indexOf("cosine -0.50") > html.indexOf("cosine 0.99"), html);
    }

    @Test
    void aPictureSaysWhatItShowsWhereItCannotBeSeen() {
        MultimodalDataset shop =
                SampleShop.builder().users(20).items(50).seed(3).build();
        String html = Rich.html(Items.of(shop, 7)).orElseThrow();
        assertTrue(
                html.contains("<img alt=\"" + Markup.escape(shop.catalogue().label(7)) + "\""), html.substring(0, 400));
    }

    @Test
    void anItemThatIsNotThereIsNamed() {
        String message = assertThrows(IllegalArgumentException.class, () -> Items.of(DATA, 3, 16))
                .getMessage();
        assertEquals("item: found 16, expected 0 to 15, the items of " + DATA.name(), message);
    }

    @Test
    void rowsAreAsFullAsTheyCanBe() {
        assertEquals(7, Items.perRow(7));
        assertEquals(5, Items.perRow(10));
        assertEquals(7, Items.perRow(14));
        assertEquals(5, Items.perRow(15));
        assertEquals(1, Items.perRow(0));
    }

    @Test
    void theBasketIsThatOfTraining() {
        Items basket = Items.boughtBy(DATA, 4, 2);
        int[] bought = DATA.train().itemsOf(4);
        assertArrayEquals(new int[] {bought[0], bought[1]}, basket.ids());
    }
}
