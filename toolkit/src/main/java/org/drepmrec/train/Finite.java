package org.drepmrec.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Features;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Adam;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.model.Representations;

/** Finds the first number that is NaN or infinite, and says where: {@code parameter E is NaN}. */
final class Finite {

    private static final float HUGE = 1e9f;

    private Finite() {}

    /** Among loss terms. */
    static Optional<String> firstBroken(Map<String, Double> losses) {
        return losses.entrySet().stream()
                .filter(e -> !Double.isFinite(e.getValue()))
                .map(e -> e.getKey() + " is " + e.getValue())
                .findFirst();
    }

    /**
     * Among all that an epoch leaves. A second moment that is infinite would silently freeze its parameter, so the moments
     * count too.
     */
    static Optional<String> firstBroken(
            Representations r, Map<String, ParameterValues> parameters, Map<String, Adam.Moments> moments) {
        Map<String, float[]> all = new LinkedHashMap<>();
        all.put("a general representation", r.general().values());
        r.behavior().ifPresent(line -> all.put("a behavior representation", line.values()));
        r.modal().ifPresent(line -> all.put("a modal representation", line.values()));
        parameters.forEach((name, m) -> all.put("parameter " + name, m.values()));
        moments.forEach((name, m) -> {
            all.put("Adam's first moment of parameter " + name, m.mean());
            all.put("Adam's second moment of parameter " + name, m.variance());
        });
        for (Map.Entry<String, float[]> each : all.entrySet()) {
            for (float v : each.getValue()) {
                if (!Float.isFinite(v)) {
                    return Optional.of(each.getKey() + " is " + v);
                }
            }
        }
        return Optional.empty();
    }

    /** What to do about it: features that are out of a float's range once they are squared come before a training that diverged. */
    static String remedy(MultimodalDataset data) {
        return data.modalities().stream()
                .flatMap(modality -> extreme(data.features(modality))
                        .map(value ->
                                "scale the " + modality + " features to about 1: a row's largest number is " + value))
                .findFirst()
                .orElse("lower the learning rate or the weights of the loss terms");
    }

    /** Of the rows' largest numbers, some that are huge or all but zero. */
    private static Stream<Float> extreme(Features features) {
        float[] values = features.values();
        return IntStream.range(0, features.rows())
                .mapToObj(row -> largest(values, row * features.dimension(), features.dimension()))
                .filter(value -> value > HUGE || (value > 0 && value < 1 / HUGE));
    }

    private static float largest(float[] values, int from, int count) {
        float largest = 0;
        for (int k = from; k < from + count; k++) {
            largest = Math.max(largest, Math.abs(values[k]));
        }
        return largest;
    }
}
