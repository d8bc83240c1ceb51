package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Representations;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;

class DiagnosesTest {

    private static final int USERS = 20;
    private static final int ITEMS = 16;
    private static final int D = 6;
    private static final MultimodalDataset DATA = Tiny.shop(USERS, ITEMS, 3, Modality.VISUAL);

    private static float[] random(long seed, double scale) {
        Random random = new Random(seed);
        float[] values = new float[(USERS + ITEMS) * D];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    private static List<String> diagnose(float[] behavior, float[] modal) {
        float[] general = behavior.clone();
        for (int k = 0; k < general.length; k++) {
            general[k] += modal[k];
        }
        return Diagnoses.of(representations(general, behavior, modal), DATA);
    }

    private static Representations representations(float[] general, float[] behavior, float[] modal) {
        return new Representations(
                USERS,
                ITEMS,
                new Representations.Line(general, D),
                new Representations.Line(behavior, D),
                new Representations.Line(modal, D));
    }

    @Test
    void soundRepresentationsHaveNoDiagnosis() {
        assertEquals(List.of(), diagnose(random(1, 1), random(2, 1)));
        assertEquals(List.of(), diagnose(random(1, 1), random(2, 0.05)));
    }

    /** Lengths differ, directions do not. */
    @Test
    void rowsThatPointTheSameWayHaveCollapsed() {
        float[] modal = random(2, 1);
        for (int row = USERS; row < USERS + ITEMS; row++) {
            for (int j = 0; j < D; j++) {
                modal[row * D + j] = (row + 1) * (j + 1) * 0.01f;
            }
        }
        List<String> found = diagnose(random(1, 1), modal);
        assertEquals(1, found.size(), found.toString());
        assertTrue(
                found.get(0)
                        .startsWith("the modal representations of items have collapsed: they all point the same way"),
                found.get(0));
    }

    @Test
    void rowsOnOneLineHaveCollapsed() {
        float[] behavior = random(1, 1);
        for (int row = 0; row < USERS; row++) {
            for (int j = 0; j < D; j++) {
                behavior[row * D + j] = (row % 2 == 0 ? 1 : -1) * (j + 1) * 0.3f;
            }
        }
        List<String> found = diagnose(behavior, random(2, 1));
        assertEquals(1, found.size(), found.toString());
        assertTrue(
                found.get(0)
                        .startsWith("the behavior representations of users have collapsed: they lie on one line "
                                + "(effective rank 1.000 of 6, expected at least 1.05)"),
                found.get(0));
    }

    /** Two axes in both directions, equally often: rank 2. */
    @Test
    void twoDirectionsAreNotOne() {
        float[] behavior = random(1, 1);
        for (int row = 0; row < USERS; row++) {
            Arrays.fill(behavior, row * D, (row + 1) * D, 0);
            behavior[row * D + row % 2] = row % 4 < 2 ? 1 : -1;
        }
        assertEquals(List.of(), diagnose(behavior, random(2, 1)));
    }

    @Test
    void aLineBelowOnePercentContributesNothing() {
        List<String> found = diagnose(random(1, 1), random(2, 0.005));
        assertEquals(1, found.size(), found.toString());
        assertTrue(found.get(0).startsWith("the modal line contributes nothing: its share"), found.get(0));
        found = diagnose(random(1, 0.005), random(2, 1));
        assertTrue(found.get(0).startsWith("the behavior line contributes nothing: its share"), found.get(0));
        found = diagnose(random(1, 1), new float[(USERS + ITEMS) * D]);
        assertEquals(1, found.size(), found.toString());
        assertTrue(found.get(0).contains("share in the mean length of both lines is 0"), found.get(0));
        float[] zero = new float[(USERS + ITEMS) * D];
        assertTrue(diagnose(zero, zero).get(0).startsWith("all representations are zero"));
    }

    @Test
    void aModalityWithoutDifferencesContributesNothing() {
        float[] same = new float[ITEMS * 3];
        Arrays.fill(same, 0.5f);
        MultimodalDataset data = MultimodalDataset.builder("same", USERS, ITEMS)
                .train(DATA.train())
                .validation(DATA.validation())
                .test(DATA.test())
                .features(Modality.VISUAL, DATA.features(Modality.VISUAL))
                .features(Modality.TEXTUAL, new Features(ITEMS, 3, same))
                .build();
        List<String> found = Diagnoses.of(representations(random(3, 1), random(1, 1), random(2, 1)), data);
        assertEquals(1, found.size(), found.toString());
        assertTrue(
                found.get(0).startsWith("modality textual contributes nothing: all 16 items have the same features"),
                found.get(0));
    }

    @Test
    void theSummaryShowsThem() {
        float[] zero = new float[ITEMS * 3];
        MultimodalDataset data = MultimodalDataset.builder("zero", USERS, ITEMS)
                .train(DATA.train())
                .validation(DATA.validation())
                .test(DATA.test())
                .features(Modality.VISUAL, new Features(ITEMS, 3, zero))
                .build();
        TrainedModel result = SmallTrainings.trainer(
                        "MXNet",
                        SmallTrainings.model(org.drepmrec.graph.Graphs.builder(data)
                                .neighbors(3)
                                .build()),
                        1)
                .build()
                .fit();
        assertTrue(
                result.summary().print().contains("modality visual contributes nothing"),
                result.summary().print());
    }

    /** Of the modal line of eq. 7 with weights 0 and 1, one modality is all. */
    @Test
    void aModalityOfNoWeightIsAWarningOfTheRun() {
        Graphs graphs = Graphs.builder(Tiny.shop(10, 16, 5, Modality.VISUAL, Modality.TEXTUAL))
                .neighbors(3)
                .build();
        TrainedModel one = trained(graphs, 0, 1);
        assertEquals(
                List.of("modality visual contributes nothing: its share in the modal representation is 0.0, expected at"
                        + " least 0.010; check its weight, its features and their scale, or leave it out"),
                one.warnings().stream().filter(w -> w.startsWith("modality")).toList());
        TrainedModel both = trained(graphs, 0.3, 0.7);
        assertTrue(both.warnings().stream().noneMatch(w -> w.startsWith("modality")), both.warnings()::toString);
    }

    private static TrainedModel trained(Graphs graphs, double visual, double textual) {
        Recommender model = DRepMRec.builder(graphs)
                .embeddingSize(4)
                .modalWeight(Modality.VISUAL, visual)
                .modalWeight(Modality.TEXTUAL, textual)
                .build();
        return Trainer.builder(model)
                .engine("PyTorch")
                .epochs(1)
                .quiet()
                .build()
                .fit();
    }

    @Test
    void aBestEpochAmongTheFirstIsTold() {
        assertEquals(List.of(), Diagnoses.ofHistory(history(6, 40)), "the sixth is none of the first");
        assertEquals(List.of(), Diagnoses.ofHistory(history(2, 9)), "too short to say");
        String told = Diagnoses.ofHistory(history(5, 10)).get(0);
        assertTrue(told.startsWith("the best epoch is number 5 of 10, so the result is hardly trained"), told);
    }

    private static List<EpochRecord> history(int best, int epochs) {
        return IntStream.range(0, epochs)
                .mapToObj(e -> new EpochRecord(e, Map.of(), Map.of(), 0, 0, 0, e < best))
                .toList();
    }
}
