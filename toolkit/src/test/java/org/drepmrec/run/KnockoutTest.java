package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;

class KnockoutTest {

    private static final Features WAS = Tiny.features(500, 3, 7);

    @Test
    void shufflingMovesWholeRowsAndKeepsThem() {
        Features other = FeatureChange.SHUFFLED.of(WAS, new SplittableRandom(1));
        List<String> before = rows(WAS);
        List<String> after = rows(other);
        long stayed = IntStream.range(0, 500)
                .filter(r -> before.get(r).equals(after.get(r)))
                .count();
        assertTrue(stayed < 10, stayed + " rows stayed");
        assertEquals(before.stream().sorted().toList(), after.stream().sorted().toList());
    }

    private static List<String> rows(Features f) {
        return IntStream.range(0, f.rows())
                .mapToObj(r -> Arrays.toString(f.row(r)))
                .toList();
    }

    /** The deviations of 500 draws lie within 15 % of what was asked for, four standard errors. */
    @Test
    void noiseHasTheMeanAndTheSpreadOfEachDimension() {
        float[] values = new float[500 * 2];
        for (int r = 0; r < 500; r++) {
            values[2 * r] = 10 + (r % 2 == 0 ? 4 : -4);
            values[2 * r + 1] = -3 + (r % 2 == 0 ? 0.5f : -0.5f);
        }
        Features noise = FeatureChange.NOISE.of(new Features(500, 2, values), new SplittableRandom(1));
        double[][] expected = {{10, 4}, {-3, 0.5}};
        for (int k = 0; k < 2; k++) {
            int column = k;
            double[] of = IntStream.range(0, 500)
                    .mapToDouble(r -> noise.values()[2 * r + column])
                    .toArray();
            double mean = Arrays.stream(of).average().orElseThrow();
            assertEquals(expected[k][0], mean, 4 * expected[k][1] / Math.sqrt(500));
            assertEquals(1, SeedRuns.deviation(of) / expected[k][1], 0.15);
            assertTrue(Arrays.stream(of).distinct().count() > 490, "Gaussian, not two values");
        }
    }

    @Test
    void aConstantIsTheMeanOfAllItems() {
        Features other =
                FeatureChange.CONSTANT.of(new Features(2, 2, new float[] {1, 5, 3, -1}), new SplittableRandom(1));
        assertArrayEquals(new float[] {2, 2, 2, 2}, other.values());
    }

    @Test
    void everyModalityAndAllOfThemAreKnockedOutForEveryModel() {
        KnockoutResult result = builder("DRepMRec", "VBPR").build().run();
        List<String> changes = List.of("shuffled", "noise", "constant", "left out");
        List<String> expected = new ArrayList<>();
        for (String model : List.of("DRepMRec", "VBPR")) {
            expected.add(model + ", as is");
            for (String target : List.of("visual", "textual", "all")) {
                changes.forEach(c -> expected.add(model + ", " + target + " " + c));
            }
        }
        expected.remove("VBPR, all left out");
        assertEquals(expected, result.table().rows());
        assertTrue(
                result.notes().contains("VBPR: all cannot be left out, since the model needs a modality"),
                result.notes().toString());
        assertEquals(
                Set.of("shuffled, seed 999"),
                settings(result, "DRepMRec", "visual shuffled", "setting.replaced.visual").stream()
                        .limit(1)
                        .collect(Collectors.toSet()));
        assertEquals(
                List.of("noise, seed 999", "noise, seed 1000"),
                settings(result, "VBPR", "all noise", "setting.replaced.textual"),
                "each seed has noise of its own");
        assertEquals(1, result.charts().size());
    }

    private static List<String> settings(KnockoutResult result, String model, String condition, String key) {
        return result.runs(model, condition).runs().stream()
                .map(r -> r.provenance().data().get(key))
                .toList();
    }

    @Test
    void weightsThatWereSetAreScaledForTheModalitiesThatAreLeft() {
        KnockoutResult result = builder("DRepMRec")
                .set("modal.weight.visual", "0.4")
                .set("modal.weight.textual", "0.6")
                .build()
                .run();
        RunRecord left = result.runs("DRepMRec", "visual left out").runs().get(0);
        assertEquals("1.0", left.provenance().options().get("modal.weight.textual"));
        assertEquals(
                0,
                left.provenance().options().keySet().stream()
                        .filter(k -> k.contains("visual"))
                        .count());
    }

    @Test
    void dataWithoutAModalityAreRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> Knockout.builder(Shop.DATA.only())
                        .build())
                .getMessage();
        assertEquals("tiny: no modality, expected one to knock out; add a feature file", message);
    }

    private static Knockout.Builder builder(String... models) {
        Knockout.Builder builder = Knockout.builder(Shop.DATA, models)
                .engine(Shop.ENGINE)
                .device("cpu")
                .seeds(2)
                .quiet();
        Shop.QUICK.forEach(builder::set);
        return builder;
    }

    /** 40 users: a loss of .3 for each, none, and a gain for each. */
    @Test
    void whatIsSaidFollowsFromTheNumbers() {
        double[] asIs =
                IntStream.range(0, 40).mapToDouble(u -> 0.5 + 0.01 * (u % 5)).toArray();
        double[] worse = IntStream.range(0, 40)
                .mapToDouble(u -> asIs[u] - 0.3 + 0.001 * (u % 3))
                .toArray();
        double[] alike = IntStream.range(0, 40)
                .mapToDouble(u -> asIs[u] + (u % 2 == 0 ? 0.1 : -0.1))
                .toArray();
        Map<String, SeedRuns> runs = new LinkedHashMap<>();
        runs.put(Knockout.AS_IS, seed(asIs));
        runs.put("textual shuffled", seed(worse));
        runs.put("textual noise", seed(alike));
        KnockoutResult result = new KnockoutResult("shop", Map.of("M", runs), List.of(), Optional.empty());
        assertEquals(
                List.of("as is", "textual shuffled", "textual noise"),
                result.table().rows());
        assertEquals(-57.5, result.table().value("textual shuffled", "Recall@20 change %"), 0.1);
        assertTrue(
                result.findings()
                        .sentences()
                        .get(0)
                        .matches(
                                "M, textual shuffled: Recall@20 falls by 57\\.5 % \\(p < 0\\.0001\\): the model reads them\\."),
                result.findings().sentences().get(0));
        assertTrue(
                result.findings()
                        .sentences()
                        .get(1)
                        .contains("changes by +0.0 % (p = 1.0000), too small to tell from chance."),
                result.findings().sentences().get(1));

        runs.put(Knockout.AS_IS, seed(worse));
        runs.put("textual shuffled", seed(asIs));
        String contrary = new KnockoutResult("shop", Map.of("M", runs), List.of(), Optional.empty())
                .findings()
                .sentences()
                .get(0);
        assertTrue(contrary.contains("Recall@20 rises by"), contrary);
        assertTrue(contrary.endsWith("(p < 0.0001): what was taken away did harm."), contrary);
    }

    private static SeedRuns seed(double... users) {
        return new SeedRuns(List.of(Shop.invented(RunSpec.of("BPR"), "k", 0.1, users)));
    }

    @Test
    void eachChangeKeepsTheRegions() {
        Features cut = new Features(500, 3, 3, WAS.values());
        for (FeatureChange change : FeatureChange.values()) {
            assertEquals(3, change.of(cut, new SplittableRandom(1)).regions(), change.toString());
        }
    }
}
