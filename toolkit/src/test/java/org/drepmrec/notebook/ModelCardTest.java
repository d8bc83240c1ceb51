package org.drepmrec.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.analysis.RunSettings;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metrics;
import org.drepmrec.eval.Scorer;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.ModelType;
import org.drepmrec.run.Setup;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ModelCardTest {

    private static final MultimodalDataset DATA = Tiny.shop(40, 30, 3, Modality.VISUAL);
    private static final TrainedModel TRAINED = fit("LightGCN", Map.of("epochs", "3", "seed", "7", "layers", "1"));
    private static final TrainedModel RANDOM = fit("Random", Map.of());

    @TempDir
    Path folder;

    private static TrainedModel fit(String model, Map<String, String> settings) {
        return fit(DATA, model, settings);
    }

    private static TrainedModel fit(MultimodalDataset data, String model, Map<String, String> settings) {
        return Setup.of(data, model, settings)
                .trainer()
                .engine("PyTorch")
                .device("cpu")
                .quiet()
                .build()
                .fit();
    }

    private static double recall(TrainedModel run) {
        return run.evaluation(Split.TEST).get(Metrics.RECALL, 20);
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    @Test
    void itTellsTheSizesTheSplitAndTheMetricsOfItsRun() {
        String text = ModelCard.of(TRAINED).markdown();
        assertTrue(text.startsWith("# LightGCN on tiny\n"), text);
        assertTrue(text.contains("- LightGCN ranks the 30 items of tiny for each of its 40 users.\n"), text);
        assertTrue(text.contains("20.000 % are interactions, 6.0 of a user on average"), text);
        assertTrue(text.contains("66.7 % in train, 16.7 % in validation, 16.7 % in test"), text);
        assertTrue(text.contains("visual (5 numbers)"), text);
        assertTrue(text.contains(shown(recall(TRAINED))), text);
        assertTrue(text.contains("It was trained for 3 epochs; its parameters are those of epoch "
                + TRAINED.bestEpoch().orElseThrow().number() + ", the best one on the validation split."));
        assertTrue(text.contains("This is one run, of seed 7;"), text);
        assertTrue(text.contains(TRAINED.provenance().data().get("fingerprint")), text);
    }

    /** A random order is no better than the floors, whatever it scored; a computed model was not trained. */
    @Test
    void aModelBelowTheFloorsIsToldSo() {
        String text = ModelCard.of(RANDOM).markdown();
        assertTrue(text.contains(
                "Random with test Recall@20 of " + shown(recall(RANDOM)) + " is not above the highest floor, "));
        assertTrue(text.contains("It is computed from the training interactions; nothing is trained."), text);
        assertFalse(
                text.contains("It was trained") || text.contains("--engine") || text.contains("gained nothing"), text);
    }

    /** It knows the answers. */
    private record Oracle(MultimodalDataset data) implements Scorer {

        @Override
        public int users() {
            return data.users();
        }

        @Override
        public int items() {
            return data.items();
        }

        @Override
        public void score(int[] user, int count, float[] out) {
            for (int k = 0; k < count * items(); k++) {
                out[k] = data.test().matrix().contains(user[k / items()], k % items()) ? 1 : 0;
            }
        }
    }

    @Test
    void aModelAboveTheFloorsIsToldByHowMuch() {
        MultimodalDataset data = DATA.only();
        TrainedModel oracle = Trainer.builder(ModelType.named("Oracle")
                        .computes(Oracle.class, (model, seed) -> new Oracle(model.data()))
                        .builder(Graphs.builder(data).build())
                        .build())
                .quiet()
                .build()
                .fit();
        double floor = Arrays.stream(new String[] {"Random", "Popularity", "ItemKNN", "EASE"})
                .mapToDouble(name -> recall(fit(data, name, Map.of())))
                .max()
                .orElseThrow();
        String text = ModelCard.of(oracle).markdown();
        String more = String.format(Locale.ROOT, "%.1f", 100 * (1 / floor - 1));
        assertTrue(
                text.contains("Oracle with test Recall@20 of 1.0000 is " + more + " % above the highest floor, "),
                text);
        assertTrue(text.contains("The items have no features.") && text.contains("There are no features to be used."));
        assertTrue(
                text.contains("The defaults of Oracle are not known here, since the model is not registered."), text);
    }

    @Test
    void severalSeedsHaveASpreadAndOneHasNone() {
        TrainedModel other = fit("LightGCN", Map.of("epochs", "3", "seed", "8", "layers", "1"));
        String text = ModelCard.of(TRAINED, other).markdown();
        double least = Math.min(recall(TRAINED), recall(other));
        double most = Math.max(recall(TRAINED), recall(other));
        assertTrue(
                text.contains("Over the 2 seeds 7, 8, test Recall@20 lies between " + shown(least) + " and "
                        + shown(most) + "."),
                text);
        assertTrue(text.contains(shown((least + most) / 2) + " \u00b1 " + shown((most - least) / Math.sqrt(2))), text);
        assertFalse(text.contains("This is one run"), text);
        assertFalse(ModelCard.of(TRAINED).markdown().contains("\u00b1"));
    }

    @Test
    void runsThatDifferInMoreThanTheSeedAreRefused() {
        TrainedModel layers = fit("LightGCN", Map.of("epochs", "3", "seed", "8", "layers", "2"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ModelCard.of(TRAINED, layers))
                .getMessage()
                .contains("found other settings"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ModelCard.of(TRAINED, RANDOM))
                .getMessage()
                .contains("found other model"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ModelCard.of(TRAINED, TRAINED))
                .getMessage()
                .contains("found seeds [7, 7]"));
    }

    @Test
    void settingsThatDifferLeadBackToTheSameRun() {
        RunSettings settings = RunSettings.of(TRAINED);
        assertEquals(Map.of("epochs", "3", "seed", "7", "layers", "1"), settings.changed());
        assertEquals(3, settings.differences().rowCount());
        Setup again = Setup.of(DATA, "LightGCN", settings.changed());
        assertEquals(TRAINED.provenance().training(), again.trainer().options().asMap());
        String text = ModelCard.of(TRAINED).markdown();
        for (String part : new String[] {
            "--model LightGCN",
            "--modalities visual",
            "--engine PyTorch --device cpu",
            "--set layers=1",
            "--set seed=7",
            "Map.entry(\"epochs\", \"3\")"
        }) {
            assertTrue(text.contains(part), part + text);
        }
        assertTrue(ModelCard.of(RANDOM).markdown().contains("Every setting has its default."));
    }

    @Test
    void aRefitIsToldAsOneAndHasNoMetrics() {
        String text = ModelCard.of(TRAINED.refit()).markdown();
        assertTrue(text.contains("on all interactions, as many as validation chose before"), text);
        assertTrue(text.contains("No interaction is held out to measure floors on."), text);
        assertTrue(text.contains("There is no test split to measure on."), text);
        assertTrue(text.contains("refit --saved SELECTED --data FOLDER --save REFIT"), text);
        assertFalse(text.contains("--set"), text);
    }

    @Test
    void warningsAndTheKnockoutAreThoseThatThereAre() {
        String plain = ModelCard.of(RANDOM).markdown();
        assertTrue(plain.contains("The training gave no warning."), plain);
        assertTrue(plain.contains("No knockout was run,"), plain);
        TrainedModel hasty = fit("BPR", Map.of("epochs", "30", "lr", "0.5"));
        String text = ModelCard.of(hasty).markdown();
        assertEquals(hasty.warnings().isEmpty(), text.contains("The training gave no warning."), text);
        hasty.warnings().forEach(w -> assertTrue(text.contains(MarkdownTable.escape(Findings.sentence(w))), w + text));
        ResultTable table = ResultTable.builder("Knockout of it", "features", List.of("as they are", "none"))
                .measured("Recall@20", new double[] {0.2, 0.1}, null)
                .build();
        String knocked = ModelCard.of(RANDOM)
                .knockout(table, Findings.of("Without features it loses half."))
                .markdown();
        assertTrue(knocked.contains("| as they are | **0.2000** |\n"), knocked);
        assertTrue(knocked.contains("- Without features it loses half.\n"), knocked);
        assertFalse(knocked.contains("No knockout was run"), knocked);
    }

    @Test
    void theLicenseIsAsStatedOrNotStated() {
        assertTrue(ModelCard.of(RANDOM).markdown().contains("License of the data: not stated."));
        String stated = ModelCard.of(RANDOM).license("CC BY 4.0").markdown();
        assertTrue(stated.contains("as stated by whoever made this card: CC BY 4.0\n"), stated);
        assertFalse(stated.contains("not stated"), stated);
    }

    @Test
    void whatComesFromTheDataIsEscaped() {
        MultimodalDataset odd = MultimodalDataset.builder("<b>a|b</b>", 40, 30)
                .train(DATA.train())
                .validation(DATA.validation())
                .test(DATA.test())
                .build();
        ModelCard card = ModelCard.of(fit(odd, "Popularity", Map.of()));
        assertFalse(card.html().contains("<b>a"), card.html());
        assertFalse(card.markdown().contains("<b>") || card.markdown().contains("a|b"), card.markdown());
        assertTrue(card.markdown().contains("\\<b\\>a\\|b\\</b\\>"), card.markdown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"card.md", "card.HTML"})
    void itIsWrittenInTheFormOfTheName(String name) throws IOException {
        ModelCard card = ModelCard.of(RANDOM);
        Path file = folder.resolve(name);
        card.to(file);
        String written = Files.readString(file);
        if (name.endsWith("md")) {
            assertTrue(written.startsWith("# Random on tiny\n"), written);
        } else {
            assertTrue(written.startsWith("<!DOCTYPE html>") && written.contains("<h1>Random on tiny</h1>"), written);
        }
        assertThrows(IllegalArgumentException.class, () -> card.to(folder.resolve("card.pdf")));
    }

    @Test
    void aNotebookShowsIt() {
        Optional<String> html = Rich.html(ModelCard.of(RANDOM));
        assertTrue(html.orElseThrow().startsWith("<h3>Random on tiny</h3>"));
        assertTrue(html.orElseThrow().contains("<table"));
    }
}
