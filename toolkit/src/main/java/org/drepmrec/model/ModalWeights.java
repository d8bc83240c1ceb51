package org.drepmrec.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.drepmrec.data.Modality;
import org.drepmrec.option.Option;

/**
 * The weight of each modality in a blend (paper eq. 7 and 12): options named {@code modal.weight.visual} and so on.
 *
 * <p>The default for visual is 0.3, and the others share the rest equally (paper 4.8.2: 0.3 and 0.7); without visual,
 * all are equal; a single modality has weight 1. The weights sum to 1.
 */
public final class ModalWeights {

    private static final double VISUAL = 0.3;

    private ModalWeights() {}

    /** The options for the modalities of a data set: visual 0.3, the others share the rest equally. */
    public static List<Option<?>> options(Set<Modality> modalities) {
        return options(modalities, VISUAL, "paper 4.8.2: visual 0.3, the rest shared; sum 1");
    }

    /** As {@link #options(Set)} for a model with another default for visual. */
    public static List<Option<?>> options(Set<Modality> modalities, double visual, String source) {
        return modalities.stream()
                .<Option<?>>map(m -> of(m).defaulting(defaultWeight(m, modalities, visual), source))
                .toList();
    }

    /** The paper's weights: visual 0.3, the others share the rest equally. */
    public static Map<Modality, Double> ofThePaper(Set<Modality> modalities) {
        Map<Modality, Double> weights = new LinkedHashMap<>();
        modalities.forEach(m -> weights.put(m, defaultWeight(m, modalities, VISUAL)));
        return weights;
    }

    /** The option of a modality. */
    public static Option<Double> of(Modality modality) {
        return Option.real("modal.weight." + modality, 1, 0, 1, "a single modality has all the weight");
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

    /** The weights of a model, if its options have one for each modality of its data. */
    public static Optional<Map<Modality, Double>> find(Recommender model) {
        Set<Modality> modalities = model.modalities();
        return modalities.stream().allMatch(m -> model.options().knows(of(m).key()))
                ? Optional.of(read(model))
                : Optional.empty();
    }

    /**
     * The weights of a model.
     *
     * @throws IllegalArgumentException if they do not sum to 1
     */
    public static Map<Modality, Double> read(Recommender model) {
        Map<Modality, Double> weights = new LinkedHashMap<>();
        model.modalities().forEach(m -> weights.put(m, model.get(of(m))));
        double sum = weights.values().stream().mapToDouble(w -> w).sum();
        if (!weights.isEmpty() && Math.abs(sum - 1) > 1e-6) {
            throw new IllegalArgumentException("modal weights: " + weights + " sum to " + sum + ", expected 1; set "
                    + weights.keySet().stream().map(m -> of(m).key()).collect(Collectors.joining(" and ")));
        }
        return weights;
    }
}
