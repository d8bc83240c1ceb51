package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.List;
import org.drepmrec.analysis.Svg.Anchor;
import org.drepmrec.data.Modality;
import org.drepmrec.model.drepmrec.DRepMRecOptions.IdSource;

/** Places the boxes of an {@link Architecture}: inputs to the left, scores to the right, the behavior line above. */
final class ArchitectureDrawing {

    private static final int INPUT = 36;
    private static final int INPUT_WIDTH = 184;
    private static final int GATE = 256;
    private static final int GATE_WIDTH = 226;
    private static final int GRAPH = 514;
    private static final int GRAPH_WIDTH = 206;
    private static final int LINE = 790;
    private static final int LINE_WIDTH = 200;
    private static final int GENERAL = 1040;
    private static final int GENERAL_WIDTH = 200;
    private static final int WIDTH = GENERAL + GENERAL_WIDTH + 24;
    private static final int TRUNK = GATE - 20;
    private static final int BEHAVIOR = 88;
    private static final int ROW = 98;
    private static final int LINE_HEIGHT = 98;

    private final Architecture of;
    private final List<Modality> modalities;
    private final double modalTop;
    private final double middle;
    private final double bottom;
    private final Svg svg;

    ArchitectureDrawing(Architecture of) {
        this.of = of;
        boolean modal = of.hasModalLine();
        modalities = modal ? List.copyOf(of.model().modalities()) : List.of();
        modalTop = BEHAVIOR + ROW + (ownTable() ? 118 : 76);
        double rowsBottom = modalTop + modalities.size() * (ROW + 22) - 22;
        middle = Math.max((modalTop + rowsBottom) / 2, BEHAVIOR + LINE_HEIGHT + 80 + LINE_HEIGHT / 2.0);
        bottom = modal ? Math.max(rowsBottom, middle + LINE_HEIGHT / 2.0) : BEHAVIOR + ROW;
        svg = new Svg(WIDTH, (int) bottom + (modal ? 172 : 96), of.title());
    }

    private boolean ownTable() {
        return of.hasModalLine() && of.filters() && of.idSource() == IdSource.SEPARATE;
    }

    String draw() {
        svg.text(INPUT, 32, 18, Anchor.START, Palette.INK, of.title());
        svg.text(INPUT, 54, 13, Anchor.START, Palette.INK, of.sizes());
        behaviorLine();
        if (of.hasModalLine()) {
            embeddingsIntoGates();
            for (int row = 0; row < modalities.size(); row++) {
                modality(modalities.get(row), modalTop + row * (ROW + 22));
            }
            line(middle, "modal representation", "\u0112_M", "MIA", Hues.MODAL);
            equation(LINE + LINE_WIDTH, middle - LINE_HEIGHT / 2.0, "eq. 7");
            interAlignment();
            signal();
        }
        general();
        double foot = bottom + (of.hasModalLine() ? 148 : 72);
        svg.formula(INPUT, foot, 15, Anchor.START, Palette.INK, false, of.loss());
        svg.text(
                WIDTH - 24.0,
                foot,
                13,
                Anchor.END,
                Palette.INK,
                Architecture.count(of.parameters()) + " trained parameters");
        return svg.document();
    }

    private void box(double x, double y, double width, double height, String color, String title, String... lines) {
        svg.box(x, y, width, height, Tints.pale(color, 0.1), color, false);
        double first = y + height / 2 - (lines.length * 18) / 2.0 + 4;
        svg.formula(x + width / 2, first, 13, Anchor.MIDDLE, color, true, title);
        for (int n = 0; n < lines.length; n++) {
            svg.formula(x + width / 2, first + 19 + n * 18, 12, Anchor.MIDDLE, Palette.INK, false, lines[n]);
        }
    }

    /** The number of a box's equation in the paper, in its upper right corner. */
    private void equation(double right, double top, String number) {
        svg.text(right - 7, top + 13, 10, Anchor.END, Tints.GIVEN, number);
    }

    /** A loss: white, within or between boxes; dashed and gray if its weight is 0. */
    private void loss(double x, double y, double width, boolean on, String... lines) {
        svg.box(x, y, width, 8 + 17 * lines.length, "#ffffff", on ? Palette.INK : Palette.FAINT, !on);
        for (int n = 0; n < lines.length; n++) {
            svg.formula(
                    x + width / 2,
                    y + 16 + 17 * n,
                    12,
                    Anchor.MIDDLE,
                    on ? Palette.INK : Palette.FAINT,
                    false,
                    lines[n]);
        }
    }

    private void behaviorLine() {
        double y = BEHAVIOR + ROW / 2.0;
        box(INPUT, BEHAVIOR, INPUT_WIDTH, ROW, Hues.BEHAVIOR, "ID embeddings E_B\u2070", of.nodes(), "trained");
        box(
                GATE,
                BEHAVIOR,
                GRAPH + GRAPH_WIDTH - GATE,
                ROW,
                Hues.BEHAVIOR,
                "behavior graph, mean of layers",
                of.behavior());
        equation(GRAPH + GRAPH_WIDTH, BEHAVIOR, "eq. 1 to 3");
        line(y, "behavior representation", "\u0112_B", "BIA", Hues.BEHAVIOR);
        svg.arrow(Hues.BEHAVIOR, false, INPUT + INPUT_WIDTH, y, GATE, y);
        svg.arrow(Hues.BEHAVIOR, false, GRAPH + GRAPH_WIDTH, y, LINE, y);
    }

    private void line(double y, String title, String symbol, String loss, String color) {
        double top = y - LINE_HEIGHT / 2.0;
        svg.box(LINE, top, LINE_WIDTH, LINE_HEIGHT, Tints.pale(color, 0.1), color, false);
        double x = LINE + LINE_WIDTH / 2.0;
        svg.formula(x, top + 31, 13, Anchor.MIDDLE, color, true, title);
        svg.formula(x, top + 49, 12, Anchor.MIDDLE, Palette.INK, false, symbol + ": " + shape());
        loss(
                LINE + 8,
                top + 64,
                LINE_WIDTH - 16,
                of.alpha() != 0,
                "Intra: " + loss + ", " + of.weight("\u03b1", of.alpha()));
    }

    private String shape() {
        return Architecture.shape(
                of.model().users() + of.model().items(), of.model().embeddingSize());
    }

    /** What the gates filter goes down a trunk to the left of them. */
    private void embeddingsIntoGates() {
        if (!of.filters()) {
            return;
        }
        boolean detached = of.idSource() == IdSource.SHARED_DETACHED;
        double lane = BEHAVIOR + ROW + 26.0;
        double last = modalTop + (modalities.size() - 1) * (ROW + 22.0) + 22;
        String color = ownTable() ? Hues.MODAL : Hues.BEHAVIOR;
        if (ownTable()) {
            box(INPUT, lane, INPUT_WIDTH, 68, Hues.MODAL, "ID embeddings E_M\u2070", of.nodes(), "trained");
            svg.arrow(color, false, INPUT + INPUT_WIDTH, lane + 34, TRUNK, lane + 34, TRUNK, last, GATE, last);
        } else if (of.readsPropagated()) {
            double from = GRAPH + GRAPH_WIDTH + 26.0;
            svg.arrow(color, detached, from, BEHAVIOR + ROW / 2.0, from, lane, TRUNK, lane, TRUNK, last, GATE, last);
        } else {
            double from = INPUT + INPUT_WIDTH / 2.0;
            svg.arrow(color, detached, from, BEHAVIOR + ROW, from, lane, TRUNK, lane, TRUNK, last, GATE, last);
        }
        for (int row = 0; row < modalities.size() - 1; row++) {
            double y = modalTop + row * (ROW + 22.0) + 22;
            svg.arrow(color, detached, TRUNK, y, GATE, y);
        }
        if (detached) {
            svg.text(TRUNK + 8.0, lane - 6, 12, Anchor.START, color, "without gradient");
        }
    }

    private void modality(Modality m, double top) {
        double y = top + ROW / 2.0 + 10;
        String letter = "_{" + of.letters().get(m) + "}";
        double weight = of.weights().get(m);
        box(INPUT, top, INPUT_WIDTH, ROW, Tints.GIVEN, plain(m.name()) + " features E" + letter, of.features(m));
        svg.arrow(Tints.GIVEN, false, INPUT + INPUT_WIDTH, y, GATE, y);
        box(GATE, top, GATE_WIDTH, ROW, Hues.MODAL, of.filters() ? "filter gate" : "projection", of.gate(m));
        equation(GATE + GATE_WIDTH, top, "eq. 4");
        double from = GATE + GATE_WIDTH;
        if (of.relates()) {
            svg.arrow(Hues.MODAL, false, from, y, GRAPH, y);
            box(GRAPH, top, GRAPH_WIDTH, ROW, Hues.MODAL, "relation graphs", of.relations(m));
            equation(GRAPH + GRAPH_WIDTH, top, "eq. 5, 6");
            from = GRAPH + GRAPH_WIDTH;
        }
        int row = modalities.indexOf(m);
        double to = middle + (row - (modalities.size() - 1) / 2.0) * Math.min(24, 60.0 / modalities.size());
        svg.arrow(Hues.MODAL, false, from, y, LINE - 38.0, y, LINE - 22.0, to, LINE, to);
        svg.formula(
                GRAPH + GRAPH_WIDTH + 4.0,
                to < y - 12 ? y + 16 : y - 7,
                12,
                Anchor.START,
                Hues.MODAL,
                false,
                (weight == 1 ? "" : Scale.text(weight) + " ") + "\u0112" + letter);
    }

    /** Modality names may have a character that formulas read as an index. */
    private static String plain(String name) {
        return Svg.shorten(name.replace('_', ' '), 11);
    }

    private void interAlignment() {
        double x = LINE + LINE_WIDTH / 2.0;
        double top = BEHAVIOR + ROW / 2.0 + LINE_HEIGHT / 2.0;
        double end = middle - LINE_HEIGHT / 2.0;
        double at = (top + end) / 2;
        boolean on = of.beta() != 0;
        String color = on ? Palette.INK : Palette.FAINT;
        svg.arrow(color, !on, x, at, x, top);
        svg.arrow(color, !on, x, at, x, end);
        loss(
                LINE - 8,
                at - 21,
                LINE_WIDTH + 16,
                on,
                "Inter-Alignment, " + of.weight("\u03b2", of.beta()),
                "\u0112_B \u2194 \u0112_M of the same nodes");
    }

    private void signal() {
        boolean on = of.gamma() != 0;
        double x = GATE + GATE_WIDTH / 2.0;
        double top = bottom + 36;
        double y = top + 29;
        String color = on ? Palette.INK : Palette.FAINT;
        double first = modalTop + ROW / 2.0;
        svg.arrow(color, true, INPUT, first, INPUT - 12.0, first, INPUT - 12.0, y, x - 60, y);
        for (int row = 1; row < modalities.size(); row++) {
            svg.stroke("M" + Svg.point(INPUT, first + row * (ROW + 22.0)) + "h-12", color, 1.6, true);
        }
        svg.arrow(
                color,
                true,
                GRAPH + GRAPH_WIDTH,
                y,
                LINE + LINE_WIDTH / 2.0,
                y,
                LINE + LINE_WIDTH / 2.0,
                middle + LINE_HEIGHT / 2.0);
        List<String> lines =
                new ArrayList<>(List.of("Similarity-Supervised Signal, " + of.weight("\u03b3", of.gamma())));
        lines.addAll(List.of(of.signal()));
        loss(x - 60, top, GRAPH + GRAPH_WIDTH - x + 60, on, lines.toArray(String[]::new));
    }

    private void general() {
        double x = GENERAL + GENERAL_WIDTH / 2.0;
        double behavior = BEHAVIOR + ROW / 2.0;
        boolean modal = of.hasModalLine();
        double y = modal ? (behavior + middle) / 2 : behavior;
        double from = LINE + LINE_WIDTH;
        if (modal) {
            svg.arrow(Hues.BEHAVIOR, false, from, behavior, from + 24, behavior, from + 24, y - 10);
            svg.arrow(Hues.MODAL, false, from, middle, from + 24, middle, from + 24, y + 10);
            svg.circle(from + 24, y, 10, "#ffffff", Hues.GENERAL);
            svg.text(from + 24, y + 5, 15, Anchor.MIDDLE, Hues.GENERAL, "+");
            svg.arrow(Hues.GENERAL, false, from + 34, y, GENERAL, y);
        } else {
            svg.arrow(Hues.BEHAVIOR, false, from, y, GENERAL, y);
        }
        box(
                GENERAL,
                y - ROW / 2.0,
                GENERAL_WIDTH,
                ROW,
                Hues.GENERAL,
                "general representation",
                "E_G = \u0112_B" + (modal ? " + \u0112_M" : "") + ": " + shape(),
                "scores: " + Architecture.shape(of.model().users(), of.model().items()));
        equation(GENERAL + GENERAL_WIDTH, y - ROW / 2.0, "eq. 13, 16");
        loss(GENERAL + 24.0, y + ROW / 2.0 + 12, GENERAL_WIDTH - 48, true, of.generalLosses());
        svg.line(x, y + ROW / 2.0, x, y + ROW / 2.0 + 12, Palette.INK, 1.5);
    }
}
