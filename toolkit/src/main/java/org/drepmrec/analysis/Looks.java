package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Hues.Hue;

/**
 * How the series of a chart are told apart. What {@link Hues} has a name for keeps its color in every chart, forms of one
 * thing its hue; a removal such as {@code without SSS} takes that of the model before it. Anything else is gray, or where
 * there are more than two such series, in colors that are left. Where series share a color, or a curve would hide another,
 * the form tells.
 */
final class Looks {

    /** Two curves nearer than this share of the axis are one to the eye. */
    private static final double NEAR = 0.01;

    /** How much of its color a bar's filling has, by its form. */
    private static final double[] FILLINGS = {1, 0.6, 0.4, 0.22, 0.08};

    private final Chart chart;
    private final Hue[] hues;

    /** What lies on what. */
    private final List<String> hidden = new ArrayList<>();

    private Looks(Chart chart) {
        this.chart = chart;
        int n = chart.series().size();
        hues = new Hue[n];
        named();
        others();
        apart();
        Map<Integer, Integer> below = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (hides(i, j)) {
                    hues[i] = new Hue(hues[i].color(), Math.max(hues[i].form(), hues[j].form() + 1));
                    below.putIfAbsent(i, j);
                }
            }
        }
        below.forEach((i, j) -> hidden.add(quoted(i) + " lies on " + quoted(j)));
    }

    private String quoted(int index) {
        String name = series(index).name();
        return name.contains(" ") ? "\u201c" + name + "\u201d" : name;
    }

    static Looks of(Chart chart) {
        return new Looks(chart);
    }

    private void named() {
        Hue model = null;
        for (int i = 0; i < hues.length; i++) {
            String name = series(i).name();
            Hue hue = colored(series(i)) ? Hues.of(name).orElse(null) : null;
            if (hue == null && model != null && name.toLowerCase(Locale.ROOT).startsWith("without ")) {
                hue = new Hue(model.color(), 1);
            }
            if (hue != null && (Hues.MODELS.containsValue(hue.color()) || Hues.OWN_MODELS.contains(hue.color()))) {
                model = hue;
            }
            hues[i] = hue;
        }
    }

    /** What has no color by its name. */
    private void others() {
        int[] rest = IntStream.range(0, hues.length)
                .filter(i -> hues[i] == null && colored(series(i)))
                .toArray();
        List<String> used = new ArrayList<>();
        for (Hue hue : hues) {
            used.add(hue == null ? "" : hue.color());
        }
        List<String> colors = rest.length <= Hues.NEUTRAL.size() ? Hues.NEUTRAL : Hues.CATEGORIES;
        List<String> left = colors.stream().filter(c -> !used.contains(c)).toList();
        for (int k = 0; k < rest.length; k++) {
            hues[rest[k]] = new Hue(left.get(k % left.size()), 0);
        }
    }

    /** Gives each of the series in one color a form of its own. */
    private void apart() {
        Map<String, List<Integer>> forms = new HashMap<>();
        for (int i = 0; i < hues.length; i++) {
            if (hues[i] != null) {
                List<Integer> used = forms.computeIfAbsent(hues[i].color(), c -> new ArrayList<>());
                int form = hues[i].form();
                while (used.contains(form)) {
                    form++;
                }
                used.add(form);
                hues[i] = new Hue(hues[i].color(), form);
            }
        }
    }

    String color(int index) {
        Series s = series(index);
        if (s instanceof Series.Curve c && c.stroke() == Series.Stroke.LINK) {
            return Palette.FAINT;
        }
        return hues[index] != null ? hues[index].color() : Hues.isFloor(s.name()) ? Hues.FLOOR : Palette.INK;
    }

    /** Of a bar, whose outline has the full color; paler for other forms of the same thing. */
    String filling(int index) {
        return Tints.pale(color(index), FILLINGS[form(index) % FILLINGS.length]);
    }

    /** 0 for a usual curve or mark, other numbers for other dashes and marks. */
    int form(int index) {
        return hues[index] == null ? dashed(series(index)) : hues[index].form();
    }

    private static int dashed(Series s) {
        return s instanceof Series.Curve ? 1 : 0;
    }

    /** Pixels. */
    double width(int index) {
        if (series(index) instanceof Series.Curve c) {
            return switch (c.stroke()) {
                case VALUES -> color(index).equals(Hues.PROPOSED) ? 3 : 2;
                case LEVEL -> 1.6;
                case LINK -> 0.7;
            };
        }
        return 0;
    }

    /** Which curves cannot be seen because they lie on others. */
    List<String> hidden() {
        return List.copyOf(hidden);
    }

    private Series series(int index) {
        return chart.series().get(index);
    }

    private static boolean colored(Series s) {
        return !(s instanceof Series.Curve c && c.stroke() != Series.Stroke.VALUES)
                && !(s instanceof Series.Points p && p.star());
    }

    /** Whether most of a curve lies on an earlier one. */
    private boolean hides(int later, int earlier) {
        if (!(series(later) instanceof Series.Curve a && series(earlier) instanceof Series.Curve b)
                || !colored(a)
                || !colored(b)) {
            return false;
        }
        Map<Double, Double> below = new HashMap<>();
        IntStream.range(0, b.x().length).forEach(i -> below.put(b.x()[i], height(b.y()[i])));
        Extent extent = Extent.of(chart, false);
        double near = NEAR * Math.abs(height(extent.high()) - height(extent.low()));
        long shared = IntStream.range(0, a.x().length)
                .filter(i -> below.containsKey(a.x()[i]))
                .count();
        long hides = IntStream.range(0, a.x().length)
                .filter(i -> below.containsKey(a.x()[i]) && Math.abs(below.get(a.x()[i]) - height(a.y()[i])) <= near)
                .count();
        return shared > 1 && 2 * hides > shared;
    }

    private double height(double value) {
        return chart.y().log() ? Math.log10(value) : value;
    }
}
