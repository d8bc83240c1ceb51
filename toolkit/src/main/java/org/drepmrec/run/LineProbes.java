package org.drepmrec.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.drepmrec.analysis.GradientConflict;
import org.drepmrec.analysis.LineStatistics;
import org.drepmrec.analysis.SimilarityMemory;
import org.drepmrec.graph.Side;
import org.drepmrec.model.Batch;
import org.drepmrec.model.LineGradients;
import org.drepmrec.model.ModalWeights;
import org.drepmrec.model.Recommender;
import org.drepmrec.train.EpochBatches;
import org.drepmrec.train.NegativeSampler;
import org.drepmrec.train.TrainOptions;

/** What the figures of the paper follow over the epochs of a model with a behavior and a modal line. */
public final class LineProbes {

    /**
     * Mean of 1 - cos(behavior, modal) over users, {@code distance users}, and over items, {@code distance items} (paper
     * Figure 6).
     */
    public static final String DISTANCE = "line distance";

    /**
     * How well modal representations of items keep the similarities of the raw features: {@code memory correlation}
     * (Spearman, 20,000 pairs) and {@code memory overlap} (10 nearest neighbors).
     */
    public static final String MEMORY = "similarity memory";

    /**
     * The angle between what the two lines want of the ID embeddings (paper Figure 1a), on two batches of 2,048 training
     * pairs, the same for every model and epoch. For the users and the items of these batches, as {@code conflict users
     * cosine} and so on: mean {@code cosine}, share {@code below zero}, and share {@code unreached} by the modal loss.
     */
    public static final String CONFLICT = "gradient conflict";

    private static final long SEED = 999;
    private static final int BATCHES = 2;
    private static final int BATCH_SIZE = 2048;

    private LineProbes() {}

    static Probe distance(Recommender ignored) {
        return (epoch, model, r) -> {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("distance users", LineStatistics.distance(r, Side.USER));
            values.put("distance items", LineStatistics.distance(r, Side.ITEM));
            return values;
        };
    }

    static Probe memory(Recommender of) {
        SimilarityMemory.Builder builder = SimilarityMemory.builder(of.graphs());
        ModalWeights.find(of).ifPresent(builder::weights);
        SimilarityMemory memory = builder.build();
        return (epoch, model, r) -> {
            SimilarityMemory.Remembered remembered = memory.of(r);
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("memory correlation", remembered.rankCorrelation());
            values.put("memory overlap", remembered.neighborOverlap());
            return values;
        };
    }

    static Probe conflict(Recommender of) {
        if (!of.type().tellsLinesApart()) {
            throw new IllegalArgumentException(
                    "probe " + CONFLICT + ": " + of.name()
                            + " does not tell its lines' losses apart, expected a net that implements TwoLines, such as DRepMRec's");
        }
        List<Batch> batches = batches(of);
        return (epoch, model, r) -> {
            GradientConflict.Builder users = GradientConflict.builder();
            GradientConflict.Builder items = GradientConflict.builder();
            for (Batch batch : batches) {
                LineGradients g = LineGradients.of(model, batch);
                users.add(g.behavior(), g.modal(), g.size(), rows(batch, r.users(), Side.USER));
                items.add(g.behavior(), g.modal(), g.size(), rows(batch, r.users(), Side.ITEM));
            }
            Map<String, Double> values = new LinkedHashMap<>();
            put(values, "conflict users ", users.build());
            put(values, "conflict items ", items.build());
            return values;
        };
    }

    private static List<Batch> batches(Recommender model) {
        EpochBatches all = new EpochBatches(
                model.data().train(),
                new NegativeSampler(model.data().train(), TrainOptions.Negatives.TRAINED),
                BATCH_SIZE,
                new SplittableRandom(SEED));
        List<Batch> some = new ArrayList<>();
        while (some.size() < BATCHES && all.hasNext()) {
            some.add(all.next());
        }
        return some;
    }

    private static int[] rows(Batch batch, int userCount, Side side) {
        return IntStream.of(batch.nodes(userCount))
                .filter(n -> (n < userCount) == (side == Side.USER))
                .distinct()
                .toArray();
    }

    private static void put(Map<String, Double> values, String prefix, GradientConflict conflict) {
        values.put(prefix + "cosine", conflict.meanCosine());
        values.put(prefix + "below zero", conflict.belowZero());
        values.put(prefix + "unreached", conflict.unreached());
    }
}
