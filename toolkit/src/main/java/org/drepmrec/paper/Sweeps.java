package org.drepmrec.paper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.drepmrec.data.Modality;
import org.drepmrec.model.ModalWeights;

/**
 * The weights that {@link Rq4} changes; an empty list leaves a figure out.
 *
 * @param gammas of Figure 8 (a)
 * @param modalWeights of Figure 8 (b)
 * @param alphas of Figure 9
 * @param betas of Figure 9
 * @param modality whose weight Figure 8 (b) changes
 * @param modalities of the data set
 */
record Sweeps(
        List<Double> gammas,
        List<Double> modalWeights,
        List<Double> alphas,
        List<Double> betas,
        Modality modality,
        List<Modality> modalities) {

    static final List<Double> GAMMAS = List.of(0.0, 0.01, 0.1, 0.3, 0.5, 1.0);
    static final List<Double> MODAL_WEIGHTS = List.of(0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0);
    static final List<Double> ALPHAS = List.of(0.01, 0.03, 0.1, 0.3, 1.0);
    static final List<Double> BETAS = List.of(0.001, 0.01, 0.03, 0.1, 0.3);

    /** Figure 8 (a): settings by the name of a point. */
    Map<String, Map<String, String>> signal() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        gammas.forEach(g -> all.put("gamma " + g, Map.of("gamma", g.toString())));
        return all;
    }

    /** Figure 8 (b), likewise; empty for a single modality, whose weight is 1. */
    Map<String, Map<String, String>> modal() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        int others = modalities.size() - 1;
        if (others > 0) {
            modalWeights.forEach(w -> {
                Map<String, String> weights = new LinkedHashMap<>();
                modalities.forEach(m -> weights.put(
                        ModalWeights.of(m).key(), Double.toString(m.equals(modality) ? w : (1 - w) / others)));
                all.put(modality + " " + w, weights);
            });
        }
        return all;
    }

    /** Figure 9, likewise. */
    Map<String, Map<String, String>> alignment() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        alphas.forEach(
                a -> betas.forEach(b -> all.put(cell(a, b), Map.of("alpha", a.toString(), "beta", b.toString()))));
        return all;
    }

    /** Of all figures. */
    Map<String, Map<String, String>> all() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>(signal());
        all.putAll(modal());
        all.putAll(alignment());
        return all;
    }

    static String cell(double alpha, double beta) {
        return "alpha " + alpha + ", beta " + beta;
    }

    /**
     * What of the usual weights is there. Of Figure 9 all pairs must be.
     *
     * @param isThere whether there are runs with these changes
     */
    static Sweeps recorded(List<Modality> modalities, Predicate<Map<String, String>> isThere) {
        Modality modality =
                modalities.contains(Modality.VISUAL) || modalities.isEmpty() ? Modality.VISUAL : modalities.get(0);
        List<Double> gammas = GAMMAS.stream()
                .filter(g -> isThere.test(Map.of("gamma", g.toString())))
                .toList();
        Sweeps all = new Sweeps(gammas, MODAL_WEIGHTS, ALPHAS, BETAS, modality, modalities);
        Map<String, Map<String, String>> modal = all.modal();
        List<Double> weights = MODAL_WEIGHTS.stream()
                .filter(w -> modal.containsKey(modality + " " + w) && isThere.test(modal.get(modality + " " + w)))
                .toList();
        boolean whole = all.alignment().values().stream().allMatch(isThere);
        return new Sweeps(
                gammas.size() > 1 ? all.gammas : List.of(),
                weights.size() > 1 ? weights : List.of(),
                whole ? ALPHAS : List.of(),
                whole ? BETAS : List.of(),
                modality,
                modalities);
    }
}
