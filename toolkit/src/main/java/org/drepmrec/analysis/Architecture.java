package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drepmrec.data.Modality;
import org.drepmrec.graph.GraphOptions;
import org.drepmrec.graph.Graphs;
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.model.ModalWeights;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.model.align.Alignment;
import org.drepmrec.model.align.SimilaritySignal;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.model.drepmrec.DRepMRecOptions;
import org.drepmrec.model.drepmrec.DRepMRecOptions.IdSource;

/**
 * The architecture of a DRepMRec model (what Figure 2 of the paper shows) with its own sizes: users, items, embedding size,
 * sizes of features, neighbors, layers, weights of modalities and losses, and the number of trained parameters. What the
 * model's options remove is missing or said to be off.
 */
public final class Architecture implements Picture {

    private final Recommender model;

    private Architecture(Recommender model) {
        this.model = model;
    }

    /**
     * Of a model of type DRepMRec or DREAM.
     *
     * @throws IllegalArgumentException if it is of another type
     */
    public static Architecture of(Recommender model) {
        if (!model.options().knows(DRepMRecOptions.ID_SOURCE.key())) {
            throw new IllegalArgumentException("architecture: found a model of type " + model.name() + ", expected "
                    + DRepMRec.TYPE.name() + " or " + DRepMRec.DREAM.name() + ", whose lines are drawn");
        }
        return new Architecture(model);
    }

    /** Of DRepMRec with its default options on these graphs. */
    public static Architecture of(Graphs graphs) {
        return of(DRepMRec.builder(graphs).build());
    }

    @Override
    public String title() {
        return model.name() + " on " + model.data().name();
    }

    @Override
    public String toSvg() {
        return new ArchitectureDrawing(this).draw();
    }

    Recommender model() {
        return model;
    }

    String sizes() {
        return "M = %s users, N = %s items, %s training interactions, embedding size d = %s"
                .formatted(
                        count(model.users()),
                        count(model.items()),
                        count(model.data().train().size()),
                        count(model.embeddingSize()));
    }

    boolean hasModalLine() {
        return model.get(DRepMRecOptions.MODAL);
    }

    /** Whether behavior embeddings go into the modal line. */
    boolean filters() {
        return model.get(DRepMRecOptions.GATE);
    }

    boolean readsPropagated() {
        return model.get(DRepMRecOptions.GATE_INPUT) == DRepMRecOptions.GateInput.READOUT
                && idSource() != IdSource.SEPARATE;
    }

    IdSource idSource() {
        return model.get(DRepMRecOptions.ID_SOURCE);
    }

    boolean relates() {
        return model.get(DRepMRecOptions.RELATION_GRAPHS);
    }

    /** What stands for each modality: its first letter, or as many as tell it from the others and from B, M and G. */
    Map<Modality, String> letters() {
        Map<Modality, String> letters = new LinkedHashMap<>();
        model.modalities().forEach(m -> {
            String name =
                    m.name().substring(0, 1).toUpperCase(Locale.ROOT) + m.name().substring(1);
            letters.put(
                    m,
                    IntStream.rangeClosed(1, name.length())
                            .mapToObj(n -> name.substring(0, n))
                            .filter(start -> !"BMG".contains(start) && !letters.containsValue(start))
                            .findFirst()
                            .orElse(m.name()));
        });
        return letters;
    }

    String nodes() {
        return "(M+N) \u00d7 d = " + shape(model.users() + model.items(), model.embeddingSize());
    }

    String[] behavior() {
        int layers = model.get(DRepMRecOptions.BEHAVIOR_LAYERS);
        int nodes = model.users() + model.items();
        String sum = layers == 0
                ? "E_B\u2070"
                : "(E_B\u2070 + " + (layers == 1 ? "" : layers == 2 ? "\u00c2 E_B\u2070 + " : "\u2026 + ") + "\u00c2"
                        + (layers == 1 ? "" : "^" + braces(layers)) + " E_B\u2070) / " + (layers + 1);
        return new String[] {
            "\u0112_B = " + sum + ",  " + layers(layers),
            "\u00c2: " + shape(nodes, nodes) + ", "
                    + count(2L * model.data().train().size()) + " entries"
        };
    }

    private static String braces(int number) {
        return "{" + number + "}";
    }

    private static String layers(int n) {
        return n + (n == 1 ? " layer" : " layers");
    }

    String[] features(Modality m) {
        boolean trained = model.get(SharedOptions.TRAINABLE_FEATURES);
        return new String[] {
            shape(model.items(), model.featureSize(m)) + (trained ? ", trained" : ""), "users: means of their items"
        };
    }

    String[] gate(Modality m) {
        String letter = "_{" + letters().get(m) + "}";
        String input = !filters()
                ? ""
                : " \u2299 "
                        + (idSource() == IdSource.SEPARATE
                                ? "E_M\u2070"
                                : readsPropagated() ? "\u0112_B" : "E_B\u2070");
        String product = "E" + letter + " W" + letter + " + b" + letter;
        String shape = "W" + letter + ": " + shape(model.featureSize(m), model.embeddingSize());
        String apart = model.get(DRepMRecOptions.SHARED_GATE) ? "" : ", one for users, one for items";
        if (model.get(DRepMRecOptions.GATE_DEPTH) == 1) {
            String own = "\u00ca" + letter + " = " + (filters() ? "\u03c3(" + product + ")" : product);
            return apart.isEmpty()
                    ? new String[] {own + input, shape}
                    : new String[] {own + input, shape, apart.substring(2)};
        }
        String second = "Z" + letter + " W\u2032" + letter + " + b\u2032" + letter;
        return new String[] {
            "Z" + letter + " = " + product,
            "\u00ca" + letter + " = " + (filters() ? "\u03c3(" + second + ")" : second) + input,
            shape + (apart.isEmpty() ? ", " : " twice, ") + "W\u2032" + letter + ": "
                    + shape(model.embeddingSize(), model.embeddingSize())
        };
    }

    String[] relations(Modality m) {
        String letter = "_{" + letters().get(m) + "}";
        int ofItems = model.graphs().options().get(GraphOptions.ITEM_NEIGHBORS);
        int ofUsers = model.graphs().options().get(GraphOptions.USER_NEIGHBORS);
        RelationNorm norm = model.graphs().options().get(GraphOptions.NORM);
        int layers = model.get(SharedOptions.MODAL_LAYERS);
        String k = "k = " + ofItems + (ofItems == ofUsers ? "" : " (users " + ofUsers + ")");
        List<String> lines = new ArrayList<>(List.of(
                "items S" + letter + ": " + shape(model.items(), model.items()),
                "users J" + letter + ": " + shape(model.users(), model.users()),
                k + ", " + layers(layers)));
        if (norm != RelationNorm.ROW_SUM) {
            lines.add("graph.norm " + model.graphs().options().asMap().get(GraphOptions.NORM.key()));
        }
        return lines.toArray(String[]::new);
    }

    Map<Modality, Double> weights() {
        return ModalWeights.read(model);
    }

    /** α, β, γ or λ as it is written into the picture. */
    String weight(String symbol, double value) {
        return value == 0 ? "off (" + symbol + " = 0)" : symbol + " = " + Scale.text(value);
    }

    double alpha() {
        return model.get(Alignment.ALPHA);
    }

    double beta() {
        return model.get(Alignment.BETA);
    }

    double gamma() {
        return model.get(SimilaritySignal.GAMMA);
    }

    String[] signal() {
        String size =
                switch (model.get(SimilaritySignal.REDUCTION)) {
                    case RMSE -> "\u2016\u0112_M \u0112_M\u1d40 \u2212 T\u2016_F / B";
                    case MSE -> "\u2016\u0112_M \u0112_M\u1d40 \u2212 T\u2016_F\u00b2 / B\u00b2";
                    case FROBENIUS -> "\u2016\u0112_M \u0112_M\u1d40 \u2212 T\u2016_F";
                };
        Map<Modality, String> letters = letters();
        String target =
                switch (model.get(SimilaritySignal.TARGET)) {
                    case BLENDED_COSINE -> "T = " + sum(letters, "", "cos");
                    case SQUARED_WEIGHTS -> "T = " + sum(letters, "\u00b2", "cos");
                    case RAW_GRAM -> "T = " + sum(letters, "", "G") + ", raw products";
                    case CONCAT_COSINE -> "T = cosines of all features together";
                    case PER_MODALITY -> "each modality against its own cosines";
                };
        return new String[] {size, target};
    }

    private String sum(Map<Modality, String> letters, String power, String what) {
        return weights().entrySet().stream()
                .map(w -> (w.getValue() == 1 ? "" : Scale.text(w.getValue()) + power + " ") + what + "_{"
                        + letters.get(w.getKey()) + "}")
                .collect(Collectors.joining(" + "));
    }

    /** The losses of the general representation. */
    String generalLosses() {
        return "L_{BPR}" + (model.get(SharedOptions.LAMBDA) == 0 ? "" : ", L_2");
    }

    /** Eq. 15 with the weights of the model. */
    String loss() {
        StringBuilder loss = new StringBuilder("eq. 15: L = L_{BPR} (14)");
        term(loss, alpha(), "L_{Intra} (8 to 10)");
        if (hasModalLine()) {
            term(loss, beta(), "L_{Inter} (11)");
            term(loss, gamma(), "L_{SSS} (12)");
        }
        term(loss, model.get(SharedOptions.LAMBDA), "L_2");
        return loss.toString();
    }

    private static void term(StringBuilder loss, double weight, String name) {
        if (weight != 0) {
            loss.append(" + ").append(Scale.text(weight)).append(' ').append(name);
        }
    }

    /** The number of trained numbers. */
    long parameters() {
        long d = model.embeddingSize();
        long table = d * (model.users() + model.items());
        long all = table;
        if (hasModalLine()) {
            all += idSource() == IdSource.SEPARATE ? table : 0;
            for (Modality m : model.modalities()) {
                long layer = (model.featureSize(m) + 1) * d;
                all += layer * (model.get(DRepMRecOptions.SHARED_GATE) ? 1 : 2);
                all += model.get(DRepMRecOptions.GATE_DEPTH) == 2 ? (d + 1) * d : 0;
                all += model.get(SharedOptions.TRAINABLE_FEATURES) ? (long) model.items() * model.featureSize(m) : 0;
            }
        }
        return all;
    }

    static String shape(long rows, long columns) {
        return count(rows) + " \u00d7 " + count(columns);
    }

    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    @Override
    public String toString() {
        return "Architecture of " + model + ": " + sizes();
    }
}
