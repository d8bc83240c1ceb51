package org.drepmrec.figures;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.eval.Metrics;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Representations;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * DRepMRec at its defaults on the real TikTok set, on both engines over three seeds, and without its modal line. One seed says
 * little: the validation curve is flat over ten epochs in which the modal line fades. The test demands the level of an
 * independent program (0.0998 and 0.0520 with its seed 999) less what seeds differ by.
 */
@Tag("slow")
class TikTokFiguresTest {

    private static final long[] SEEDS = {999, 1, 2};

    @Test
    void defaultsReachTheKnownLevelOnBothEngines() throws IOException {
        String folder = System.getProperty("real.data.dir", "");
        assumeFalse(folder.isEmpty(), "skipped: set -Dreal.data.dir=FOLDER with tiktok/ inside");
        MultimodalDataset data =
                Datasets.load("tiktok", Path.of(folder, "tiktok")).only(Modality.VISUAL, Modality.ACOUSTIC);
        Graphs graphs = Graphs.builder(data).neighbors(10).build();
        FigureFile file = new FigureFile(
                "tiktok.tsv",
                "engine",
                "model",
                "seed",
                "best epoch",
                "validation Recall@20",
                "test Recall@20",
                "test NDCG@20",
                "behavior line Recall@20",
                "modal line Recall@20",
                "seconds");
        for (String engine : new String[] {"PyTorch", "MXNet"}) {
            double[] general = new double[SEEDS.length];
            double[] modal = new double[SEEDS.length];
            for (int s = 0; s < SEEDS.length; s++) {
                double[] whole = run(file, engine, "DRepMRec", SEEDS[s], DRepMRec.builder(graphs));
                general[s] = whole[0];
                modal[s] = whole[1];
            }
            run(
                    file,
                    engine,
                    "without modal line",
                    SEEDS[0],
                    DRepMRec.builder(graphs).withoutModalLine());
            assertTrue(FigureFile.mean(general) >= 0.095, engine + " test Recall@20 " + Arrays.toString(general));
            assertTrue(FigureFile.mean(modal) >= 0.045, engine + " modal line's " + Arrays.toString(modal));
        }
    }

    private static double[] run(FigureFile file, String engine, String name, long seed, DRepMRec.Builder model)
            throws IOException {
        long start = System.nanoTime();
        TrainedModel run = Trainer.builder(model.build())
                .engine(engine)
                .seed(seed)
                .warmUp(0)
                .build()
                .fit();
        double modal = run.representations().modal().map(l -> recall(run, l)).orElse(Double.NaN);
        file.line(
                engine,
                name,
                seed,
                run.bestEpoch().orElseThrow().epoch(),
                run.evaluation(Split.VALIDATION).get(Metrics.RECALL, 20),
                run.evaluation(Split.TEST).get(Metrics.RECALL, 20),
                run.evaluation(Split.TEST).get(Metrics.NDCG, 20),
                run.representations().behavior().map(l -> recall(run, l)).orElseThrow(),
                modal,
                (System.nanoTime() - start) / 1e9);
        return new double[] {run.evaluation(Split.TEST).get(Metrics.RECALL, 20), modal};
    }

    private static double recall(TrainedModel run, Representations.Line line) {
        return Evaluator.builder(run.data())
                .split(Split.TEST)
                .build()
                .evaluate(run.scorer(line))
                .get(Metrics.RECALL, 20);
    }
}
