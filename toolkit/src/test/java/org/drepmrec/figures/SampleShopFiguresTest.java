package org.drepmrec.figures;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.sample.SampleShop;
import org.drepmrec.eval.DotScorer;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.eval.Metric;
import org.drepmrec.eval.Metrics;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What each part of DRepMRec is worth on the sample shop, over five seeds at the defaults, beside what popularity alone
 * tells. All variants are reported, whichever comes first; the test demands that the whole model tells more than popularity.
 */
@Tag("slow")
class SampleShopFiguresTest {

    private static final long[] SEEDS = {1, 2, 3, 4, 5};

    @Test
    void variantsOverFiveSeeds() throws IOException {
        MultimodalDataset shop = SampleShop.generate();
        Graphs both = Graphs.builder(shop).build();
        Graphs visual = Graphs.builder(shop.only(Modality.VISUAL)).build();
        Graphs textual = Graphs.builder(shop.only(Modality.TEXTUAL)).build();
        Map<String, Function<Long, Recommender>> variants = new LinkedHashMap<>();
        variants.put("DRepMRec", s -> DRepMRec.builder(both).build());
        variants.put("visual only", s -> DRepMRec.builder(visual).build());
        variants.put("textual only", s -> DRepMRec.builder(textual).build());
        variants.put(
                "without modal line",
                s -> DRepMRec.builder(both).withoutModalLine().build());
        variants.put("LightGCN", s -> DRepMRec.builder(both)
                .withoutModalLine()
                .alpha(0)
                .beta(0)
                .gamma(0)
                .build());
        FigureFile file = new FigureFile(
                "sample-shop.tsv", "variant", "Recall@10", "sd", "Recall@20", "sd", "NDCG@10", "sd", "NDCG@20", "sd");
        Map<String, Double> means = new LinkedHashMap<>();
        for (Map.Entry<String, Function<Long, Recommender>> variant : variants.entrySet()) {
            Evaluation[] runs = new Evaluation[SEEDS.length];
            for (int s = 0; s < SEEDS.length; s++) {
                runs[s] = trained(variant.getValue().apply(SEEDS[s]), SEEDS[s]).evaluation(Split.TEST);
            }
            double[] r10 = values(runs, Metrics.RECALL, 10);
            double[] r20 = values(runs, Metrics.RECALL, 20);
            double[] n10 = values(runs, Metrics.NDCG, 10);
            double[] n20 = values(runs, Metrics.NDCG, 20);
            file.line(
                    variant.getKey(),
                    FigureFile.mean(r10),
                    FigureFile.deviation(r10),
                    FigureFile.mean(r20),
                    FigureFile.deviation(r20),
                    FigureFile.mean(n10),
                    FigureFile.deviation(n10),
                    FigureFile.mean(n20),
                    FigureFile.deviation(n20));
            means.put(variant.getKey(), FigureFile.mean(r20));
        }
        Evaluation popular = Evaluator.builder(shop).build().evaluate(popularity(shop));
        file.line(
                "popularity",
                popular.get(Metrics.RECALL, 10),
                0,
                popular.get(Metrics.RECALL, 20),
                0,
                popular.get(Metrics.NDCG, 10),
                0,
                popular.get(Metrics.NDCG, 20),
                0);
        assertTrue(means.get("DRepMRec") > popular.get(Metrics.RECALL, 20), means.toString());
    }

    /** Each item's score is its number of training interactions. */
    private static DotScorer popularity(MultimodalDataset shop) {
        float[] ones = new float[shop.users()];
        Arrays.fill(ones, 1);
        float[] counts = new float[shop.items()];
        double[] sums = shop.train().matrix().columnSums();
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (float) sums[i];
        }
        return new DotScorer(1, ones, counts);
    }

    private static TrainedModel trained(Recommender model, long seed) {
        return Trainer.builder(model).seed(seed).build().fit();
    }

    private static double[] values(Evaluation[] runs, Metric metric, int k) {
        double[] values = new double[runs.length];
        for (int i = 0; i < runs.length; i++) {
            values[i] = runs[i].get(metric, k);
        }
        return values;
    }
}
