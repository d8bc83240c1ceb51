package org.drepmrec.data.io.amazon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTest {

    private static Map<String, Object> read(String text) {
        return Literal.object(text, () -> "meta.json.gz line 3");
    }

    @Test
    void aPythonDictionaryIsReadAsItWasWritten() {
        Map<String, Object> product =
                read("{'asin': '0188399313', 'title': \"Baby's \\x22First\\x22\", u'brand': u'L\\xe9o', "
                        + "'price': 12.5, 'categories': [['Baby', 'Gifts',], ('One',)], 'imUrl': None, 'new': True, "
                        + "'salesRank': {'Baby': 10}, 'also': [], 'n': -1e3}");
        assertEquals("0188399313", product.get("asin"));
        assertEquals("Baby's \"First\"", product.get("title"));
        assertEquals("Léo", product.get("brand"));
        assertEquals(12.5, product.get("price"));
        assertEquals(List.of(List.of("Baby", "Gifts"), List.of("One")), product.get("categories"));
        assertEquals(null, product.get("imUrl"));
        assertEquals(true, product.get("new"));
        assertEquals(Map.of("Baby", 10.0), product.get("salesRank"));
        assertEquals(List.of(), product.get("also"));
        assertEquals(-1000.0, product.get("n"));
    }

    @Test
    void strictJsonIsReadToo() {
        Map<String, Object> product =
                read(" {\"a\":\"x\\/\\u00e9\\ud83d\\ude00\\n\",\"b\":[true,false,null,1],\"c\":{\"d\":\"it's\"}} ");
        assertEquals("x/é😀\n", product.get("a"));
        assertEquals(Arrays.asList(true, false, null, 1.0), product.get("b"));
        assertEquals(Map.of("d", "it's"), product.get("c"));
    }

    @Test
    void pythonEscapesOfOtherKindsAreRead() {
        assertEquals(Map.of("s", "\u00e9\u20ac😀A\u0000!\\q"), read("{'s': '\\xe9\\u20ac\\U0001f600\\101\\0!\\q'}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[1]",
                "{'a': 1",
                "{'a' 1}",
                "{'a': }",
                "{1: 2}",
                "{'a': 'b}",
                "{'a': '\\x4'}",
                "{'a': '\\Uffffffff'}",
                "{'a': 1-2}",
                "{'a': 1} {}",
                "{'a': __import__('os').system('true')}",
                "{'a': open('x')}",
                "{'a': lambda: 1}",
                "{'a': b'x'}",
                "{'a': [1 2]}",
                "{'a': {}}}",
                "{,}"
            })
    void anythingElseIsRefusedWithItsPlace(String text) {
        DataException e = assertThrows(DataException.class, () -> read(text));
        assertEquals(
                true,
                e.getMessage()
                        .matches("meta.json.gz line 3: .+ at character \\d+, expected a JSON object or the literal of"
                                + " a Python dictionary; copy or download the file again"),
                e.getMessage());
    }

    @Test
    void nestingWithoutMeasureIsRefusedBeforeTheStackOverflows() {
        assertThrows(DataException.class, () -> read("{'a': " + "[".repeat(200_000)));
        assertEquals(1, read("{'a': " + "[".repeat(31) + "]".repeat(31) + "}").size());
        assertThrows(DataException.class, () -> read("{'a': " + "[".repeat(32) + "]".repeat(32) + "}"));
    }
}
