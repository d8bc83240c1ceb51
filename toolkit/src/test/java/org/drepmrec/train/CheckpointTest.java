package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.drepmrec.Damage;
import org.drepmrec.code.TwoLayers;
import org.drepmrec.engine.Backend;
import org.drepmrec.graph.Graphs;
import org.drepmrec.io.DataException;
import org.drepmrec.model.Models;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Representations;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final Graphs GRAPHS = SmallTrainings.graphs(3);

    private static final Graphs REGIONED =
            Graphs.builder(Tiny.withRegions(GRAPHS.data())).neighbors(3).build();

    @TempDir
    private Path place;

    /** Interrupts the thread after a batch, and counts what it hears. */
    private static final class Stop implements TrainingListener {
        private final int atEpoch;
        private final List<String> heard = new ArrayList<>();

        Stop(int atEpoch) {
            this.atEpoch = atEpoch;
        }

        @Override
        public void resumed(List<EpochRecord> before) {
            heard.add("resumed after " + before.size());
        }

        @Override
        public void batchDone(int epoch, int batch, int batches, double loss) {
            heard.add(epoch + "." + batch);
            if (epoch == atEpoch && batch == 1) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Path folder() {
        return place.resolve("checkpoints");
    }

    private static Trainer.Builder trainer(String engine, int epochs) {
        return SmallTrainings.trainer(engine, SmallTrainings.model(GRAPHS), epochs);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder())) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aStoppedTrainingGoesOnToTheSameBits(String engine) throws IOException {
        TrainedModel whole = trainer(engine, 6).build().fit();
        for (int stop : new int[] {0, 2, 3}) {
            Stop listener = new Stop(stop);
            TrainedModel part = trainer(engine, 6)
                    .checkpoints(folder())
                    .listener(listener)
                    .build()
                    .fit();
            assertFalse(Thread.interrupted());
            assertEquals(StopReason.INTERRUPTED, part.stopReason());
            assertEquals(stop, part.epochs().size());
            assertEquals(stop == 0 ? List.of("lock") : List.of("epoch-00000" + stop, "lock"), names());
            assertEquals(
                    stop == 3 ? "resumed after 2" : "0.0", listener.heard.get(0).replace("2.0", "0.0"));
        }
        SmallTrainings.assertSameBits(
                whole, trainer(engine, 6).checkpoints(folder()).build().fit());
        assertEquals(List.of("finished", "lock"), names());
    }

    /** Edges of an epoch, a target that follows, views and dropout that are drawn: none is lost with the process. */
    @ParameterizedTest
    @CsvSource({
        "LATTICE-MMRec, latent.rawShare=0.5",
        "BUIR, target.momentum=0.5",
        "SLMRec, ssl.task=dropoutAndMasking",
        "LGMRec, ssl.weight=0.01",
        "MAML, dropout=0.3",
        "VECF, reg.lambda=0.1"
    })
    void whatAModelHasOfAnEpochIsMadeAgain(String name, String setting) {
        String[] option = setting.split("=", 2);
        Recommender model = Models.builder(name, Models.type(name).readsRegions() ? REGIONED : GRAPHS)
                .embeddingSize(4)
                .set(option[0], option[1])
                .build();
        TrainedModel whole = SmallTrainings.trainer("PyTorch", model, 4).build().fit();
        TrainedModel part = SmallTrainings.trainer("PyTorch", model, 4)
                .checkpoints(folder())
                .listener(new Stop(2))
                .build()
                .fit();
        assertEquals(StopReason.INTERRUPTED, part.stopReason());
        SmallTrainings.assertSameBits(
                whole,
                SmallTrainings.trainer("PyTorch", model, 4)
                        .checkpoints(folder())
                        .build()
                        .fit());
    }

    @Test
    void aFinishedTrainingGivesItsResultAtOnce() {
        TrainedModel first = trainer("PyTorch", 3).checkpoints(folder()).build().fit();
        Stop listener = new Stop(-1);
        TrainedModel again = trainer("PyTorch", 3)
                .checkpoints(folder())
                .listener(listener)
                .build()
                .fit();
        assertEquals(List.of("resumed after 3"), listener.heard);
        SmallTrainings.assertSameBits(first, again);
        assertEquals(first.warnings(), again.warnings());
        assertEquals(first.provenance().training(), again.provenance().training());
    }

    @Test
    void earlyStoppingGoesOnWhereItWas() {
        TrainedModel whole =
                trainer("MXNet", 60).earlyStopping(2).warmUp(3).build().fit();
        assertEquals(StopReason.NO_IMPROVEMENT, whole.stopReason());
        int last = whole.epochs().size() - 1;
        trainer("MXNet", 60)
                .earlyStopping(2)
                .warmUp(3)
                .checkpoints(folder())
                .listener(new Stop(last))
                .build()
                .fit();
        SmallTrainings.assertSameBits(
                whole,
                trainer("MXNet", 60)
                        .earlyStopping(2)
                        .warmUp(3)
                        .checkpoints(folder())
                        .build()
                        .fit());
    }

    @Test
    void anotherTrainingIsRefused() {
        trainer("MXNet", 3).checkpoints(folder()).listener(new Stop(1)).build().fit();
        refused(trainer("MXNet", 3).seed(1), "training seed \"999\", expected \"1\"; choose another folder");
        refused(trainer("MXNet", 4), "training epochs \"3\", expected \"4\"");
        refused(trainer("MXNet", 3).cutoffs(7), "cut-offs \"[5, 20]\", expected \"[7, 20]\"");
        refused(trainer("PyTorch", 3), "engine \"MXNet\", expected \"PyTorch\"");
        refused(
                SmallTrainings.trainer("MXNet", SmallTrainings.model(SmallTrainings.graphs(4)), 3),
                "a checkpoint of another training: data ");
        Graphs other = Graphs.builder(GRAPHS.data()).neighbors(4).build();
        refused(
                SmallTrainings.trainer("MXNet", SmallTrainings.model(other), 3),
                "a checkpoint of another training: graphs knn.");
        Recommender model =
                DRepMRec.builder(GRAPHS).embeddingSize(8).temperature(0.3).build();
        refused(SmallTrainings.trainer("MXNet", model, 3), "\"0.2\", expected \"0.3\"");
        refused(
                SmallTrainings.trainer(
                        "MXNet", DRepMRec.dream(GRAPHS).embeddingSize(8).build(), 3),
                "model \"DRepMRec\", expected \"DREAM\"");
    }

    @Test
    void aTrainingDoesNotGoOnUnderOtherCode() throws ReflectiveOperationException {
        ofVersion(TwoLayers.MEAN)
                .checkpoints(folder())
                .listener(new Stop(1))
                .build()
                .fit();
        refused(ofVersion(TwoLayers.LAST_LAYER), "a checkpoint of this training by other code, of fingerprint ");
        refused(
                ofVersion(TwoLayers.LAST_LAYER),
                "; delete the folder to begin anew, or go on with the code that wrote it, such as the old jar");
        Stop listener = new Stop(-1);
        ofVersion(TwoLayers.MEAN)
                .checkpoints(folder())
                .listener(listener)
                .build()
                .fit();
        assertEquals("resumed after 1", listener.heard.get(0));
    }

    private static Trainer.Builder ofVersion(String layers) throws ReflectiveOperationException {
        Recommender model = TwoLayers.compiled(TwoLayers.MODEL, layers)
                .builder(GRAPHS)
                .embeddingSize(4)
                .build();
        return SmallTrainings.trainer("PyTorch", model, 3);
    }

    private void refused(Trainer.Builder training, String message) {
        String found = assertThrows(
                        DataException.class,
                        () -> training.checkpoints(folder()).build().fit())
                .getMessage();
        assertTrue(found.contains(message), found);
    }

    @Test
    void nothingForeignIsTouched() throws IOException {
        Path notes = Files.createDirectories(folder()).resolve("notes.txt");
        Files.writeString(notes, "mine");
        refused(trainer("MXNet", 2), "\"notes.txt\" is there, expected a new or empty folder");
        assertEquals(List.of("notes.txt"), names());
        Files.delete(notes);
        Path file = Files.writeString(place.resolve("file"), "mine");
        String found = assertThrows(
                        DataException.class,
                        () -> trainer("MXNet", 2).checkpoints(file).build().fit())
                .getMessage();
        assertTrue(found.startsWith(file + ": not written ("), found);
    }

    @Test
    void aFolderThatIsInUseIsRefused() {
        TrainedModel result = trainer("MXNet", 1)
                .checkpoints(folder())
                .listener(new TrainingListener() {
                    @Override
                    public void started(Recommender model, int epochs) {
                        refused(trainer("MXNet", 1), "in use by another training");
                    }
                })
                .build()
                .fit();
        assertEquals(1, result.epochs().size());
    }

    /** What a kill in the middle of a write leaves, and what it leaves between two moves. */
    @Test
    void leftoversOfAKillAreRemoved() throws IOException {
        trainer("MXNet", 3).checkpoints(folder()).listener(new Stop(2)).build().fit();
        Path part = folder().resolve(".epoch-000003.6b1f7d8e-0000-4000-8000-0123456789ab.part");
        Files.writeString(Files.createDirectories(part).resolve("best.general.npy"), "half");
        Files.createDirectory(folder().resolve("epoch-000001"));
        Stop listener = new Stop(-1);
        trainer("MXNet", 3).checkpoints(folder()).listener(listener).build().fit();
        assertEquals("resumed after 2", listener.heard.get(0));
        assertEquals(List.of("finished", "lock"), names());
    }

    /** A write that is interrupted closes its file; the checkpoint is written all the same, and the flag stays. */
    @Test
    void anInterruptWaitsForTheCheckpoint() throws IOException {
        TrainedModel part = trainer("MXNet", 9)
                .checkpoints(folder())
                .listener(new TrainingListener() {
                    @Override
                    public void epochDone(EpochRecord epoch, OpenModel model, Representations now) {
                        if (epoch.epoch() == 1) {
                            Thread.currentThread().interrupt();
                        }
                    }
                })
                .build()
                .fit();
        assertEquals(StopReason.INTERRUPTED, part.stopReason());
        assertEquals(List.of(), part.warnings());
        assertEquals(List.of("epoch-000002", "lock"), names());
    }

    @Test
    void checkpointsAreAsFarApartAsWasAsked() throws IOException {
        trainer("MXNet", 9)
                .checkpoints(Checkpoints.in(folder()).everyEpochs(3))
                .listener(new Stop(5))
                .build()
                .fit();
        assertEquals(List.of("epoch-000003", "lock"), names());
        trainer("MXNet", 9)
                .checkpoints(Checkpoints.in(folder()).every(Duration.ofDays(1)))
                .listener(new Stop(6))
                .build()
                .fit();
        assertEquals(List.of("epoch-000003", "lock"), names());
        assertThrows(
                IllegalArgumentException.class, () -> Checkpoints.in(folder()).everyEpochs(0));
        assertThrows(
                IllegalArgumentException.class, () -> Checkpoints.in(folder()).every(Duration.ofSeconds(-1)));
    }

    /** For a longer run set the property {@code jqwik.tries.default}. */
    @Test
    void aDamagedCheckpointIsReadOrRefused() throws IOException {
        trainer("MXNet", 3).checkpoints(folder()).listener(new Stop(2)).build().fit();
        Path checkpoint = folder().resolve("epoch-000002");
        List<Path> files;
        try (Stream<Path> all = Files.list(checkpoint)) {
            files = all.sorted().toList();
        }
        int tries = Integer.getInteger("jqwik.tries.default", 300);
        int refused = 0;
        try (Backend backend = Backend.open("MXNet", System.getProperty("drepmrec.device"));
                CheckpointFolder opened = CheckpointFolder.open(folder())) {
            Recommender model = SmallTrainings.model(GRAPHS);
            RunProvenance wanted = RunProvenance.of(model, trainer("MXNet", 3).options(), backend);
            for (int seed = 0; seed < tries; seed++) {
                Random random = new Random(seed);
                Path file =
                        seed % 2 == 0 ? checkpoint.resolve("checkpoint.json") : files.get(random.nextInt(files.size()));
                byte[] sound = Files.readAllBytes(file);
                Files.write(file, Damage.mutate(sound, random));
                try {
                    Checkpoint read = opened.read(wanted, new int[] {5, 20}, GRAPHS.data())
                            .orElseThrow();
                    assertEquals(read.parameters().keySet(), read.moments().keySet());
                } catch (DataException e) {
                    refused++;
                    assertTrue(e.getMessage().matches("(?s).*: .*, expected .*; .*"), e.getMessage());
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed + " in " + file.getFileName(), e);
                } finally {
                    Files.write(file, sound);
                }
            }
            assertEquals(
                    2,
                    opened.read(wanted, new int[] {5, 20}, GRAPHS.data())
                            .orElseThrow()
                            .history()
                            .size());
        }
        assertTrue(refused > tries / 2, "refused " + refused + " of " + tries);
    }
}
