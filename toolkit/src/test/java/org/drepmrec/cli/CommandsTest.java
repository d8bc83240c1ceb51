package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.drepmrec.data.Fill;
import org.drepmrec.data.MissingItems;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.DatasetWriter;
import org.drepmrec.data.io.Datasets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    @TempDir
    static Path shared;

    private static Path shop;
    private static Path saved;
    private static Path metrics;
    private static Shell trained;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeAShopAndTrainOnIt() {
        shop = shared.resolve("shop");
        saved = shared.resolve("model");
        metrics = shared.resolve("m.json");
        Shell written = Shell.run("sample", "--out", shop, "--users", 60, "--items", 80, "--seed", 7);
        assertEquals(0, written.code(), written.err());
        trained = Shell.run(
                "train",
                "--data",
                shop,
                "--epochs",
                2,
                "--seed",
                5,
                "--set",
                "alpha=0.1",
                "--set",
                "knn.user=3",
                "--set",
                "batchSize=128",
                "--metrics-out",
                metrics,
                "--save",
                saved,
                "--embeddings-out",
                shared.resolve("vectors"));
        assertEquals(0, trained.code(), trained.err());
    }

    private static JsonObject json(Path file) throws IOException {
        return new Gson().fromJson(Files.readString(file), JsonObject.class);
    }

    @Test
    void trainPrintsOneRowPerMetricAndOneColumnPerSplit() {
        List<String> lines = trained.out().lines().toList();
        assertEquals("metric        validation    test", lines.get(0));
        assertEquals(1 + 5 * 2, lines.size(), trained.out());
        assertTrue(lines.get(2).matches("Recall@20     +0\\.\\d{4}  0\\.\\d{4}"), lines.get(2));
    }

    @Test
    void metricsFileHoldsBothSplitsAndWhatLedToThem() throws IOException {
        JsonObject all = json(metrics);
        Set<String> labels = new TreeSet<>();
        for (String metric : List.of("Recall", "NDCG", "Precision", "MAP", "HitRate")) {
            labels.add(metric + "@10");
            labels.add(metric + "@20");
        }
        for (String split : List.of("validation", "test")) {
            assertEquals(labels, new TreeSet<>(all.getAsJsonObject(split).keySet()));
            double recall = all.getAsJsonObject(split).get("Recall@20").getAsDouble();
            assertTrue(recall > 0 && recall < 1, split + " " + recall);
        }
        assertEquals("DRepMRec", all.get("model").getAsString());
        assertEquals(5, all.get("seed").getAsLong());
        assertEquals(2, all.get("epochs").getAsInt());
        JsonObject options = all.getAsJsonObject("options");
        assertEquals("0.1", options.getAsJsonObject("model").get("alpha").getAsString());
        assertEquals("3", options.getAsJsonObject("graphs").get("knn.user").getAsString());
        assertEquals("128", options.getAsJsonObject("training").get("batchSize").getAsString());
    }

    @Test
    void embeddingsAreWritten() {
        for (String line : List.of("general", "behavior", "modal")) {
            assertTrue(Files.exists(shared.resolve("vectors/" + line + ".items.npy")));
            assertTrue(Files.exists(shared.resolve("vectors/" + line + ".items.tsv")));
        }
    }

    @Test
    void evaluateRepeatsTheMetricsOfTraining() throws IOException {
        Path file = folder.resolve("again.json");
        Shell again = Shell.run("evaluate", "--saved", saved, "--data", shop, "--metrics-out", file);
        assertEquals(0, again.code(), again.err());
        assertEquals(trained.out(), again.out());
        assertEquals(json(metrics), json(file));
    }

    @Test
    void evaluateMeasuresWarmAndColdSeparately() {
        Shell parts = Shell.run("evaluate", "--saved", saved, "--data", shop, "--warmth");
        assertEquals(0, parts.code(), parts.err());
        assertTrue(parts.out().contains("test, warm  test, cold items"), parts::out);
    }

    @Test
    void evaluateScoresByASingleLine() throws IOException {
        Path file = folder.resolve("modal.json");
        Shell modal = Shell.run(
                "evaluate",
                "--saved",
                saved,
                "--data",
                shop,
                "--line",
                "modal",
                "--cutoffs",
                "5",
                "--metrics-out",
                file);
        assertEquals(0, modal.code(), modal.err());
        assertEquals("modal", json(file).get("line").getAsString());
        assertEquals(
                Set.of("Recall@5", "NDCG@5", "Precision@5", "MAP@5", "HitRate@5"),
                json(file).getAsJsonObject("test").keySet());
        Shell general = Shell.run("evaluate", "--saved", saved, "--data", shop, "--cutoffs", "5");
        assertNotEquals(general.out(), modal.out());
    }

    @Test
    void listsOfAllUsersAreWrittenAndARefitIsLoadedWithTheSameData() throws IOException {
        Path refit = folder.resolve("refit");
        Shell made = Shell.run("refit", "--saved", saved, "--data", shop, "--save", refit);
        assertEquals(0, made.code(), made::err);
        Path csv = folder.resolve("lists.csv");
        Path deny = Files.writeString(folder.resolve("deny.txt"), "3\n\n 4 \n");
        Shell all = Shell.run("recommend", "--saved", refit, "--data", shop, "--out", csv, "--top", 5, "--deny", deny);
        assertEquals(0, all.code(), all::err);
        List<String> lines = Files.readAllLines(csv);
        assertEquals("user,rank,item,score", lines.get(0));
        assertEquals("0", lines.get(1).replaceFirst(",.*", ""));
        assertTrue(lines.stream().noneMatch(l -> l.matches("\\d+,\\d+,[34],.*")));
        Shell one = Shell.run("recommend", "--saved", refit, "--data", shop, "--id", "3", "--top", 5);
        assertEquals(0, one.code(), one::err);
        assertEquals(
                1,
                Shell.run("recommend", "--saved", refit, "--data", shop, "--id", "bob")
                        .code());
        assertEquals(2, Shell.run("recommend", "--saved", refit, "--data", shop).code());
        assertEquals(
                1,
                Shell.run("recommend", "--saved", refit, "--data", shop, "--id", "3", "--deny", deny)
                        .code());
    }

    @Test
    void explainSaysWhatCarriesAScore() {
        Shell why = Shell.run("explain", "--saved", saved, "--data", shop, "--user", 3, "--item", 7);
        assertEquals(0, why.code(), why::err);
        List<String> lines = why.out().lines().toList();
        assertTrue(
                lines.get(0).matches("DRepMRec ranks .* number \\d+ of the \\d+ items that user 3 does not have, .*"),
                lines.get(0));
        assertTrue(why.out().contains("behavior \u00b7 modal"), why::out);
        assertTrue(why.out().contains("textual \u00b7 visual"), why::out);
        assertTrue(why.out().contains("bought both  cosine textual  cosine visual"), why::out);
        Shell nobody = Shell.run("explain", "--saved", saved, "--data", shop, "--user", "bob", "--item", 7);
        assertEquals(1, nobody.code());
        assertTrue(nobody.err().contains("user \"bob\" is unknown"), nobody::err);
    }

    @Test
    void recommendShowsTitlesOfUnseenItemsBestFirst() {
        Shell answer = Shell.run("recommend", "--saved", saved, "--data", shop, "--user", 3, "--top", 7);
        assertEquals(0, answer.code(), answer.err());
        List<String> lines = answer.out().lines().toList();
        assertEquals(8, lines.size());
        assertTrue(lines.get(0).matches("rank  item  title +score"), lines.get(0));
        MultimodalDataset data = Datasets.load("sample", shop);
        double last = Double.MAX_VALUE;
        for (int r = 1; r <= 7; r++) {
            String[] words = lines.get(r).strip().split("\\s+", -1);
            int item = Integer.parseInt(words[1]);
            double score = Double.parseDouble(words[words.length - 1]);
            assertEquals(r, Integer.parseInt(words[0]));
            assertTrue(lines.get(r).contains(data.catalogue().title(item).orElseThrow()), lines.get(r));
            assertFalse(data.train().matrix().contains(3, item)
                    || data.validation().matrix().contains(3, item));
            assertTrue(score <= last);
            last = score;
        }
    }

    @Test
    void statsShowSizesDegreesAndWarnings() {
        Shell stats = Shell.run("stats", "--data", shop);
        assertEquals(0, stats.code(), stats.err());
        List<String> lines = stats.out().lines().toList();
        assertTrue(lines.get(0).startsWith("dataset  users  items  interactions  train  validation"), stats.out());
        assertTrue(lines.get(1).startsWith("sample      60     80"), stats.out());
        int sum = Datasets.load("sample", shop).train().size();
        String mean = String.format("%.4f", sum / 60.0);
        assertTrue(stats.out().lines().anyMatch(l -> l.startsWith("users, training") && l.contains(mean)), stats.out());
        assertTrue(stats.out().contains("warning: sample.inter: "), stats.out());
    }

    @Test
    void statsShowWhatIsMissingAndFillFillsIt() throws IOException {
        MultimodalDataset whole = Datasets.load("sample", shop);
        Path less = folder.resolve("less");
        DatasetWriter.write(MissingItems.of(whole).with(Modality.TEXTUAL, new int[] {3, 5}, Fill.ZERO), less);
        Shell stats = Shell.run("stats", "--data", less);
        assertEquals(0, stats.code(), stats.err());
        assertTrue(stats.out().lines().anyMatch(l -> l.matches("textual +80 +2 +2\\.5\\d* +zero +3, 5")), stats.out());
        Shell filled = Shell.run("stats", "--data", less, "--fill", "neighbors");
        assertTrue(
                filled.out().contains("the mean of the 10 nearest in the other modalities"),
                filled.out() + filled.err());
        assertFalse(Shell.run("stats", "--data", shop).out().contains("filled by"), "nothing is missing");
        Shell unknown = Shell.run("stats", "--data", less, "--fill", "none");
        assertTrue(unknown.err().contains("fill: found \"none\", expected one of"), unknown.err());
    }

    @Test
    void someModalitiesMayBeLeftOut() {
        Shell stats = Shell.run("stats", "--data", shop, "--modalities", "textual");
        assertEquals(0, stats.code(), stats.err());
        assertTrue(stats.out().contains("textual "), stats.out());
        assertFalse(stats.out().contains("visual "), stats.out());
        Shell unknown = Shell.run("stats", "--data", shop, "--modalities", "textual,smell");
        assertEquals(1, unknown.code());
        assertTrue(unknown.err().contains("modality smell is not in sample; it has [textual, visual]"), unknown.err());
    }

    @Test
    void sampleKeepsAttributesBesideWhatIsRead() throws IOException {
        List<String> rows = Files.readAllLines(shop.resolve(SampleCommand.ATTRIBUTES));
        assertEquals(
                "item\ttitle\tcategory\tcolor\ttone\tstyle\tpattern\tmaterial\tbrand\tseries\tsize\tdesign",
                rows.get(0));
        assertEquals(81, rows.size());
        assertEquals(
                Datasets.load("sample", shop).catalogue().title(79).orElseThrow(),
                rows.get(80).split("\t", -1)[1]);
    }

    @Test
    void everyModelTrainsFromMemoryAndFromDiskAlike() throws IOException {
        Path disk = folder.resolve("disk");
        assertEquals(0, Shell.run("sample", "--out", disk).code());
        for (String model : List.of("LightGCN", "dream")) {
            Shell a = Shell.run("train", "--data", "sample", "--model", model, "--epochs", 1, "--quiet");
            Shell b = Shell.run("train", "--data", disk, "--model", model, "--epochs", 1, "--quiet");
            assertEquals(0, a.code(), a.err());
            assertEquals(a.out(), b.out());
            assertEquals("", a.err());
        }
    }

    @Test
    void theSameCommandGoesOnFromItsCheckpoint() {
        Path checkpoints = folder.resolve("checkpoints");
        Object[] command = {
            "train", "--data", shop, "--model", "LightGCN", "--epochs", 2, "--quiet", "--checkpoint", checkpoints
        };
        Shell first = Shell.run(command);
        assertEquals(0, first.code(), first.err());
        assertTrue(Files.isDirectory(checkpoints.resolve("finished")));
        Shell again = Shell.run(command);
        assertEquals(0, again.code(), again.err());
        assertEquals(first.out(), again.out());
        command[6] = 3;
        Shell other = Shell.run(command);
        assertEquals(1, other.code());
        assertTrue(other.err().contains("training epochs \"2\", expected \"3\""), other.err());
    }

    @Test
    void optionsListsEveryOptionWithValueAndSource() {
        Shell plain = Shell.run("options", "--model", "DREAM", "--data", shop);
        assertEquals(0, plain.code(), plain.err());
        assertTrue(plain.out().contains("  sss.reduction=mse  (preset of this model)"), plain.out());
        assertTrue(plain.out().contains("  modal.weight.visual=0.3"), plain.out());
        assertTrue(plain.out().contains("  knn.item=10" + System.lineSeparator()), plain.out());
        assertTrue(plain.out().contains("a whole number of at least 1 and at most 1000000 [paper 4.4: 1000]"));
        assertEquals(0, Shell.run("options").code());
    }

    @Test
    void versionAndHelpAreAnswered() {
        Shell version = Shell.run("--version");
        assertEquals(0, version.code());
        assertTrue(version.out().startsWith("drepmrec "), version.out());
        assertTrue(version.out().contains("DJL 0."), version.out());
        for (String command : List.of("train", "evaluate", "recommend", "stats", "sample", "amazon", "options")) {
            Shell help = Shell.run(command, "--help");
            assertEquals(0, help.code());
            assertTrue(help.out().contains("Usage: drepmrec " + command), help.out());
        }
    }
}
