package org.drepmrec.model.floor;

import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.eval.Scorer;
import org.drepmrec.graph.similarity.Neighbors;
import org.drepmrec.model.ModalWeights;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;
import org.drepmrec.sparse.Parallel;

/**
 * Nearest neighbors of items by features, no purchase but the user's own: what the modalities alone can tell.
 *
 * <ul>
 *   <li>s(j, i) = cos(x_j, x_i), where x_i are the features of item i, of several modalities side by side, each scaled to
 *       length √w. With weights w that sum to 1, it is Σ w cos over the modalities.
 *   <li>score(u, i) = Σ s(j, i) over the training items j of u that have i among their k most alike, themselves not
 *       counted.
 * </ul>
 *
 * <p>Above 50,000 items, neighbors are found approximately, as in the relation graphs ({@code knn.search}). Cosines are computed in blocks; 8 k N bytes are kept, and of several modalities the features side by side meanwhile.
 */
public final class ContentKnn {

    /** k, the neighbors of each item; all others where there are fewer. */
    public static final Option<Integer> NEIGHBORS =
            Option.integer("neighbors", 10, 1, 1_000_000, "10, as in the relation graphs (knn.item)");

    /** The model type. */
    public static final ModelType TYPE = ModelType.named("ContentKNN")
            .options(NEIGHBORS)
            .options(ModalWeights::options)
            .checks(ModalWeights::read)
            .needsModality()
            .computes(ContentKnn.class, (model, seed) -> scorer(model));

    private ContentKnn() {}

    private static Scorer scorer(Recommender model) {
        int n = model.items();
        int k = Math.min(model.get(NEIGHBORS), Math.max(1, n - 1));
        Neighbors nearest = model.graphs().nearest(features(model), k, false);
        return new NeighborScorer(
                model.data().train().matrix(),
                IntStream.range(0, n).mapToObj(nearest::of).toArray(int[][]::new),
                IntStream.range(0, n).mapToObj(nearest::similaritiesOf).toArray(float[][]::new));
    }

    private static Features features(Recommender model) {
        Map<Modality, Double> weights = ModalWeights.read(model);
        weights.values().removeIf(w -> w == 0);
        if (weights.size() == 1) {
            return model.data().features(weights.keySet().iterator().next());
        }
        int width = weights.keySet().stream().mapToInt(model::featureSize).sum();
        float[] joint = new float[Math.multiplyExact(model.items(), width)];
        int[] at = {0};
        weights.forEach((modality, weight) -> {
            Features each = model.data().features(modality);
            int first = at[0];
            Parallel.forRanges(model.items(), 256, (from, to) -> {
                for (int i = from; i < to; i++) {
                    scale(each, i, Math.sqrt(weight), joint, i * width + first);
                }
            });
            at[0] += each.dimension();
        });
        return new Features(model.items(), width, joint);
    }

    /** Writes the features of an item at this length; zeros stay zeros. */
    private static void scale(Features each, int item, double length, float[] out, int at) {
        float[] row = each.row(item);
        double squares = 0;
        for (float v : row) {
            squares += (double) v * v;
        }
        double factor = squares == 0 ? 0 : length / Math.sqrt(squares);
        for (int j = 0; j < row.length; j++) {
            out[at + j] = (float) (row[j] * factor);
        }
    }
}
