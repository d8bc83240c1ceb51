package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Series;
import org.drepmrec.data.Fill;
import org.drepmrec.data.MissingItems;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.junit.jupiter.api.Test;

class MissingTest {

    private static Set<Integer> lost(double share, long seed) {
        MultimodalDataset less = Missing.without(Shop.DATA, Modality.TEXTUAL, Fill.ZERO, share, seed);
        return IntStream.of(MissingItems.of(less).items(Modality.TEXTUAL))
                .boxed()
                .collect(Collectors.toSet());
    }

    @Test
    void drawsAreNestedAndOfTheirSeedAlone() {
        assertEquals(Set.of(), lost(0, 1));
        Set<Integer> before = Set.of();
        for (double share : new double[] {0.1, 0.25, 0.5, 0.9}) {
            Set<Integer> now = lost(share, 1);
            assertEquals(Math.round(share * 30), now.size());
            assertTrue(now.containsAll(before), "nested");
            before = now;
        }
        assertEquals(lost(0.5, 1), lost(0.5, 1));
        assertFalse(lost(0.5, 1).equals(lost(0.5, 2)));
        MultimodalDataset less = Missing.without(Shop.DATA, Modality.TEXTUAL, Fill.ZERO, 0.5, 1);
        assertArrayEquals(
                Shop.DATA.features(Modality.VISUAL).values(),
                less.features(Modality.VISUAL).values());
        for (int i = 0; i < 30; i++) {
            assertArrayEquals(
                    lost(0.5, 1).contains(i)
                            ? new float[Shop.DATA.features(Modality.TEXTUAL).dimension()]
                            : Shop.DATA.features(Modality.TEXTUAL).row(i),
                    less.features(Modality.TEXTUAL).row(i));
        }
    }

    @Test
    void eachModelIsTrainedForEachFillAndShare() {
        Missing.Builder builder = Missing.builder(Shop.DATA, "DRepMRec", "LightGCN")
                .engine(Shop.ENGINE)
                .device("cpu")
                .seeds(2)
                .quiet()
                .shares(0.5, 0)
                .fills(Fill.MEAN, Fill.NEIGHBORS);
        Shop.QUICK.forEach(builder::set);
        MissingResult result = builder.build().run();
        assertEquals(
                List.of(
                        "DRepMRec, as is",
                        "DRepMRec, mean, 50 %",
                        "DRepMRec, neighbors, 50 %",
                        "LightGCN, as is",
                        "LightGCN, mean, 50 %",
                        "LightGCN, neighbors, 50 %"),
                result.table().rows());
        assertEquals(
                List.of("the mean of the others", "the mean of the others"),
                result.runs("DRepMRec", "mean, 50 %").runs().stream()
                        .map(r -> r.provenance().data().get("setting.missing.textual"))
                        .toList());
        List<RunRecord> neighbors = result.runs("DRepMRec", "neighbors, 50 %").runs();
        assertFalse(neighbors
                .get(0)
                .key()
                .equals(result.runs("DRepMRec", "mean, 50 %").runs().get(0).key()));
        assertEquals(0, result.table().value("LightGCN, mean, 50 %", "Recall@20 change %"), "it reads no features");
        List<Series> curves = result.charts().get("missing").series();
        assertEquals(
                List.of("DRepMRec, mean", "DRepMRec, neighbors", "LightGCN, mean", "LightGCN, neighbors", "Popularity"),
                curves.stream().map(Series::name).toList());
        assertArrayEquals(new double[] {0, 50}, curves.get(0).x());
        assertEquals(curves.get(0).y()[0], curves.get(1).y()[0], "both begin with the features as they are");
        assertEquals(
                result.table().value("DRepMRec, neighbors, 50 %", "Recall@20"),
                curves.get(1).y()[1],
                1e-9);
    }

    private static SeedRuns seed(double... users) {
        return new SeedRuns(List.of(Shop.invented(RunSpec.of("BPR"), "k", 0.1, users)));
    }

    private static double[] users(double base, double jitter) {
        return IntStream.range(0, 40)
                .mapToDouble(u -> base + 0.01 * (u % 5) + jitter * (u % 3))
                .toArray();
    }

    private static List<String> said(Map<String, SeedRuns> runs, Fill... fills) {
        return new MissingResult(
                        "shop",
                        Modality.TEXTUAL,
                        Arrays.asList(fills),
                        new double[] {0, 0.125},
                        Map.of("M", runs),
                        Optional.empty())
                .findings()
                .sentences();
    }

    @Test
    void whatIsSaidFollowsFromTheNumbers() {
        Map<String, SeedRuns> runs = new LinkedHashMap<>();
        runs.put(Missing.AS_IS, seed(users(0.5, 0)));
        runs.put("zero, 12.5 %", seed(users(0.2, 0.001)));
        runs.put("mean, 12.5 %", seed(users(0.3, 0.002)));
        runs.put("neighbors, 12.5 %", seed(users(0.45, -0.001)));
        List<String> said = said(runs, Fill.ZERO, Fill.MEAN, Fill.NEIGHBORS);
        assertEquals(
                "M, 12.5 % of the items without textual features, zero in their place: Recall@20 falls by 57.5 %"
                        + " (p < 0.0001).",
                said.get(0));
        assertEquals(
                "M, 12.5 %: neighbors does best, 45.7 % above mean (p < 0.0001), 112.3 % above zero (p < 0.0001).",
                said.get(3));

        double[] alike = users(0.45, -0.001);
        for (int u = 0; u < alike.length; u++) {
            alike[u] += u % 2 == 0 ? 0.09 : -0.1;
        }
        runs.put("mean, 12.5 %", seed(alike));
        assertEquals(
                "M, 12.5 %: neighbors does best, 112.3 % above zero (p < 0.0001), and above mean by too little to tell"
                        + " from chance.",
                said(runs, Fill.ZERO, Fill.MEAN, Fill.NEIGHBORS).get(3));
        assertEquals(
                "M, 12.5 %: neighbors does best, better than mean by too little to tell from chance.",
                said(runs, Fill.MEAN, Fill.NEIGHBORS).get(3));
        assertEquals(3, said(runs, Fill.MEAN).size(), "nothing to compare");

        runs.put("neighbors, 12.5 %", seed(users(0.6, 0.001)));
        assertTrue(
                said(runs, Fill.ZERO, Fill.NEIGHBORS).get(2).contains("neighbors in their place: Recall@20 rises by"));
    }

    private static void refused(String message, Missing.Builder builder) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        refused(
                "tiny: no modality, expected one that items can lack; add a feature file",
                Missing.builder(Shop.DATA.only()));
        refused(
                "shares: found 1.0, expected numbers from 0 to below 1; experiment knockout leaves a modality out",
                Missing.builder(Shop.DATA).shares(0, 1));
        refused(
                "shares: found [0.0] with fills [zero, mean, neighbors], expected a share above 0 and a fill",
                Missing.builder(Shop.DATA).shares(0));
        refused(
                "fills: found neighbors with the one modality visual of tiny, expected another one to find them in;"
                        + " choose zero or mean",
                Missing.builder(Shop.DATA.only(Modality.VISUAL)));
        refused(
                "modality acoustic is not in tiny; it has [visual, textual]",
                Missing.builder(Shop.DATA).modality(Modality.ACOUSTIC));
    }
}
