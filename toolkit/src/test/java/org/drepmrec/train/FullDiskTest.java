package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.drepmrec.SmallDisk;
import org.drepmrec.data.Modality;
import org.drepmrec.data.Side;
import org.drepmrec.graph.Graphs;
import org.drepmrec.io.DataException;
import org.drepmrec.io.NpyReader;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Representations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a full disk and one that cannot be written leave behind. */
class FullDiskTest {

    private static final Graphs GRAPHS = SmallTrainings.graphs(3);

    @TempDir
    private Path place;

    private SmallDisk disk;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = SmallDisk.mount(place, "2m");
    }

    @AfterEach
    void unmount() throws IOException {
        if (disk != null) {
            disk.close();
        }
    }

    private Trainer.Builder trainer(Checkpoints.OnFailure reaction) {
        return SmallTrainings.trainer("MXNet", SmallTrainings.model(GRAPHS), 6)
                .checkpoints(Checkpoints.in(disk.path().resolve("checkpoints")).onFailure(reaction));
    }

    private TrainingListener fillAfter(int filling) {
        return new TrainingListener() {
            @Override
            public void epochDone(EpochRecord epoch, OpenModel model, Representations now) {
                if (epoch.epoch() == filling) {
                    disk.fill();
                }
            }
        };
    }

    private List<String> checkpoints() throws IOException {
        try (Stream<Path> all = Files.list(disk.path().resolve("checkpoints"))) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aTrainingGoesOnWithOneWarning() throws IOException {
        TrainedModel whole = SmallTrainings.trainer("MXNet", SmallTrainings.model(GRAPHS), 6)
                .build()
                .fit();
        TrainedModel result = trainer(Checkpoints.OnFailure.CONTINUE)
                .listener(fillAfter(2))
                .build()
                .fit();
        SmallTrainings.assertSameBits(whole, result);
        assertEquals(1, result.warnings().size(), result.warnings().toString());
        assertTrue(
                result.warnings().get(0).matches("checkpoint .*epoch-000003.*: not written .*space.*last good.*kept"),
                result.warnings().get(0));
        assertEquals(List.of("epoch-000002", "lock"), checkpoints());
        disk.empty();
        SmallTrainings.assertSameBits(
                whole, trainer(Checkpoints.OnFailure.CONTINUE).build().fit());
        assertEquals(List.of("finished", "lock"), checkpoints());
    }

    @Test
    void aTrainingStopsIfAskedTo() throws IOException {
        String message = assertThrows(DataException.class, () -> trainer(Checkpoints.OnFailure.STOP)
                        .listener(fillAfter(1))
                        .build()
                        .fit())
                .getMessage();
        assertTrue(message.contains("epoch-000002"), message);
        assertTrue(message.contains("free some space"), message);
        assertEquals(List.of("epoch-000001", "lock"), checkpoints());
        disk.empty();
        SmallTrainings.assertSameBits(
                SmallTrainings.trainer("MXNet", SmallTrainings.model(GRAPHS), 6)
                        .build()
                        .fit(),
                trainer(Checkpoints.OnFailure.STOP).build().fit());
    }

    @Test
    void theSavedModelAndTheExportStayAsTheyWere() throws IOException, InterruptedException {
        TrainedModel one = SmallTrainings.trainer("MXNet", SmallTrainings.model(GRAPHS), 1)
                .build()
                .fit();
        TrainedModel two = SmallTrainings.trainer("MXNet", SmallTrainings.model(GRAPHS), 2)
                .build()
                .fit();
        Path model = disk.path().resolve("model");
        Path export = disk.path().resolve("export");
        one.save(model);
        one.exportEmbeddings(export);
        disk.fill();
        refused(() -> two.save(model), "free some space");
        refused(() -> two.exportEmbeddings(export), "free some space");
        disk.empty();
        disk.readOnly();
        refused(() -> two.save(model), "not writable, expected a folder with write permission");
        refused(() -> two.exportEmbeddings(export), "write permission");
        refused(
                () -> trainer(Checkpoints.OnFailure.CONTINUE).build().fit(),
                "checkpoints: not written (FileSystemException: ");
        SmallTrainings.assertSameBits(one, TrainedModel.load(model, GRAPHS.data()));
        assertEquals(
                one.representations().items(one.representations().general())[0],
                NpyReader.read(export.resolve("general.items.npy")).values()[0]);
        try (Stream<Path> all = Files.list(disk.path())) {
            assertEquals(
                    List.of("export", "model"),
                    all.map(p -> p.getFileName().toString()).sorted().toList());
        }
    }

    private static void refused(Runnable write, String message) {
        String found = assertThrows(DataException.class, write::run).getMessage();
        assertTrue(found.contains(message), found);
    }

    @Test
    void aGraphIsBuiltWithoutItsCache() throws IOException, InterruptedException {
        Path cache = Files.createDirectory(disk.path().resolve("cache"));
        Graphs cached = Graphs.builder(GRAPHS.data()).neighbors(3).cache(cache).build();
        disk.fill();
        for (Modality m : GRAPHS.data().modalities()) {
            assertEquals(GRAPHS.nearest(Side.USER, m), cached.nearest(Side.USER, m));
            assertEquals(GRAPHS.nearest(Side.ITEM, m), cached.nearest(Side.ITEM, m));
        }
        disk.empty();
        Graphs again = Graphs.builder(GRAPHS.data()).neighbors(3).cache(cache).build();
        assertEquals(GRAPHS.nearest(Side.USER, Modality.VISUAL), again.nearest(Side.USER, Modality.VISUAL));
        disk.readOnly();
        refused(() -> Graphs.builder(GRAPHS.data()).cache(cache).build(), "cache: not writable");
    }
}
