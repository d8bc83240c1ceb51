package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.Metrics;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.Test;

class SeedsTest {

    private static final MultimodalDataset DATA = Tiny.shop(30, 60, 1, Modality.TEXTUAL);
    private static final Graphs GRAPHS = Graphs.builder(DATA).neighbors(4).build();

    private static Trainer.Builder training(int epochs) {
        return Trainer.builder(DRepMRec.builder(GRAPHS).embeddingSize(4).build())
                .epochs(epochs)
                .batchSize(64)
                .learningRate(0.01)
                .quiet();
    }

    @Test
    void seedsAre999AndOn() {
        List<TrainedModel> runs = Seeds.of(2).fit(training(1));
        assertEquals(
                List.of("999", "1000"),
                runs.stream().map(r -> r.provenance().training().get("seed")).toList());
        assertThrows(IllegalArgumentException.class, () -> Seeds.of(0));
    }

    @Test
    void theTableHasMeansAndDeviationsOfEach() {
        SeedComparison compared = Seeds.of(2).compare("long", training(4), "short", training(1));
        double[] recall = Seeds.of(2).fit(training(4)).stream()
                .mapToDouble(r -> r.evaluation(Split.TEST).get(Metrics.RECALL, 20))
                .toArray();
        assertEquals((recall[0] + recall[1]) / 2, compared.table().value("long", "Recall@20"), 1e-12);
        assertEquals(
                SeedRuns.deviation(recall),
                compared.table().numbers().doubleColumn("Recall@20 sd").get(0),
                1e-12);
        String sentence = compared.findings().toString();
        assertTrue(sentence.startsWith("Long against short, Recall@20 over 2 seeds"), sentence);
    }

    @Test
    void trainedModelsAreComparedAsTheyAre() {
        List<TrainedModel> runs = Seeds.of(2).fit(training(2));
        TrainedModel floor = Trainer.builder(Models.builder(
                                "Popularity", Graphs.builder(runs.get(0).data()).build())
                        .build())
                .quiet()
                .build()
                .fit();
        SeedComparison compared = Seeds.compare(runs, List.of(floor, floor));
        assertEquals(List.of(runs.get(0).name(), "Popularity"), compared.table().rows());
        assertEquals(
                floor.evaluation(Split.TEST).get(Metrics.RECALL, 20),
                compared.table().value("Popularity", "Recall@20"),
                1e-12);
        assertEquals(
                "comparison: found [2 of " + runs.get(0).name()
                        + ", 1 of Popularity], expected at least two models with as many runs each",
                assertThrows(IllegalArgumentException.class, () -> Seeds.compare(runs, List.of(floor)))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Seeds.compare(runs));
        assertThrows(IllegalArgumentException.class, () -> Seeds.compare(runs, runs));
    }

    @Test
    void aFactorOfOneIsThePlainSumAndNoneTheBehaviorLine() {
        List<TrainedModel> runs = Seeds.of(2).fit(training(2));
        ModalFactor factors = ModalFactor.of(runs, 0, 1, 8);
        SeedComparison lines = Seeds.lines(runs);
        assertEquals(
                lines.table().value("behavior", "Recall@20"),
                factors.table().doubleColumn("test Recall@20").get(0),
                1e-12);
        assertEquals(
                lines.table().value("general", "Recall@20"),
                factors.table().doubleColumn("test Recall@20").get(1),
                1e-12);
        assertThrows(IllegalArgumentException.class, () -> ModalFactor.of(List.of(), 1));
    }

    /** The sentence follows the numbers: the better line wins, loses or ties with itself. */
    @Test
    void theSentenceFollowsTheNumbers() {
        List<TrainedModel> runs = Seeds.of(2).fit(training(4));
        SeedComparison lines = Seeds.lines(runs);
        assertEquals(List.of("general", "behavior", "modal"), lines.table().rows());
        assertEquals(
                runs.get(0).lines(Split.TEST).doubleColumn("Recall@20").get(0)
                        + runs.get(1)
                                .lines(Split.TEST)
                                .doubleColumn("Recall@20")
                                .get(0),
                2 * lines.table().value("behavior", "Recall@20"),
                1e-12);
        Evaluation all = runs.get(0).evaluation(Split.TEST);
        Map<String, List<Evaluation>> same = new LinkedHashMap<>();
        same.put("one", List.of(all));
        same.put("other", List.of(all));
        assertTrue(new SeedComparison(same).findings().toString().contains("too small to tell from chance"));
        Evaluation none = runs.get(0)
                .evaluator(Split.TEST)
                .build()
                .evaluate(new Opposite(runs.get(0).scorer()));
        Map<String, List<Evaluation>> worse = new LinkedHashMap<>();
        worse.put("none", List.of(none));
        worse.put("all", List.of(all));
        assertTrue(new SeedComparison(worse).findings().toString().contains("a loss beyond chance"));
        Map<String, List<Evaluation>> better = new LinkedHashMap<>();
        better.put("all", List.of(all));
        better.put("none", List.of(none));
        assertTrue(new SeedComparison(better).findings().toString().contains("a gain beyond chance"));
    }

    /** Ranks what another scorer likes least. */
    private record Opposite(org.drepmrec.eval.Scorer scorer) implements org.drepmrec.eval.Scorer {

        @Override
        public int users() {
            return scorer.users();
        }

        @Override
        public int items() {
            return scorer.items();
        }

        @Override
        public void score(int[] user, int count, float[] out) {
            scorer.score(user, count, out);
            for (int k = 0; k < count * items(); k++) {
                out[k] = -out[k];
            }
        }
    }

    /** Validation at factor 1 and at another, of three seeds. */
    private static String factors(double other, double[] plain, double... others) {
        return new ModalFactor(new double[] {1, other}, new double[][] {plain, others}, new double[][] {
                    {0.3, 0.3, 0.3}, {0.4, 0.4, 0.4}
                })
                .findings()
                .toString();
    }

    @Test
    void thePlainSumIsJudgedByTheSpreadOfTheSeeds() {
        double[] plain = {0.19, 0.2, 0.21};
        String chosen = "test Recall@20 0.4000, against 0.3000 of the plain sum; ";
        assertEquals(
                "Validation chooses a factor of 8.0: " + chosen
                        + "the plain sum weighs the modal representation too little.",
                factors(8, plain, 0.29, 0.31, 0.3));
        assertTrue(factors(0.5, plain, 0.29, 0.31, 0.3).endsWith("too much."));
        assertTrue(factors(0, plain, 0.29, 0.31, 0.3).endsWith("without its modal part."));
        assertTrue(factors(0, plain, 0.15, 0.26, 0.22)
                .endsWith("on validation the two differ by less than the spread of 3 seeds."));
        assertEquals(
                "The plain sum is the best of these on validation: the weight of the modal representation is not the reason.",
                factors(8, plain, 0.1, 0.1, 0.1));
    }
}
