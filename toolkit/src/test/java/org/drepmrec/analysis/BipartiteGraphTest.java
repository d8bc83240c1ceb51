package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.BehaviorGraph;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;

class BipartiteGraphTest {

    private static final Interactions PAIRS = Tiny.pairs(2, 3, new int[] {0, 0}, new int[] {0, 2}, new int[] {1, 2});

    @Test
    void everyEdgeIsALineAndAnEntryOfTheColorOfUsers() {
        SvgParts parts = SvgParts.of(BipartiteGraph.of(PAIRS));
        assertEquals(
                List.of(Hues.USERS, Hues.USERS, Hues.USERS),
                parts.all("line").stream().map(l -> l.getAttribute("stroke")).toList());
        assertEquals(
                List.of(Hues.USERS, "#ffffff", Hues.USERS, "#ffffff", "#ffffff", Hues.USERS),
                parts.all("rect").stream()
                        .filter(r -> r.getAttribute("width").equals("46")
                                && !r.getAttribute("fill").equals("none"))
                        .map(r -> r.getAttribute("fill"))
                        .toList());
        assertEquals(3, parts.count("1"));
        assertEquals(3, parts.count("0"));
    }

    @Test
    void nodesStandBesideTheGraphAndTheMatrix() {
        SvgParts parts = SvgParts.of(BipartiteGraph.of(PAIRS));
        List.of("user 0", "user 1", "item 0", "item 1", "item 2").forEach(n -> assertEquals(2, parts.count(n), n));
        SvgParts named = SvgParts.of(BipartiteGraph.of(PAIRS).named("mug", "<lamp> & \"shade\"", "tea\u0007pot"));
        List.of("user 1", "mug", "<lamp> & \"shade\"", "tea pot").forEach(n -> assertEquals(2, named.count(n), n));
        assertEquals(0, named.count("item 0"));
    }

    @Test
    void weightsAreWrittenIntoTheirCells() {
        SvgParts parts = SvgParts.of(BipartiteGraph.of(BehaviorGraph.userItemBlock(PAIRS.matrix())));
        assertEquals(1, parts.count("0.50"), "1 / sqrt(2 * 2)");
        assertEquals(2, parts.count("0.71"), "1 / sqrt(2 * 1)");
    }

    /** User 0 has items 0 and 1; user 3 both of them, user 1 one; item 3 is shared by two others, item 2 by one. */
    @Test
    void aUserIsShownWithThoseWhoBoughtTheSame() {
        Interactions train = Tiny.pairs(
                4,
                5,
                new int[] {0, 0},
                new int[] {0, 1},
                new int[] {1, 1},
                new int[] {1, 2},
                new int[] {1, 3},
                new int[] {2, 4},
                new int[] {3, 0},
                new int[] {3, 1},
                new int[] {3, 3});
        MultimodalDataset data = MultimodalDataset.builder("few", 4, 5)
                .train(train)
                .validation(Tiny.pairs(4, 5))
                .test(Tiny.pairs(4, 5))
                .build();
        BipartiteGraph graph = BipartiteGraph.around(data, 0);
        BipartiteGraph byHand = BipartiteGraph.of(Tiny.pairs(
                        3,
                        4,
                        new int[] {0, 0},
                        new int[] {0, 1},
                        new int[] {1, 0},
                        new int[] {1, 1},
                        new int[] {1, 2},
                        new int[] {2, 1},
                        new int[] {2, 2},
                        new int[] {2, 3}))
                .named(List.of("user 0", "user 3", "user 1"), List.of("item 0", "item 1", "item 3", "item 2"));
        assertEquals(byHand.toSvg(), graph.toSvg());
        assertThrows(IllegalArgumentException.class, () -> BipartiteGraph.around(data, 4));
    }

    @Test
    void sameValuesSameBytes() {
        assertEquals(
                BipartiteGraph.of(PAIRS).toSvg(),
                BipartiteGraph.of(PAIRS.matrix()).toSvg());
    }

    @Test
    void whatNobodyCanReadIsRefused() {
        Interactions many = Tiny.pairs(13, 2, new int[] {12, 1});
        String message = assertThrows(IllegalArgumentException.class, () -> BipartiteGraph.of(many))
                .getMessage();
        assertTrue(message.contains("13 users") && message.contains("1 to 12"), message);
        Interactions wide = Tiny.pairs(2, 13, new int[] {1, 12});
        assertThrows(IllegalArgumentException.class, () -> BipartiteGraph.of(wide));
        assertThrows(
                IllegalArgumentException.class, () -> BipartiteGraph.of(PAIRS).named("mug", "lamp"));
        assertEquals(
                12,
                BipartiteGraph.of(Tiny.pairs(
                                        12,
                                        12,
                                        IntStream.range(0, 12)
                                                .mapToObj(n -> new int[] {n, n})
                                                .toArray(int[][]::new)))
                                .toSvg()
                                .split("<line", -1)
                                .length
                        - 1);
    }
}
