package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.drepmrec.model.Models;

/**
 * The color of each thing that charts and pictures show, the same in all of them: representations, modalities, models, loss
 * terms, and the pairs that analyses compare. All have a contrast of at least 3 to white.
 *
 * <p>Things that stand in one chart differ for every color vision: representations from each other, models from each other,
 * loss terms from each other.
 */
final class Hues {

    static final String BEHAVIOR = "#0072b2";
    static final String MODAL = "#d55e00";
    static final String GENERAL = "#009e73";

    /** What is alone in its chart, and what has no name in this table beside one other. */
    static final List<String> NEUTRAL = List.of("#4d4d4d", "#949494");

    /** A model with nothing to train. */
    static final String FLOOR = "#8c8c8c";

    static final String USERS = "#8a6a4f";
    static final String ITEMS = "#3f5468";

    static final String PROPOSED = "#74116a";

    private static final Map<String, String> REPRESENTATIONS =
            Map.of("behavior", BEHAVIOR, "modal", MODAL, "general", GENERAL);

    private static final Map<String, String> MODALITIES =
            Map.of("visual", "#8e3a7a", "textual", "#7a5c00", "acoustic", "#2f8f9d");

    /** Names in lower case. */
    static final Map<String, String> MODELS = Map.of(
            "drepmrec", PROPOSED,
            "dream", "#a65a7f",
            "bpr", "#5e6c1c",
            "lightgcn", "#2b9fc0",
            "vbpr", "#7d60db",
            "mmgcn", "#879c2c",
            "dualgnn", "#124214",
            "bm3", "#e05c6c",
            "freedom", "#1e209e",
            "mgcn", "#1f1f1f");

    private static final List<String> FLOORS =
            List.of("random", "popularity", "itemknn", "contentknn", "ease", "untrained", "nothing to train");

    /** Models that a jar or a notebook registers take one of these by their name. */
    static final List<String> OWN_MODELS = List.of("#a0522d", "#00707a", "#c03a8a", "#4050c0");

    /** Categories without a name in this table, where they are more than two. */
    static final List<String> CATEGORIES = List.of(
            "#1e209e", "#e05c6c", "#879c2c", "#2b9fc0", "#74116a", "#5e6c1c", "#7d60db", "#a0522d", "#124214",
            "#a65a7f", "#00707a", "#1f1f1f");

    /** Loss terms, whose names are in lower case, as are those of a model. */
    static final Map<String, Hue> TERMS = terms();

    private static final Map<String, String> PAIRS = Map.of(
            "users",
            USERS,
            "items",
            ITEMS,
            "correlation",
            USERS,
            "overlap",
            ITEMS,
            "test purchases",
            NEUTRAL.get(0),
            "other items",
            NEUTRAL.get(1),
            "after",
            NEUTRAL.get(0),
            "before",
            NEUTRAL.get(1));

    /**
     * How a thing is drawn.
     *
     * @param form 0 for a solid curve or a full bar, other numbers for dashes and paler bars
     */
    record Hue(String color, int form) {}

    private Hues() {}

    private static Map<String, Hue> terms() {
        Map<String, Hue> all = new HashMap<>();
        all.put("total (weighted)", new Hue(Palette.INK, 0));
        all.put("bpr", new Hue(NEUTRAL.get(0), 2));
        all.put("l2", new Hue(NEUTRAL.get(1), 0));
        all.put("bia", new Hue(BEHAVIOR, 0));
        all.put("mia", new Hue(MODAL, 0));
        Map<String, String> pairs = Map.of("inter", "#4a2a9c", "sss", "#6b4a12", "ssl", "#4a2a9c");
        pairs.forEach((term, color) -> {
            all.put(term + ".users", new Hue(color, 0));
            all.put(term + ".items", new Hue(color, 1));
        });
        return all;
    }

    /**
     * The look of a series by its name: a loss term, a representation that the name begins with or ends on after a comma, what
     * it ends on of a pair such as users and items, the model that it begins with, a modality among its words; dashed if it is
     * without something.
     */
    static Optional<Hue> of(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        if (TERMS.containsKey(plain) && name.equals(plain)) {
            return Optional.of(TERMS.get(plain));
        }
        List<String> words = List.of(plain.split("\\W+"));
        return representation(plain, words)
                .or(() -> Optional.ofNullable(
                        PAIRS.get(plain.substring(plain.lastIndexOf(", ") + 1).strip())))
                .or(() -> model(plain))
                .or(() -> single(MODALITIES, words))
                .map(color -> new Hue(color, words.contains("without") ? 1 : 0));
    }

    /** The color of a modality, neutral for one that the toolkit has no name for. */
    static String ofModality(String name) {
        return MODALITIES.getOrDefault(name, NEUTRAL.get(0));
    }

    /** Whether a name is that of a model with nothing to train. */
    static boolean isFloor(String name) {
        return FLOORS.contains(name.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> representation(String plain, List<String> words) {
        return REPRESENTATIONS.keySet().stream()
                .filter(words::contains)
                .filter(word -> words.get(0).equals(word) || plain.endsWith(", " + word))
                .findFirst()
                .filter(word -> single(REPRESENTATIONS, words).isPresent())
                .map(REPRESENTATIONS::get);
    }

    /** The color of the only word that has one. */
    private static Optional<String> single(Map<String, String> colors, List<String> words) {
        List<String> named =
                words.stream().filter(colors::containsKey).distinct().toList();
        return named.size() == 1 ? Optional.of(colors.get(named.get(0))) : Optional.empty();
    }

    private static Optional<String> model(String plain) {
        if (FLOORS.stream().anyMatch(floor -> begins(plain, floor))) {
            return Optional.of(FLOOR);
        }
        List<String> known = new ArrayList<>(MODELS.keySet());
        Models.names().forEach(name -> known.add(name.toLowerCase(Locale.ROOT)));
        // A preset's name begins with that of its model.
        return known.stream()
                .filter(name -> begins(plain, name))
                .min(Comparator.comparingInt(String::length))
                .map(name -> MODELS.getOrDefault(
                        name, OWN_MODELS.get(Math.floorMod(Arrays.hashCode(name.toCharArray()), OWN_MODELS.size()))));
    }

    private static boolean begins(String name, String with) {
        return name.startsWith(with)
                && (name.length() == with.length() || !Character.isLetterOrDigit(name.charAt(with.length())));
    }
}
