package org.drepmrec.run;

import java.util.SplittableRandom;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.RandomStreams;

/** What {@link Knockout} does to the features of a modality. */
public enum FeatureChange {
    /** Rows are permuted: the same vectors, of other items. */
    SHUFFLED("shuffled") {
        @Override
        Features of(Features was, SplittableRandom random) {
            int d = was.dimension();
            float[] values = was.values().clone();
            for (int row = was.rows() - 1; row > 0; row--) {
                int other = random.nextInt(row + 1);
                for (int k = 0; k < d; k++) {
                    float kept = values[row * d + k];
                    values[row * d + k] = values[other * d + k];
                    values[other * d + k] = kept;
                }
            }
            return was.with(was.rows(), values);
        }
    },
    /** Gaussian noise with the mean and the standard deviation that the features have in each dimension. */
    NOISE("noise") {
        @Override
        Features of(Features was, SplittableRandom random) {
            int d = was.dimension();
            double[] mean = mean(was);
            double[] deviation = new double[d];
            float[] all = was.values();
            for (int at = 0; at < all.length; at++) {
                double off = all[at] - mean[at % d];
                deviation[at % d] += off * off / was.rows();
            }
            float[] values = new float[all.length];
            for (int at = 0; at < values.length; at++) {
                values[at] = (float) (mean[at % d] + Math.sqrt(deviation[at % d]) * random.nextGaussian());
            }
            return was.with(was.rows(), values);
        }
    },
    /** Every item has the mean of all. */
    CONSTANT("constant") {
        @Override
        Features of(Features was, SplittableRandom random) {
            double[] mean = mean(was);
            float[] values = new float[was.rows() * was.dimension()];
            for (int at = 0; at < values.length; at++) {
                values[at] = (float) mean[at % was.dimension()];
            }
            return was.with(was.rows(), values);
        }
    };

    private final String label;

    FeatureChange(String label) {
        this.label = label;
    }

    abstract Features of(Features was, SplittableRandom random);

    private static double[] mean(Features features) {
        int d = features.dimension();
        double[] mean = new double[d];
        float[] all = features.values();
        for (int at = 0; at < all.length; at++) {
            mean[at % d] += (double) all[at] / features.rows();
        }
        return mean;
    }

    /** Whether it draws random numbers. */
    boolean random() {
        return this != CONSTANT;
    }

    /** The data with this change of some modalities, each from a random stream of its own. */
    MultimodalDataset of(MultimodalDataset data, Iterable<Modality> which, long seed) {
        MultimodalDataset changed = data;
        for (Modality m : which) {
            Features other = of(data.features(m), RandomStreams.of(seed, "knockout " + label + " " + m));
            changed = changed.replaced(m, other, random() ? label + ", seed " + seed : label);
        }
        return changed;
    }

    @Override
    public String toString() {
        return label;
    }
}
