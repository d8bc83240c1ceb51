package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Representations;
import org.drepmrec.model.baseline.LightGcn;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class AlignmentEpochsTest {

    private static final MultimodalDataset DATA = Tiny.shop(30, 24, 1, Modality.VISUAL);
    private static final Graphs GRAPHS = Graphs.builder(DATA).neighbors(4).build();
    private static final MultimodalDataset PAIR = MultimodalDataset.builder("pair", 1, 2)
            .train(Tiny.pairs(1, 2, new int[] {0, 0}))
            .validation(Tiny.pairs(1, 2))
            .test(Tiny.pairs(1, 2))
            .build();

    /** Of one user and two items. */
    private static Representations apart(float x, float y) {
        return TrainedRuns.lines(new float[] {1, 0, 1, 0, 0, 2}, new float[] {1, 0, x, y, y, x});
    }

    @Test
    void everyEpochOfATrainingIsRecorded() {
        AlignmentEpochs items = AlignmentEpochs.items(DATA, 100);
        TrainedModel run = Trainer.builder(
                        DRepMRec.builder(GRAPHS).embeddingSize(8).build())
                .engine("PyTorch")
                .device("cpu")
                .epochs(3)
                .batchSize(64)
                .listener(items)
                .silent()
                .build()
                .fit();
        Table table = items.table();
        assertEquals(
                List.of("epoch 1", "epoch 2", "epoch 3"),
                table.stringColumn("state").asList());
        int best = run.bestEpoch().orElseThrow().epoch();
        assertEquals(
                LineStatistics.distance(run.representations(), Side.ITEM),
                table.doubleColumn("distance").get(best),
                1e-9,
                "over all 24 items");
        SvgParts still = SvgParts.of(items);
        assertEquals(3 * 24, still.all("links", "line").size(), "three panels");
        for (int epoch = 1; epoch <= 3; epoch++) {
            assertTrue(still.says("epoch " + epoch + ": mean 1 \u2212 cos = "));
        }
        SvgParts parts = SvgParts.of(items.lastSvg());
        for (String group : new String[] {"behavior", "modal"}) {
            assertEquals(24, parts.all(group, "circle").size(), group);
        }
        assertEquals(24, parts.all("links", "line").size());
        assertTrue(parts.says("epoch 3: mean 1 \u2212 cos = "), "the last epoch");
    }

    /** A second training replaces the first one's epochs, not what was added by hand. */
    @Test
    void aTrainingBeginsBelowItsUntrainedModel() {
        Recommender model = DRepMRec.builder(GRAPHS).embeddingSize(8).build();
        Representations untrained = Untrained.of(model, 5, "PyTorch");
        AlignmentEpochs users = AlignmentEpochs.users(DATA, 10).add("untrained", untrained);
        Trainer trainer = Trainer.builder(model)
                .engine("PyTorch")
                .device("cpu")
                .epochs(2)
                .batchSize(64)
                .seed(5)
                .learningRate(1e-7)
                .listener(users)
                .silent()
                .build();
        TrainedModel run = trainer.fit();
        assertEquals(
                List.of("untrained", "epoch 1", "epoch 2"),
                users.table().stringColumn("state").asList());
        trainer.fit();
        assertEquals(3, users.table().rowCount());
        // Steps of 1e-7 move nothing far from where this seed begins.
        assertArrayEquals(
                run.representations().general().values(), untrained.general().values(), 1e-5f);
    }

    @Test
    void theAxisTellsWhatThePlaneShows() {
        // Two dimensions, so that the plane is everything.
        assertTrue(SvgParts.of(AlignmentEpochs.items(PAIR, 2).add("a", apart(1, 3)))
                .says("with 2: 100 % of the variance"));
    }

    @Test
    void nodesThatDoNotDifferLieInTheMiddle() {
        AlignmentEpochs.Frame frame = AlignmentEpochs.items(PAIR, 2)
                .add("same", TrainedRuns.lines(new float[] {1, 0, 0, 1, 0, 1}, new float[] {1, 0, 0, 1, 0, 1}))
                .frames()
                .get(0);
        assertArrayEquals(frame.behavior()[0], frame.modal()[1], 1e-3);
    }

    @Test
    void allEpochsLieInOnePlane() {
        AlignmentEpochs items = AlignmentEpochs.items(PAIR, 2)
                .add("far", apart(0, 1))
                .add("near", apart(1, 0))
                .add("far again", apart(0, 1));
        List<AlignmentEpochs.Frame> frames = items.frames();
        assertEquals(
                List.of(
                        "far: mean 1 \u2212 cos = 1.000",
                        "near: mean 1 \u2212 cos = 0.000",
                        "far again: mean 1 \u2212 cos = 1.000"),
                frames.stream().map(AlignmentEpochs.Frame::name).toList());
        for (int item = 0; item < 2; item++) {
            assertArrayEquals(frames.get(0).modal()[item], frames.get(2).modal()[item], 1e-9);
            assertArrayEquals(frames.get(0).behavior()[item], frames.get(1).behavior()[item], 1e-9);
            assertArrayEquals(frames.get(1).behavior()[item], frames.get(1).modal()[item], 1e-9);
        }
        // Far apart, the lines have changed places.
        assertArrayEquals(frames.get(0).behavior()[0], frames.get(0).modal()[1], 1e-9);
        assertTrue(Math.abs(frames.get(0).behavior()[0][0] - frames.get(0).modal()[0][0]) > 100, "pixels");
    }

    @Test
    void ofManyEpochsSomeAreFrames() {
        AlignmentEpochs items = AlignmentEpochs.items(PAIR, 2);
        for (int epoch = 0; epoch < 200; epoch++) {
            items.add("epoch " + epoch, apart(epoch, 100));
        }
        List<AlignmentEpochs.Frame> frames = items.frames();
        assertEquals(60, frames.size());
        assertTrue(frames.get(0).name().startsWith("epoch 0:")
                && frames.get(59).name().startsWith("epoch 199:"));
        assertEquals(200, items.table().rowCount());
    }

    @Test
    void sameValuesSameBytes() {
        assertEquals(
                AlignmentEpochs.items(PAIR, 2).add("a", apart(1, 3)).toSvg(),
                AlignmentEpochs.items(PAIR, 2).add("a", apart(1, 3)).toSvg());
    }

    @Test
    void whatHasNoLinesOrNoEpochIsRefused() {
        AlignmentEpochs none = AlignmentEpochs.users(DATA, 10);
        assertTrue(assertThrows(IllegalStateException.class, none::toSvg)
                .getMessage()
                .contains("listener"));
        Trainer single = Trainer.builder(
                        LightGcn.builder(GRAPHS).embeddingSize(4).build())
                .engine("PyTorch")
                .epochs(1)
                .listener(none)
                .silent()
                .build();
        assertTrue(assertThrows(IllegalArgumentException.class, single::fit)
                .getMessage()
                .contains("exposes only"));
        assertThrows(IllegalArgumentException.class, () -> AlignmentEpochs.items(DATA, 1));
    }
}
