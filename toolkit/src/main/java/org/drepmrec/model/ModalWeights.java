package org.drepmrec.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drepmrec.data.Modality;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/**
 * The weight of each modality in a blend (paper eq. 7 and 12): options named {@code modal.weight.visual} and so on.
 *
 * <p>Visual has 0.3 and the others share the rest equally (paper 4.8.2: 0.3 and 0.7); without visual all are equal; a
 * single modality has 1. The weights sum to 1.
 */
public final class ModalWeights {

    private ModalWeights() {}

    /** The options for the modalities of a data set, with their defaults. */
    public static List<Option<Double>> options(Set<Modality> modalities) {
        return options(modalities, 0.3, "paper 4.8.2: visual 0.3, the rest shared; sum 1");
    }

    /** As {@link #options(Set)} for a model with another default for visual; the others share the rest equally. */
    public static List<Option<Double>> options(Set<Modality> modalities, double visual, String source) {
        List<Option<Double>> all = new ArrayList<>();
        modalities.forEach(m -> all.add(Option.real(key(m), defaultWeight(m, modalities, visual), 0, 1, source)));
        return all;
    }

    /** The name of a modality's option. */
    public static String key(Modality modality) {
        return "modal.weight." + modality;
    }

    private static double defaultWeight(Modality m, Set<Modality> all, double visual) {
        if (all.size() == 1) {
            return 1;
        }
        if (!all.contains(Modality.VISUAL)) {
            return 1.0 / all.size();
        }
        return m.equals(Modality.VISUAL) ? visual : (1 - visual) / (all.size() - 1);
    }

    /**
     * Reads the weights.
     *
     * @throws IllegalArgumentException if they do not sum to 1
     */
    public static Map<Modality, Double> of(Options options, Set<Modality> modalities) {
        Map<Modality, Double> weights = new LinkedHashMap<>();
        for (Modality m : modalities) {
            weights.put(m, Double.valueOf(options.asMap().get(key(m))));
        }
        double sum = weights.values().stream().mapToDouble(w -> w).sum();
        if (!weights.isEmpty() && Math.abs(sum - 1) > 1e-6) {
            throw new IllegalArgumentException("modal weights: " + weights + " sum to " + sum + ", expected 1; set "
                    + String.join(
                            " and ",
                            weights.keySet().stream().map(ModalWeights::key).toList()));
        }
        return weights;
    }
}
