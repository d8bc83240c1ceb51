package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.data.io.sample.SampleShop;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Clusters and analogies of a small shop, whose titles have words. */
class ClustersTest {

    private static final MultimodalDataset SHOP =
            SampleShop.builder().users(60).items(80).build();
    private static final TrainedModel RUN = Trainer.builder(
                    DRepMRec.builder(Graphs.builder(SHOP).neighbors(5).build())
                            .embeddingSize(8)
                            .build())
            .epochs(2)
            .batchSize(64)
            .build()
            .fit();

    @Test
    void everyItemIsInOneCluster() {
        Clusters clusters = Clusters.of(RUN, Space.MODAL, 4);
        int[] all = IntStream.range(0, 4)
                .flatMap(c -> Arrays.stream(clusters.items(c)))
                .sorted()
                .toArray();
        assertArrayEquals(IntStream.range(0, 80).toArray(), all);
        assertTrue(Arrays.stream(clusters.items(2)).allMatch(i -> clusters.of(i) == 2));
        assertEquals(
                80,
                clusters.table().intColumn("items").asList().stream()
                        .mapToInt(n -> n)
                        .sum());
        assertEquals(
                clusters.table().toString(),
                Clusters.of(RUN, Space.MODAL, 4).table().toString(),
                "the same from run to run");
        assertEquals(4, clusters.chart().series().size());
        List<String> twelve = Clusters.of(RUN, Space.MODAL, 12).chart().series().stream()
                .map(Series::name)
                .toList();
        for (int c = 0; c < 12; c++) {
            assertEquals(Integer.toString(c), twelve.get(c).replaceFirst(" .*", ""), "in the order of numbers");
        }
        assertThrows(IllegalArgumentException.class, () -> Clusters.of(RUN, Space.MODAL, 81));
    }

    @Test
    void typicalWordsStandInAThirdOfTheTitles() {
        Clusters clusters = Clusters.of(RUN, Space.MODAL, 4);
        TitleWords titles = new TitleWords(SHOP.catalogue(), SHOP.items());
        for (int c = 0; c < 4; c++) {
            int[] items = clusters.items(c);
            for (String word : clusters.words(c).isEmpty()
                    ? List.<String>of()
                    : List.of(clusters.words(c).split(", "))) {
                long with = Arrays.stream(items)
                        .filter(i -> titles.of(i).contains(word))
                        .count();
                assertTrue(3 * with >= items.length, word + ": " + with + " of " + items.length);
            }
        }
    }

    @Test
    void anAnswerIsTheNearestOfTheOtherKind() {
        TitleWords titles = new TitleWords(SHOP.catalogue(), SHOP.items());
        String[] kinds = IntStream.range(0, SHOP.items())
                .boxed()
                .flatMap(i -> titles.of(i).stream())
                .distinct()
                .filter(w -> w.length() > 3 && titles.with(w).length > 3)
                .limit(2)
                .toArray(String[]::new);
        Analogies analogies = Analogies.of(RUN, Space.MODAL, kinds[0], kinds[1]);
        Table table = analogies.table();
        assertEquals(titles.with(kinds[0]).length, table.rowCount());
        int question = table.intColumn("item").get(0);
        int answer = table.intColumn("answer").get(0);
        assertTrue(titles.of(answer).contains(kinds[1]));
        assertEquals(answer, expected(question, titles.with(kinds[0]), titles.with(kinds[1])));
        assertEquals(table.intColumn("words in common").mean(), analogies.wordsInCommon(), 1e-12);
        assertArrayEquals(new int[] {question, answer}, analogies.pairs(1));
        assertTrue(analogies
                .findings()
                .toString()
                .startsWith("Of the " + table.rowCount() + " questions an answer by the modal representations has "));
        assertEquals("the calculation keeps something of an item", Analogies.verdict(0.2, 0.04));
        assertEquals("the calculation keeps less of an item than chance", Analogies.verdict(-0.2, 0.04));
        assertEquals("that the calculation keeps anything of an item is not shown", Analogies.verdict(0.2, 0.05));
        assertThrows(IllegalArgumentException.class, () -> Analogies.of(RUN, Space.MODAL, "nosuchword", kinds[1]));
    }

    /** By matrices instead of loops. */
    private static int expected(int question, int[] from, int[] to) {
        Vectors v = Vectors.of(RUN.representations(), Space.MODAL, Side.ITEM);
        Matrix unit = Matrix.of(v.values(), v.size()).normalizeRows();
        Matrix wanted = unit.rows(question).minus(mean(unit.rows(from))).plus(mean(unit.rows(to)));
        Matrix products = wanted.times(unit.rows(to).transpose());
        return to[IntStream.range(0, to.length).reduce(0, (a, b) -> products.get(0, b) > products.get(0, a) ? b : a)];
    }

    private static Matrix mean(Matrix rows) {
        return rows.transpose().rowSums().transpose().scale(1.0 / rows.rowCount());
    }
}
