package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Backend;
import org.drepmrec.testkit.Categories;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunKeyTest {

    private static final RunSpec SPEC = Shop.quick("DRepMRec");
    private static final Runner RUNNER = Shop.runner().build();
    private static final String KEY = RUNNER.key(SPEC);

    private static String key(MultimodalDataset data) {
        return key(data, SPEC);
    }

    private static String key(MultimodalDataset data, RunSpec spec) {
        return Runner.builder(data)
                .engine(Shop.ENGINE)
                .device("cpu")
                .quiet()
                .build()
                .key(spec);
    }

    private static String key(RunSpec spec, String... categories) {
        MultimodalDataset data = Shop.DATA;
        MultimodalDataset.Builder with = MultimodalDataset.builder(data.name(), data.users(), data.items())
                .train(data.train())
                .validation(data.validation())
                .test(data.test())
                .catalogue(new Categories(categories));
        data.modalities().forEach(m -> with.features(m, data.features(m)));
        return key(with.build(), spec);
    }

    @Test
    void categoriesChangeItWhereTheModelReadsThem() {
        String[] mugs = new String[Shop.DATA.items()];
        Arrays.fill(mugs, "mug");
        String[] oneLamp = mugs.clone();
        oneLamp[3] = "lamp";
        RunSpec style = new RunSpec("DeepStyle", Map.of(), 1, Set.of());
        assertEquals(key(style, mugs), key(style, mugs.clone()));
        assertNotEquals(key(style, mugs), key(style, oneLamp));
        assertEquals(KEY, key(SPEC, mugs));
    }

    @ParameterizedTest
    @CsvSource({"alpha, 0.3", "knn.item, 4", "epochs, 4", "sss.target, rawGram", "gate.enabled, false"})
    void anOptionOfModelGraphsOrTrainingChangesIt(String option, String value) {
        assertNotEquals(KEY, RUNNER.key(SPEC.with(option, value)));
    }

    @Test
    void modalWeightsChangeIt() {
        RunSpec even = SPEC.with("modal.weight.visual", "0.5").with("modal.weight.textual", "0.5");
        assertNotEquals(KEY, RUNNER.key(even));
    }

    @Test
    void seedModelAndProbesChangeIt() {
        Probes.register("test.nothing", model -> (epoch, m, r) -> Map.of());
        assertNotEquals(KEY, RUNNER.key(SPEC.seed(1)));
        assertNotEquals(KEY, RUNNER.key(new RunSpec("DREAM", SPEC.settings(), SPEC.seed(), Set.of())));
        assertNotEquals(KEY, RUNNER.key(SPEC.probes("test.nothing")));
    }

    @Test
    void theStepsOfAGpuChangeItOnACpuToo() {
        Runner other = Runner.builder(Shop.DATA)
                .engine(Shop.ENGINE)
                .device(Backend.AS_GPU)
                .quiet()
                .build();
        assertNotEquals(KEY, other.key(SPEC));
    }

    @Test
    void theEngineChangesIt() {
        Runner other =
                Runner.builder(Shop.DATA).engine("MXNet").device("cpu").quiet().build();
        assertNotEquals(KEY, other.key(SPEC));
    }

    @Test
    void aDefaultThatIsSpelledOutDoesNot() {
        assertEquals(KEY, RUNNER.key(SPEC.with("alpha", "0.010").with("layers.behavior", "2")));
    }

    @Test
    void itFollowsFromContentAndNotFromNames() {
        assertEquals(KEY, key(Tiny.shop(40, 30, 3, Modality.VISUAL, Modality.TEXTUAL)));
        assertNotEquals(KEY, key(Tiny.shop(40, 30, 4, Modality.VISUAL, Modality.TEXTUAL)));
        assertNotEquals(KEY, key(Shop.DATA.only(Modality.VISUAL)));
    }

    @Test
    void oneNumberInAFeatureFileChangesIt() {
        MultimodalDataset changed = Tiny.shop(40, 30, 3, Modality.VISUAL, Modality.TEXTUAL);
        changed.features(Modality.TEXTUAL).values()[149] += 1e-3f;
        assertNotEquals(KEY, key(changed));
    }

    @Test
    void theValidationSplitCountsAsWellAsTheTrainingSplit() {
        MultimodalDataset d = Shop.DATA;
        MultimodalDataset swapped = MultimodalDataset.builder("tiny", d.users(), d.items())
                .train(d.train())
                .validation(d.test())
                .test(d.validation())
                .features(Modality.VISUAL, d.features(Modality.VISUAL))
                .features(Modality.TEXTUAL, d.features(Modality.TEXTUAL))
                .build();
        assertNotEquals(KEY, key(swapped));
    }

    @Test
    void unknownOptionsAreRefusedBeforeAnythingRuns() {
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> RUNNER.run(List.of(SPEC, SPEC.with("alhpa", "1"))));
        assertTrue(e.getMessage().startsWith("option \"alhpa\" is unknown; graphs know "), e.getMessage());
    }

    @Test
    void theSeedIsNoSetting() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> SPEC.with("seed", "3"));
        assertEquals(
                "settings: found the option seed, expected it as the seed of the run; call seed(...)", e.getMessage());
    }
}
