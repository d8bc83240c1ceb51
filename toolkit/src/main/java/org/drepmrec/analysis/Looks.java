package org.drepmrec.analysis;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How the series of a chart are told apart. Behavior, modal and general representations have the same color in every chart;
 * other series take the colors that are left. Where colors are used up, or a curve would hide another, the form tells.
 */
final class Looks {

    private static final List<String> THINGS = List.of("behavior", "modal", "general");

    /** Two curves nearer than this share of the axis are one to the eye. */
    private static final double NEAR = 0.01;

    private final Chart chart;
    private final int[] colors;
    private final int[] forms;

    private Looks(Chart chart) {
        this.chart = chart;
        int n = chart.series().size();
        colors = new int[n];
        forms = new int[n];
        int[] uses = new int[Palette.CATEGORIES.size()];
        IntStream.range(0, n).forEach(i -> colors[i] = thing(series(i)));
        IntStream.range(0, n).filter(i -> colors[i] >= 0).forEach(i -> forms[i] = uses[colors[i]]++);
        IntStream.range(0, n).filter(i -> colors[i] < 0 && colored(series(i))).forEach(i -> {
            int least = Arrays.stream(uses).min().orElse(0);
            colors[i] = IntStream.range(0, uses.length)
                    .filter(c -> uses[c] == least)
                    .findFirst()
                    .orElse(0);
            forms[i] = uses[colors[i]]++;
        });
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (hides(i, j)) {
                    forms[i] = Math.max(forms[i], forms[j] + 1);
                }
            }
        }
    }

    static Looks of(Chart chart) {
        return new Looks(chart);
    }

    String color(int index) {
        Series s = series(index);
        if (s instanceof Series.Curve c && c.stroke() == Series.Stroke.LINK) {
            return Palette.FAINT;
        }
        return colored(s) ? Palette.category(colors[index]) : Palette.INK;
    }

    /** 0 for a usual curve or mark, other numbers for other dashes and marks. */
    int form(int index) {
        boolean dashed = series(index) instanceof Series.Curve c && c.stroke() != Series.Stroke.VALUES;
        return dashed ? 1 : forms[index];
    }

    /** Pixels. */
    double width(int index) {
        if (series(index) instanceof Series.Curve c) {
            return switch (c.stroke()) {
                case VALUES -> 2;
                case LEVEL -> 1.6;
                case LINK -> 0.7;
            };
        }
        return 0;
    }

    private Series series(int index) {
        return chart.series().get(index);
    }

    private static boolean colored(Series s) {
        return !(s instanceof Series.Curve c && c.stroke() != Series.Stroke.VALUES)
                && !(s instanceof Series.Points p && p.star());
    }

    /** The thing that a name begins with or ends on after a comma, if it speaks of no other; else -1. */
    private static int thing(Series s) {
        List<String> words = List.of(s.name().toLowerCase(Locale.ROOT).split("\\W+"));
        int[] named = IntStream.range(0, THINGS.size())
                .filter(t -> words.contains(THINGS.get(t)))
                .toArray();
        if (named.length != 1 || !colored(s)) {
            return -1;
        }
        String word = THINGS.get(named[0]);
        return words.get(0).equals(word) || s.name().endsWith(", " + word) ? named[0] : -1;
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
        long hidden = IntStream.range(0, a.x().length)
                .filter(i -> below.containsKey(a.x()[i]) && Math.abs(below.get(a.x()[i]) - height(a.y()[i])) <= near)
                .count();
        return shared > 1 && 2 * hidden > shared;
    }

    private double height(double value) {
        return chart.y().log() ? Math.log10(value) : value;
    }
}
