package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.OwnIds;
import org.drepmrec.data.Split;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RecommendationsTest {

    private static final int USERS = 4500;
    private static final int ITEMS = 60;

    @TempDir
    Path folder;

    private static MultimodalDataset named(MultimodalDataset data) {
        MultimodalDataset.Builder b = MultimodalDataset.builder(data.name(), data.users(), data.items())
                .train(data.train())
                .validation(data.validation())
                .test(data.test())
                .ids(new OwnIds(
                        IntStream.range(0, data.users()).mapToObj(u -> "C-" + u).toList(),
                        IntStream.range(0, data.items()).mapToObj(i -> "a," + i).toList()));
        data.modalities().forEach(m -> b.features(m, data.features(m)));
        return b.build();
    }

    private static TrainedModel computed(MultimodalDataset data) {
        return Trainer.builder(
                        Models.builder("ItemKNN", Graphs.builder(data).build()).build())
                .quiet()
                .build()
                .fit();
    }

    private static final TrainedModel RUN = computed(named(Tiny.shop(USERS, ITEMS, 3)));

    private static Set<Integer> has(int user) {
        Set<Integer> all = new HashSet<>();
        for (Split split : Split.values()) {
            Arrays.stream(RUN.data().split(split).itemsOf(user)).forEach(all::add);
        }
        return all;
    }

    @Test
    void aCustomerSeesNothingThatSheHasAlready() {
        Table table = RUN.recommend("C-7", ITEMS);
        assertEquals(ITEMS - 6, table.rowCount());
        Set<String> shown = new HashSet<>(table.stringColumn("item").asList());
        has(7).forEach(i -> assertFalse(shown.contains("a," + i)));
        assertEquals(
                "user \"D-1\" is unknown, expected one of the 4500 users of the data, such as \"C-0\"; check its id",
                assertThrows(IllegalArgumentException.class, () -> RUN.recommend("D-1", 5))
                        .getMessage());
    }

    @Test
    void everyUserGetsTheListThatIsComputedAlone() throws IOException {
        Path csv = folder.resolve("lists.csv");
        assertEquals(USERS, RUN.recommendAll(5).to(csv));
        List<String> lines = Files.readAllLines(csv);
        assertEquals("user,rank,item,score", lines.get(0));
        assertEquals(1 + USERS * 5, lines.size());
        for (int user : new int[] {0, 17, USERS - 1}) {
            Table alone = RUN.recommend("C-" + user, 5);
            for (int r = 0; r < 5; r++) {
                assertEquals(
                        "C-" + user + "," + (r + 1) + ",\""
                                + alone.stringColumn("item").get(r) + "\","
                                + (float) (double) alone.doubleColumn("score").get(r),
                        lines.get(1 + user * 5 + r));
            }
        }
        assertEquals(List.of("lists.csv"), names());
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    /** A kill leaves a part and its journal, and more in the part than the journal names, or half a line in the journal. */
    @ParameterizedTest
    @ValueSource(strings = {"lists.csv", "lists.parquet"})
    void afterAStopTheSameCallGoesOn(String name) throws IOException {
        Path target = folder.resolve(name);
        RUN.recommendAll(5).to(target);
        byte[] whole = Files.readAllBytes(target);
        Files.delete(target);

        Path part = folder.resolve(name + ".part");
        Path journal = folder.resolve(name + ".part.journal");
        // The folder in the target's place makes the last step fail, when all blocks are there.
        Files.createDirectories(target.resolve("in the way"));
        assertThrows(RuntimeException.class, () -> RUN.recommendAll(5).to(target));
        List<String> lines = Files.readAllLines(journal);
        assertEquals(1 + 3, lines.size(), "identity and three blocks");
        Files.writeString(
                journal,
                String.join("\n", lines.subList(0, 3)) + "\n" + lines.get(3).substring(0, 2));
        Files.delete(target.resolve("in the way"));
        Files.delete(target);
        // Spoilt behind what the journal names: it has to be written again. Spoilt before: nobody writes it again.
        byte[] bytes = Files.readAllBytes(part);
        int vouched = Integer.parseInt(lines.get(2).replaceFirst(" .*", ""));
        bytes[vouched + 10] ^= 1;
        bytes[vouched - 1] ^= 1;
        Files.write(part, bytes);
        RUN.recommendAll(5).to(target);
        whole[vouched - 1] ^= 1;
        assertArrayEquals(whole, Files.readAllBytes(target));
        assertEquals(List.of(name), names());
    }

    @Test
    void anotherCallDoesNotGoOnFromThere() throws IOException {
        Path target = folder.resolve("lists.csv");
        RUN.recommendAll(4).to(target);
        byte[] four = Files.readAllBytes(target);
        Files.writeString(folder.resolve("lists.csv.part"), "user,rank,item,score\nnonsense\n");
        Files.writeString(folder.resolve("lists.csv.part.journal"), "other\n30 1\n");
        RUN.recommendAll(4).to(target);
        assertArrayEquals(four, Files.readAllBytes(target));
    }

    @Test
    void filtersLeaveWhatAllOfThemAllow() throws IOException {
        Table articles = Table.create(
                StringColumn.create("id", "a,0", "a,1", "a,2", "a,3", "zzz"),
                StringColumn.create("kind", "lamp", "mug", "mug", "mug", "mug"));
        Path csv = folder.resolve("lists.csv");
        RUN.recommendAll(60)
                .categories(articles, "id", "kind", "mug")
                .deny("a,3")
                .allow("a,0", "a,1", "a,2", "a,3")
                .to(csv);
        Set<String> items = new HashSet<>();
        Files.readAllLines(csv).stream().skip(1).forEach(l -> items.add(l.replaceAll(".*\"(.*)\".*", "$1")));
        assertEquals(Set.of("a,1", "a,2"), items);
        assertEquals(
                "filters: found no item left of 60, expected some; loosen them",
                assertThrows(IllegalArgumentException.class, () -> RUN.recommendAll(5)
                                .allow("a,1")
                                .deny("a,1")
                                .to(csv))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> RUN.recommendAll(5).deny("a,99"));
        assertThrows(
                IllegalArgumentException.class, () -> RUN.recommendAll(5).categories(articles, "id", "kind", "sofa"));
        assertThrows(IllegalArgumentException.class, () -> RUN.recommendAll(5).to(folder.resolve("lists.xlsx")));
        assertThrows(IllegalArgumentException.class, () -> RUN.recommendAll(0));
    }

    @Test
    void forEvaluationTestItemsStayCandidates() {
        int user = 5;
        int test = RUN.data().test().itemsOf(user)[0];
        int[] ranked = RUN.recommendAll(ITEMS).forEvaluation().of(user).items();
        assertTrue(Arrays.stream(ranked).anyMatch(i -> i == test));
        assertEquals(ITEMS - 5, ranked.length);
    }

    @Test
    void aRefitKnowsAllAndIsSavedAndLoadedWithTheOriginalData() {
        MultimodalDataset data = named(Tiny.shop(40, 30, 3, Modality.VISUAL, Modality.TEXTUAL));
        Graphs graphs = Graphs.builder(data).neighbors(3).build();
        TrainedModel run = SmallTrainings.trainer("PyTorch", SmallTrainings.model(graphs), 5)
                .build()
                .fit();
        TrainedModel refit = run.refit();
        assertEquals(run.bestEpoch().orElseThrow().epoch() + 1, refit.epochs().size());
        assertEquals(40 * 6, refit.data().train().size());
        assertTrue(refit.evaluatedSplits().isEmpty());
        Path saved = folder.resolve("model");
        refit.save(saved);
        TrainedModel again = TrainedModel.load(saved, data);
        assertEquals(
                refit.recommend("C-3", 5).print(), again.recommend("C-3", 5).print());
        assertThrows(IllegalStateException.class, refit::refit);
        assertEquals(run.provenance().options(), refit.provenance().options());
        assertEquals(
                run.provenance().training().get("seed"),
                refit.provenance().training().get("seed"));
    }

    @Test
    void aRefitOfAComputedModelCountsAllPurchases() {
        TrainedModel refit = RUN.refit();
        assertTrue(refit.isComputed());
        int user = 5;
        assertEquals(6, refit.data().train().itemsOf(user).length);
    }
}
