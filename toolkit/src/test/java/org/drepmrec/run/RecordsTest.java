package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.drepmrec.analysis.Space;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metrics;
import org.drepmrec.io.DataException;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.RunProvenance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {

    @TempDir
    Path folder;

    private Path store() {
        return folder.resolve("store");
    }

    private Path results() {
        return folder.resolve("results");
    }

    private RunRecord trained(boolean keepModel) {
        return Shop.runner()
                .store(store())
                .keepModels(keepModel)
                .build()
                .run(Shop.quick("DRepMRec").probes(LineProbes.DISTANCE));
    }

    private Records.Exported export(boolean otherCode, boolean failed) {
        return Records.export(RunStore.at(store()), Shop.DATA, results(), otherCode, failed);
    }

    private List<RunRecord> recorded() {
        return Records.read(results().resolve("tiny")).runs();
    }

    /** A run on the shop's interactions by code that is not here. */
    private static RunRecord ofOtherCode(String key, String finished, double recall) {
        RunRecord run = Shop.invented(RunSpec.of("BPR"), key.repeat(64), 0.25, recall, recall);
        return new RunRecord(
                run.spec(),
                run.key(),
                run.status(),
                new RunProvenance(
                        "BPR",
                        Map.of("name", "tiny", "fingerprint", Shop.DATA.fingerprint()),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of("finished", finished)),
                run.metrics(),
                new RunRecord.PerUser(run.users(), run.perUserValues()),
                run.epochs(),
                run.probes(),
                run.warnings(),
                run.seconds(),
                null);
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return all;
    }

    @Test
    void aRecordSaysWhatTheRunSaid() {
        RunRecord run = trained(false);
        export(false, false);
        RunRecord record = recorded().get(0);
        assertEquals(run.spec(), record.spec());
        assertEquals(run.key(), record.key());
        assertEquals(run.metrics(), record.metrics());
        assertEquals(run.provenance(), record.provenance());
        assertArrayEquals(run.users(), record.users());
        assertArrayEquals(run.perUser(Metrics.NDCG, 20), record.perUser(Metrics.NDCG, 20), 0);
        assertFalse(record.hasPerUser(Metrics.RECALL, 10), "ten would double the size");
        assertEquals(
                run.bestEpoch().orElseThrow().epoch(),
                record.bestEpoch().orElseThrow().epoch());
        for (int e = 0; e < 3; e++) {
            assertEquals(
                    run.epochs().get(e).losses().get("total"),
                    record.epochs().get(e).losses().get("total"),
                    1e-5);
            assertEquals(
                    run.epochs().get(e).selection().get("Recall@20"),
                    record.epochs().get(e).selection().get("Recall@20"),
                    1e-6);
            assertEquals(run.probe("distance users")[e], record.probe("distance users")[e], 1e-5);
        }
        assertEquals("Recall@20", record.selectedBy());
    }

    @Test
    void aRunThatKeptItsModelIsRecordedWithTheAccuracyOfEachLine() {
        RunRecord run = trained(true);
        export(false, false);
        RunRecord record = recorded().get(0);
        assertFalse(record.hasModel());
        assertEquals(LineAccuracy.of(run), LineAccuracy.of(record));
        assertEquals(
                run.metric(Split.TEST, "Recall@20"),
                LineAccuracy.of(record).get(Space.GENERAL).get("Recall@20"));
        assertEquals(run.metrics().get("test"), record.metrics().get("test"));
    }

    @Test
    void repeatingAnExportChangesNoByte() throws IOException {
        trained(true);
        assertEquals(1, export(false, false).written().size());
        Map<String, String> before = contents(results());
        Records.Exported again = export(false, false);
        assertEquals(List.of(), again.written());
        assertEquals(1, again.unchanged());
        assertEquals(before, contents(results()));
        assertEquals(List.of("tiny"), Records.names(results()));
    }

    @Test
    void runsOfOtherCodeAndFailedRunsAreLeftOutUnlessAskedFor() {
        Shop.store(store(), ofOtherCode("a", "2026-01-01T00:00:00Z", 0.5));
        Records.Exported done = export(false, false);
        assertEquals(List.of("its code is stale"), List.copyOf(done.leftOut().values()));
        assertEquals(List.of(), Records.names(results()), "nothing to record leaves no folder");
        assertEquals(1, export(true, false).written().size());
        RunRecord failed = Shop.runner()
                .store(store())
                .build()
                .run(Shop.quick("BPR").with("lr", "1000").with("reg.lambda", "1e30"));
        assertEquals(RunRecord.Status.FAILED, failed.status());
        assertEquals(
                List.of("it failed"), List.copyOf(export(true, false).leftOut().values()));
        assertEquals(1, export(true, true).written().size());
    }

    @Test
    void aLaterRunWithTheSameSettingsTakesTheEarlierOnesPlace() {
        Shop.store(store(), ofOtherCode("a", "2026-01-01T00:00:00Z", 0.5));
        export(true, false);
        Shop.store(store(), ofOtherCode("b", "2026-01-02T00:00:00Z", 0.25));
        Records.Exported done = export(true, false);
        assertEquals(1, done.replaced().size());
        assertEquals(1, recorded().size());
        assertEquals(0.25, recorded().get(0).metric(Split.TEST, "Recall@20"), 0);
    }

    @Test
    void runsOnOtherInteractionsArePassedOverAndNeverMixed() {
        trained(false);
        export(false, false);
        MultimodalDataset other = named("tiny", Tiny.shop(41, 30, 3, Modality.VISUAL));
        RunStore runs = RunStore.at(store());
        Records.Exported none = Records.export(runs, named("other", other), results(), false, false);
        assertEquals(0, none.written().size());
        DataException e = assertThrows(DataException.class, () -> Records.export(runs, other, results(), false, false));
        assertTrue(e.getMessage().contains("records of other interactions (40 users"), e.getMessage());
    }

    private static MultimodalDataset named(String name, MultimodalDataset d) {
        return MultimodalDataset.builder(name, d.users(), d.items())
                .train(d.train())
                .validation(d.validation())
                .test(d.test())
                .build();
    }

    @Test
    void theOutlineHasTheSizes() {
        trained(false);
        export(false, false);
        DataOutline outline = Records.read(results().resolve("tiny")).outline();
        assertEquals(DataOutline.of(Shop.DATA), outline);
        assertEquals(240, outline.interactions());
        assertEquals(100 * (1 - 240 / 1200.0), outline.sparsity(), 1e-12);
        Map<String, Integer> features = new LinkedHashMap<>();
        Shop.DATA
                .modalities()
                .forEach(m -> features.put(m.name(), Shop.DATA.features(m).dimension()));
        assertEquals(features, outline.features());
    }

    @Test
    void aDamagedRecordIsRefusedByName() throws IOException {
        trained(false);
        Path file = export(false, false).written().get(0);
        String whole = Files.readString(file);
        for (String damaged : List.of(
                whole.substring(0, whole.length() / 2),
                whole.replace("\"users\": \"eJ", "\"users\": \"xx"),
                whole.replace("\"best\": \"1", "\"best\": \"1 1"),
                whole.replace("DRepMRec", "Nobody"),
                whole.replace("drepmrec-record", "drepmrec-else"))) {
            Files.writeString(file, damaged);
            DataException e = assertThrows(DataException.class, this::recorded, damaged);
            assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
            assertTrue(e.getMessage().endsWith(RecordFile.REMEDY), e.getMessage());
        }
    }
}
