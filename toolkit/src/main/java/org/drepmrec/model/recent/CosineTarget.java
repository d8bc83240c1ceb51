package org.drepmrec.model.recent;

import java.util.Arrays;
import org.drepmrec.data.Side;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.graph.similarity.Blend;
import org.drepmrec.model.Batch;
import org.drepmrec.model.ModalWeights;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.TargetMatrix;
import org.drepmrec.model.TargetVectors;

/**
 * Σ α_m cos_m of the raw features among the positive items of a batch, each distinct item once, with its row and column
 * multiplied by the root of the number of times that it occurs. Where steps stay on the device, so do the vectors.
 *
 * @param vectors null on a host
 */
record CosineTarget(Blend blend, TargetVectors vectors) {

    /** Up to this size of all features together, products with the vectors are cheaper than their matrix of products. */
    private static final int MOST_COLUMNS = 768;

    /** The target of a model with its {@linkplain ModalWeights weights}. */
    static CosineTarget of(Recommender model, ParameterStore into) {
        Blend blend = model.graphs().similarity().blend(Side.ITEM, ModalWeights.read(model), Blend.Form.COSINES);
        return new CosineTarget(blend, into.backend().staysOnDevice() ? TargetVectors.of(into, blend) : null);
    }

    /** Computes what the host has to ahead of the batch's step. */
    void prepare(Batch batch) {
        if (vectors == null) {
            of(batch);
        }
    }

    TargetMatrix of(Batch batch) {
        return batch.derived(this, () -> {
            Batch.Distinct items = batch.distinctPositives();
            if (vectors != null) {
                return vectors.target(items.ids(), items.place());
            }
            float[] counts = items.counts();
            double[] roots = new double[counts.length];
            Arrays.setAll(roots, k -> Math.sqrt(counts[k]));
            return blend.dimension() <= MOST_COLUMNS
                    ? TargetMatrix.gram(blend.vectors(items.ids(), roots), roots.length, blend.dimension())
                    : TargetMatrix.dense(blend.products(items.ids(), roots), roots.length);
        });
    }
}
