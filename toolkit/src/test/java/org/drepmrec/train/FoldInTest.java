package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.OwnIds;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Scorer;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.sparse.Csr;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldInTest {

    private static final MultimodalDataset DATA = Tiny.shop(60, 30, 3, Modality.VISUAL, Modality.TEXTUAL);

    @TempDir
    Path folder;

    private static TrainedModel fit(String name, int epochs) {
        Graphs graphs = Graphs.builder(DATA).neighbors(3).build();
        return Trainer.builder(Models.builder(name, graphs).build())
                .engine("PyTorch")
                .device(System.getProperty("drepmrec.device"))
                .epochs(epochs)
                .batchSize(60)
                .learningRate(0.05)
                .quiet()
                .build()
                .fit();
    }

    private static float[] scores(Scorer scorer, int user) {
        float[] out = new float[scorer.items()];
        scorer.score(new int[] {user}, 1, out);
        return out;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ItemKNN", "ContentKNN", "EASE"})
    void modelsOfItemsScoreAVisitorAsAUserOfTheSameItems(String name) {
        TrainedModel run = fit(name, 1);
        Scorer visitors = run.visitors(DATA.train().matrix());
        for (int user = 0; user < DATA.users(); user += 7) {
            assertArrayEquals(scores(run.scorer(), user), scores(visitors, user));
        }
        int[] items = DATA.train().itemsOf(5);
        assertArrayEquals(
                scores(run.scorer(), 5),
                scores(run.visitors(Csr.binary(1, DATA.items(), new int[items.length], items)), 0));
    }

    /** Users of Tiny like items of one parity. */
    @ParameterizedTest
    @ValueSource(strings = {"LightGCN", "BPR", "VBPR", "DRepMRec"})
    void learnedModelsRecommendAVisitorWhatIsToTheTasteOfHisItems(String name) {
        TrainedModel run = fit(name, 30);
        int same = 0;
        for (int first = 0; first < 20; first++) {
            int parity = first % 2;
            List<String> items = List.of("" + first, "" + (first + 4), "" + (first + 8));
            List<Integer> shown = run.recommendFor(items, 8).intColumn("item").asList();
            same += (int) shown.stream().filter(i -> i % 2 == parity).count();
            assertTrue(shown.stream().noneMatch(i -> items.contains("" + i)), () -> items + " " + shown);
        }
        // Four standard deviations above chance: 71 of 160, deviation 6.
        assertTrue(same > 95, name + " found " + same + " of 160 to the taste; without one it would be some 71");
    }

    @Test
    void whereThereIsNoFormulaVisitorsAreRefused() {
        for (String name : List.of("Popularity", "Random", "BUIR")) {
            assertEquals(
                    name
                            + ": found no formula for somebody whom training has not seen, expected a model that scores by items or by"
                            + " a dot product, such as ItemKNN or LightGCN; choose another model",
                    assertThrows(IllegalArgumentException.class, () -> fit(name, 1)
                                    .recommendFor(List.of("1"), 5))
                            .getMessage());
        }
        TrainedModel run = fit("ItemKNN", 1);
        assertThrows(IllegalArgumentException.class, () -> run.recommendFor(List.of(), 5));
        assertThrows(IllegalArgumentException.class, () -> run.recommendFor(List.of("30"), 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ItemKNN", "ContentKNN", "EASE", "LightGCN", "BPR", "DRepMRec"})
    void contributionsAddUpToTheScore(String name) {
        TrainedModel run = fit(name, 3);
        for (int user = 0; user < DATA.users(); user += 11) {
            int[] history = DATA.train().itemsOf(user);
            float[] scores = scores(run.visitors(DATA.train().matrix()), user);
            for (int item = 0; item < DATA.items(); item += 5) {
                double[] added = run.contributions(history, item);
                assertEquals(history.length, added.length);
                assertEquals(scores[item], Arrays.stream(added).sum(), 1e-4 * Math.max(1, Math.abs(scores[item])));
            }
        }
    }

    @Test
    void aContributionBelongsToItsItemInWhateverOrder() {
        TrainedModel run = fit("BPR", 3);
        int[] history = DATA.train().itemsOf(3);
        double[] added = run.contributions(history, 7);
        int[] reversed = new int[history.length];
        for (int k = 0; k < history.length; k++) {
            reversed[k] = history[history.length - 1 - k];
        }
        double[] again = run.contributions(reversed, 7);
        for (int k = 0; k < history.length; k++) {
            assertEquals(added[k], again[history.length - 1 - k], 1e-9);
        }
        assertThrows(IllegalArgumentException.class, () -> fit("Popularity", 1).contributions(history, 7));
    }

    private static Features rows(Modality modality, int... items) {
        Features all = DATA.features(modality);
        float[] values = new float[items.length * all.dimension()];
        for (int r = 0; r < items.length; r++) {
            System.arraycopy(all.row(items[r]), 0, values, r * all.dimension(), all.dimension());
        }
        return new Features(items.length, all.dimension(), values);
    }

    @Test
    void anArticleIsTheWeightedMeanOfItsNearestItems() {
        TrainedModel run = fit("DRepMRec", 3);
        TrainedModel more = run.withItems(new NewItems(
                List.of("new"),
                Map.of(Modality.VISUAL, rows(Modality.VISUAL, 4), Modality.TEXTUAL, rows(Modality.TEXTUAL, 4))));
        assertEquals(31, more.data().items());
        int d = run.representations().general().size();
        float[] items = run.representations().items(run.representations().general());
        double[] expected = new double[d];
        double length = 0;
        for (Modality m : List.of(Modality.VISUAL, Modality.TEXTUAL)) {
            float[][] unit = IntStream.range(0, 30)
                    .mapToObj(i -> DATA.features(m).normalizedRows().row(i))
                    .toArray(float[][]::new);
            double[] cosine = Arrays.stream(unit)
                    .mapToDouble(x -> IntStream.range(0, x.length)
                            .mapToDouble(c -> x[c] * unit[4][c])
                            .sum())
                    .toArray();
            List<Integer> nearest = IntStream.range(0, 30)
                    .filter(i -> Arrays.stream(DATA.train().matrix().columns()).anyMatch(t -> t == i))
                    .boxed()
                    .sorted((a, b) -> Double.compare(cosine[b], cosine[a]))
                    .limit(3)
                    .toList();
            double sum =
                    nearest.stream().mapToDouble(i -> Math.max(0, cosine[i])).sum();
            double weight = m.equals(Modality.VISUAL) ? 0.3 : 0.7;
            for (int i : nearest) {
                int row = i;
                length += weight
                        * Math.max(0, cosine[i])
                        / sum
                        * norm(IntStream.range(0, d)
                                .mapToDouble(c -> items[row * d + c])
                                .toArray());
                for (int c = 0; c < d; c++) {
                    expected[c] += weight * Math.max(0, cosine[i]) / sum * items[i * d + c];
                }
            }
        }
        float[] all = more.representations().items(more.representations().general());
        for (int c = 0; c < d; c++) {
            assertEquals(expected[c] * length / norm(expected), all[30 * d + c], 1e-4);
        }
        assertArrayEquals(items, Arrays.copyOf(all, items.length));
        assertEquals("new", more.data().catalogue().label(30));
        assertTrue(more.recommend(3, 31).stringColumn("title").contains("new"));
        assertEquals(
                "DRepMRec: found items that it was not trained with, expected a model as training made it; save that one, and"
                        + " add the items after loading it",
                assertThrows(IllegalArgumentException.class, () -> more.save(folder.resolve("m")))
                        .getMessage());
    }

    /** Numbers of items do not matter, nor does the scale of the features. */
    @Test
    void itemsOfALaterReadingAreThoseWithNewIds() {
        TrainedModel run = Trainer.builder(Models.builder(
                                "DRepMRec",
                                Graphs.builder(named(IntStream.range(0, 30).toArray(), 1))
                                        .neighbors(3)
                                        .build())
                        .build())
                .engine("PyTorch")
                .epochs(2)
                .quiet()
                .build()
                .fit();
        int[] order = IntStream.concat(IntStream.of(4), IntStream.range(0, 30).map(i -> 29 - i))
                .toArray();
        TrainedModel more = run.withItems(named(order, 5));
        assertEquals(31, more.data().items());
        assertEquals("item 0 later", more.data().itemId(30));
        assertEquals(run.data().itemId(7), more.data().itemId(7));
        TrainedModel sameByHand = run.withItems(new NewItems(
                List.of("item 0 later"),
                Map.of(Modality.VISUAL, rows(Modality.VISUAL, 4), Modality.TEXTUAL, rows(Modality.TEXTUAL, 4))));
        assertArrayEquals(
                sameByHand.representations().general().values(),
                more.representations().general().values(),
                1e-5f);
        assertEquals(
                "new items: found no item that the model does not know in tiny, expected at least one; read the tables of the model"
                        + " again with the new rows in them, by core(0)",
                refusal(() -> run.withItems(run.data())));
        assertEquals(
                "new items: found not all 30 items in tiny, expected them, and new ones; read the tables of the model again with the"
                        + " new rows in them, by core(0)",
                refusal(() -> run.withItems(named(new int[] {1, 2, 3}, 1))));
        assertTrue(refusal(() -> run.withItems(DATA)).contains("no own ids"));
    }

    private static String refusal(Runnable what) {
        return assertThrows(IllegalArgumentException.class, what::run).getMessage();
    }

    /** The data with own ids, item k being that of {@code order[k]}; the first is a new one where an item occurs twice. */
    private static MultimodalDataset named(int[] order, float scale) {
        boolean later = order.length > 30;
        MultimodalDataset.Builder named = MultimodalDataset.builder("tiny", DATA.users(), order.length)
                .ids(new OwnIds(
                        IntStream.range(0, DATA.users())
                                .mapToObj(u -> "user " + u)
                                .toList(),
                        IntStream.range(0, order.length)
                                .mapToObj(i -> later && i == 0 ? "item 0 later" : "item " + order[i])
                                .toList()));
        for (Split split : Split.values()) {
            Interactions pairs = DATA.split(split);
            int[] users = IntStream.range(0, pairs.size()).map(pairs::user).toArray();
            int[] items = IntStream.range(0, pairs.size()).map(pairs::item).toArray();
            boolean asBefore = order.length == 30;
            Interactions kept = new Interactions(
                    DATA.users(), order.length, asBefore ? users : new int[0], asBefore ? items : new int[0]);
            named = split == Split.TRAIN
                    ? named.train(kept)
                    : split == Split.VALIDATION ? named.validation(kept) : named.test(kept);
        }
        for (Modality modality : DATA.modalities()) {
            Features rows = rows(modality, order);
            float[] scaled = rows.values().clone();
            for (int v = 0; v < scaled.length; v++) {
                scaled[v] *= scale;
            }
            named = named.features(modality, new Features(rows.rows(), rows.dimension(), scaled));
        }
        return named.build();
    }

    private static double norm(double... values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
    }

    @Test
    void articlesThatDoNotFitAreRefused() {
        TrainedModel run = fit("DRepMRec", 1);
        Features visual = rows(Modality.VISUAL, 4);
        Map<Modality, Features> one = Map.of(Modality.VISUAL, visual);
        assertThrows(IllegalArgumentException.class, () -> run.withItems(new NewItems(List.of("new"), one)));
        Map<Modality, Features> narrow =
                Map.of(Modality.VISUAL, visual, Modality.TEXTUAL, new Features(1, 1, new float[] {1}));
        assertThrows(IllegalArgumentException.class, () -> run.withItems(new NewItems(List.of("new"), narrow)));
        assertThrows(
                IllegalArgumentException.class, () -> fit("ItemKNN", 1).withItems(new NewItems(List.of("new"), one)));
    }

    /** Where the objective is least, its gradient is zero. */
    @Test
    void leastSquaresGiveTheVectorOfTheFormula() {
        TrainedModel run = fit("BPR", 5);
        int d = run.representations().general().size();
        float[] x = run.representations().items(run.representations().general());
        int[] items = {1, 2};
        Scorer scorer = run.visitors(Csr.binary(1, 30, new int[2], items));
        // Half of it: -Σ_S (1 - e·g_i) g_i + w Σ (e·g_j) g_j + λ e, in which e enters by the scores and once alone.
        float[] s = scores(scorer, 0);
        double[] gradient = new double[d];
        double norm = 0;
        for (int c = 0; c < d; c++) {
            for (int i : items) {
                gradient[c] -= (1 - s[i]) * x[i * d + c];
            }
            for (int j = 0; j < 30; j++) {
                gradient[c] += 0.01 * s[j] * x[j * d + c];
            }
            norm += gradient[c] * gradient[c];
        }
        double trace = 0;
        for (float value : x) {
            trace += 0.01 * value * value;
        }
        double ridge = 1e-9 + 0.1 * trace / d;
        // e = -gradient / λ, so its scores are those of the scorer.
        double[] e = Arrays.stream(gradient).map(g -> -g / ridge).toArray();
        assertTrue(norm > 0);
        for (int j = 0; j < 30; j++) {
            int item = j;
            double score = IntStream.range(0, d)
                    .mapToDouble(c -> e[c] * x[item * d + c])
                    .sum();
            assertEquals(score, s[j], 1e-3);
        }
    }
}
