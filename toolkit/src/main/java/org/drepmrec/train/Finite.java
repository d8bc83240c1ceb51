package org.drepmrec.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.drepmrec.engine.Adam;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.model.Representations;

/** Finds the first number that is NaN or infinite, and says where: {@code parameter E is NaN}. */
final class Finite {

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
}
