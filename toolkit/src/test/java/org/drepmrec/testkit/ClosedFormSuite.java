package org.drepmrec.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.eval.Scorer;
import org.drepmrec.eval.TopItems;
import org.drepmrec.graph.Graphs;
import org.drepmrec.io.Folders;
import org.drepmrec.model.ClosedForm;
import org.drepmrec.model.Recommender;
import org.drepmrec.train.StopReason;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * What every {@link ClosedForm} must show, in place of {@link ModelSuite}: the same numbers each time and whatever the block,
 * finite scores of users and items without training rows, one modality is enough, no epoch and no engine, saved and loaded it
 * recommends the same.
 */
public final class ClosedFormSuite {

    private static final int USERS = 30;
    private static final int ITEMS = 16;

    private ClosedFormSuite() {}

    /** All checks of a model; add them to a {@code @TestFactory}. */
    public static List<DynamicTest> of(String name, Function<Graphs, Recommender> factory) {
        return List.of(
                test(name, "the same numbers each time", () -> sameNumbers(factory)),
                test(name, "a block changes nothing", () -> blocks(factory)),
                test(name, "users and items without training rows", () -> cold(factory)),
                test(name, "ties rank by item", () -> ties(factory)),
                test(name, "one modality is enough", () -> oneModality(factory)),
                test(name, "no epoch, no engine", () -> fits(factory)),
                test(name, "saved and loaded it is the same", () -> savesAndLoads(factory)));
    }

    private static DynamicTest test(String name, String what, Executable body) {
        return DynamicTest.dynamicTest(name + ": " + what, body);
    }

    private static final MultimodalDataset SHOP = Tiny.shop(USERS, ITEMS, 5, Modality.VISUAL, Modality.TEXTUAL);

    private static Recommender model(Function<Graphs, Recommender> factory, MultimodalDataset data) {
        return factory.apply(Graphs.builder(data).neighbors(3).build());
    }

    private static Scorer scorer(Recommender model, long seed) {
        return model.type().closedForm().orElseThrow().scorer(model, seed);
    }

    private static float[] scores(Scorer scorer, int... users) {
        float[] out = new float[users.length * scorer.items() + 3];
        Arrays.fill(out, Float.NaN);
        scorer.score(users, users.length, out);
        return Arrays.copyOf(out, users.length * scorer.items());
    }

    private static int[] all() {
        return IntStream.range(0, USERS).toArray();
    }

    private static void sameNumbers(Function<Graphs, Recommender> factory) {
        Graphs graphs = Graphs.builder(SHOP).neighbors(3).build();
        Recommender model = factory.apply(graphs);
        assertEquals(model, factory.apply(graphs), "two models of the same options");
        float[] first = scores(scorer(model, 3), all());
        assertArrayEquals(first, scores(scorer(model, 3), all()));
        float[] other = scores(scorer(model, 4), all());
        if (model.type().closedForm().orElseThrow().random()) {
            assertNotEquals(Arrays.toString(first), Arrays.toString(other), "another seed gives the same numbers");
        } else {
            assertArrayEquals(first, other, "the seed changes a model that says it is not random");
        }
    }

    private static void blocks(Function<Graphs, Recommender> factory) {
        Scorer scorer = scorer(model(factory, SHOP), 3);
        float[] together = scores(scorer, 5, 2, 9, 5);
        float[] alone = scores(scorer, 9);
        assertArrayEquals(alone, Arrays.copyOfRange(together, 2 * ITEMS, 3 * ITEMS));
        assertArrayEquals(Arrays.copyOf(together, ITEMS), Arrays.copyOfRange(together, 3 * ITEMS, 4 * ITEMS));
    }

    /** The shop with one more user and one more item that occur nowhere in training. */
    private static void cold(Function<Graphs, Recommender> factory) {
        MultimodalDataset.Builder wider = MultimodalDataset.builder("cold", USERS + 1, ITEMS + 1)
                .train(wider(SHOP.train()))
                .validation(wider(SHOP.validation()))
                .test(wider(SHOP.test()));
        SHOP.modalities().forEach(m -> wider.features(m, Tiny.features(ITEMS + 1, 5, 8)));
        Scorer scorer = scorer(model(factory, wider.build()), 3);
        for (float score : scores(scorer, IntStream.rangeClosed(0, USERS).toArray())) {
            assertTrue(Float.isFinite(score), "a score is " + score);
        }
    }

    private static Interactions wider(Interactions all) {
        int[] users = IntStream.range(0, all.size()).map(all::user).toArray();
        int[] items = IntStream.range(0, all.size()).map(all::item).toArray();
        return new Interactions(USERS + 1, ITEMS + 1, users, items);
    }

    private static void ties(Function<Graphs, Recommender> factory) {
        TopItems top = TopItems.rank(scorer(model(factory, SHOP), 3), 4, ITEMS);
        for (int r = 1; r < ITEMS; r++) {
            boolean tie = top.score(r) == top.score(r - 1);
            assertTrue(top.score(r) < top.score(r - 1) || (tie && top.item(r) > top.item(r - 1)), top.toString());
        }
    }

    private static void oneModality(Function<Graphs, Recommender> factory) {
        float[] found = scores(scorer(model(factory, SHOP.only(Modality.TEXTUAL)), 3), all());
        assertTrue(IntStream.range(1, found.length).anyMatch(k -> found[k] != found[0]), "all scores are the same");
    }

    private static TrainedModel fit(Recommender model, String engine) {
        return Trainer.builder(model).engine(engine).quiet().build().fit();
    }

    private static void fits(Function<Graphs, Recommender> factory) {
        Recommender model = model(factory, SHOP);
        TrainedModel one = fit(model, "MXNet");
        assertEquals(StopReason.NOTHING_TO_TRAIN, one.stopReason());
        assertEquals(List.of(), one.epochs());
        assertTrue(one.parameters().isEmpty());
        assertEquals("none", one.provenance().environment().get("engine"));
        assertEquals(one.metricValues(), fit(model, "PyTorch").metricValues());
        assertThrows(IllegalStateException.class, one::representations);
    }

    private static void savesAndLoads(Function<Graphs, Recommender> factory) throws IOException {
        TrainedModel saved = fit(model(factory, SHOP), null);
        Path folder = Files.createTempDirectory("closed-form");
        try {
            saved.save(folder.resolve("model"));
            TrainedModel loaded = TrainedModel.load(folder.resolve("model"), SHOP);
            assertEquals(saved.provenance(), loaded.provenance());
            assertEquals(saved.metricValues(), loaded.metricValues());
            assertEquals(saved.stopReason(), loaded.stopReason());
            assertEquals(saved.recommend(3, 5).print(), loaded.recommend(3, 5).print());
        } finally {
            Folders.delete(folder);
        }
    }
}
