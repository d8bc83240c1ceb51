package org.drepmrec.data.io.picture.encoder;

import java.util.Arrays;
import java.util.Optional;

/** What makes one vector of an output that has several for each picture. */
public enum Pooling {
    /** Nothing does: the output must be a vector, B x d. Sizes of 1 do not count, so B x d x 1 x 1 is one too. */
    NONE,
    /** The mean over tokens, B x T x d, or over places, B x d x H x W. */
    MEAN,
    /** The first token of B x T x d, the class token of vision transformers. */
    FIRST;

    /**
     * The vectors.
     *
     * @param values of the output, row-major
     * @param shape of the output, B first
     * @param pictures B
     * @return B x d, or empty if an output of that shape does not become vectors in this way
     */
    Optional<float[]> vectors(float[] values, long[] shape, int pictures) {
        long sizes = Arrays.stream(shape).skip(1).filter(n -> n != 1).count();
        if (shape.length < 2 || shape[0] != pictures || values.length == 0) {
            return Optional.empty();
        }
        if (sizes < 2) {
            return Optional.of(values);
        }
        if (this != NONE && shape.length == 3) {
            return Optional.of(tokens(values, (int) shape[1], (int) shape[2], pictures));
        }
        return this == MEAN && shape.length == 4
                ? Optional.of(places(values, (int) (shape[2] * shape[3]), pictures * (int) shape[1]))
                : Optional.empty();
    }

    private float[] tokens(float[] values, int tokens, int d, int pictures) {
        int used = this == FIRST ? 1 : tokens;
        float[] vectors = new float[pictures * d];
        for (int b = 0; b < pictures; b++) {
            for (int j = 0; j < d; j++) {
                double sum = 0;
                for (int t = 0; t < used; t++) {
                    sum += values[(b * tokens + t) * d + j];
                }
                vectors[b * d + j] = (float) (sum / used);
            }
        }
        return vectors;
    }

    private static float[] places(float[] values, int places, int channels) {
        float[] vectors = new float[channels];
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int p = 0; p < places; p++) {
                sum += values[c * places + p];
            }
            vectors[c] = (float) (sum / places);
        }
        return vectors;
    }
}
