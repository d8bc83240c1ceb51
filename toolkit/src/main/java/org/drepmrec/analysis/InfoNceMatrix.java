package org.drepmrec.analysis;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Svg.Anchor;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Side;
import org.drepmrec.model.Batch;
import org.drepmrec.model.Representations;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What InfoNCE compares on a batch of B pairs (paper eq. 8, 9 and 11): the B x B cosines of anchors and candidates, or the
 * probabilities that their softmax makes of them, as a heat map. The diagonal, which is to be found, is framed. Before and
 * after a training stand side by side on one color scale.
 */
public final class InfoNceMatrix implements Picture {

    private static final int MOST = 64;
    private static final int NUMBERED = 10;
    private static final int LEFT = 96;
    private static final int TOP = 92;
    private static final int GAP = 56;
    private static final double SIDE = 336;
    private static final int LEVELS = 64;
    private static final long SEED = 999;

    private final String what;
    private final String[] axes;
    private final int[][] ids;
    private final List<Panel> panels;
    private final double temperature;
    private final boolean probable;

    /** The B x B cosines of one model state. */
    private record Panel(String name, Matrix cosines) {

        Matrix probabilities(double temperature) {
            return cosines.scale(1 / temperature).softmaxRows();
        }
    }

    private InfoNceMatrix(
            String what, String[] axes, int[][] ids, List<Panel> panels, double temperature, boolean probable) {
        this.what = what;
        this.axes = axes;
        this.ids = ids;
        this.panels = panels;
        this.temperature = temperature;
        this.probable = probable;
    }

    /** Intra-Alignment (eq. 8 and 9): the users of a batch against its items in one representation. */
    public static InfoNceMatrix intra(Space space, Batch batch, Representations r) {
        return intra(space, batch, List.of(""), r);
    }

    /** As {@link #intra(Space, Batch, Representations)}, before and after a training. */
    public static InfoNceMatrix intra(Space space, Batch batch, Representations before, Representations after) {
        return intra(space, batch, List.of("before training", "after training"), before, after);
    }

    private static InfoNceMatrix intra(Space space, Batch batch, List<String> names, Representations... all) {
        require(batch);
        List<Panel> panels = IntStream.range(0, all.length)
                .mapToObj(p -> panel(
                        names.get(p),
                        Vectors.of(all[p], space, Side.USER).subset(batch.users()),
                        Vectors.of(all[p], space, Side.ITEM).subset(batch.positives())))
                .toList();
        return new InfoNceMatrix(
                "users and items of the " + space.label() + " line",
                new String[] {"user", "item"},
                new int[][] {batch.users(), batch.positives()},
                panels,
                0.2,
                false);
    }

    /** Inter-Alignment (eq. 11): the behavior representations of a batch's users, or items, against their modal ones. */
    public static InfoNceMatrix inter(Side side, Batch batch, Representations r) {
        return inter(side, batch, List.of(""), r);
    }

    /** As {@link #inter(Side, Batch, Representations)}, before and after a training. */
    public static InfoNceMatrix inter(Side side, Batch batch, Representations before, Representations after) {
        return inter(side, batch, List.of("before training", "after training"), before, after);
    }

    private static InfoNceMatrix inter(Side side, Batch batch, List<String> names, Representations... all) {
        require(batch);
        int[] nodes = side == Side.USER ? batch.users() : batch.positives();
        List<Panel> panels = IntStream.range(0, all.length)
                .mapToObj(p -> panel(
                        names.get(p),
                        Vectors.of(all[p], Space.BEHAVIOR, side).subset(nodes),
                        Vectors.of(all[p], Space.MODAL, side).subset(nodes)))
                .toList();
        String kind = side.name().toLowerCase(Locale.ROOT);
        return new InfoNceMatrix(
                "behavior and modal representations of " + side.plural(),
                new String[] {kind + ", behavior", kind + ", modal"},
                new int[][] {nodes, nodes},
                panels,
                0.2,
                false);
    }

    private static Panel panel(String name, Vectors anchors, Vectors candidates) {
        if (anchors.size() != candidates.size()) {
            throw new IllegalArgumentException("InfoNCE: anchors of " + anchors.size() + " numbers and candidates of "
                    + candidates.size() + ", expected one size");
        }
        Matrix x = Matrix.of(anchors.asDoubles()).normalizeRows();
        Matrix y = Matrix.of(candidates.asDoubles()).normalizeRows();
        return new Panel(name, x.times(y.transpose()));
    }

    private static void require(Batch batch) {
        if (batch.size() < 2 || batch.size() > MOST) {
            throw new IllegalArgumentException("InfoNCE matrix: found a batch of " + batch.size()
                    + " pairs, expected 2 to " + MOST + ", which can be seen; take fewer, see batch(...)");
        }
    }

    /**
     * Pairs to look at: distinct users, each with an item of hers that no other pair has, drawn at random.
     *
     * @param size B
     * @throws IllegalArgumentException if there are not so many
     */
    public static Batch batch(Interactions pairs, int size) {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] order = IntStream.range(0, pairs.size()).toArray();
        Set<Integer> users = new HashSet<>();
        Set<Integer> items = new HashSet<>();
        IntStream.Builder drawn = IntStream.builder();
        for (int n = 0; n < order.length && users.size() < size; n++) {
            int other = n + random.nextInt(order.length - n);
            int pair = order[other];
            order[other] = order[n];
            if (!users.contains(pairs.user(pair)) && items.add(pairs.item(pair))) {
                users.add(pairs.user(pair));
                drawn.add(pair);
            }
        }
        int[] chosen = drawn.build().sorted().toArray();
        if (chosen.length < size) {
            throw new IllegalArgumentException("batch: found " + chosen.length
                    + " pairs of distinct users and distinct items, expected " + size + "; ask for fewer");
        }
        return new Batch(
                IntStream.of(chosen).map(pairs::user).toArray(),
                IntStream.of(chosen).map(pairs::item).toArray(),
                new int[0],
                size);
    }

    /** With another temperature τ; 0.2 by default, as in training. */
    public InfoNceMatrix temperature(double tau) {
        if (!(tau > 0)) {
            throw new IllegalArgumentException("temperature: found " + tau + ", expected above 0");
        }
        return new InfoNceMatrix(what, axes, ids, panels, tau, probable);
    }

    /** Shows the probabilities softmax(cosine / τ) of each row in place of the cosines. */
    public InfoNceMatrix probabilities() {
        return new InfoNceMatrix(what, axes, ids, panels, temperature, true);
    }

    /**
     * A row per state of the model: the loss {@code InfoNCE}, the mean cosine on the {@code diagonal} and {@code elsewhere},
     * and the share of rows whose greatest entry is on the diagonal, {@code found}.
     */
    public Table table() {
        Table table = Table.create("InfoNCE of " + what);
        int b = ids[0].length;
        table.addColumns(
                StringColumn.create("model", panels.stream().map(Panel::name)),
                DoubleColumn.create("InfoNCE", panels.stream().mapToDouble(this::loss)),
                DoubleColumn.create(
                        "diagonal",
                        panels.stream().mapToDouble(p -> p.cosines().diagonal().mean())),
                DoubleColumn.create(
                        "elsewhere",
                        panels.stream()
                                .mapToDouble(p -> (p.cosines().mean() * b
                                                - p.cosines().diagonal().mean())
                                        / (b - 1))),
                DoubleColumn.create("found", panels.stream().mapToDouble(p -> found(p.cosines()))));
        return table;
    }

    /** The mean over rows of -ln softmax(cosine / τ) on the diagonal. */
    private double loss(Panel panel) {
        return -panel.probabilities(temperature).diagonal().map(Math::log).mean();
    }

    private static double found(Matrix cosines) {
        return IntStream.range(0, cosines.rowCount())
                        .filter(r -> IntStream.range(0, cosines.columnCount())
                                .allMatch(c -> cosines.get(r, c) <= cosines.get(r, r)))
                        .count()
                / (double) cosines.rowCount();
    }

    @Override
    public String title() {
        return (probable ? "Probabilities" : "Cosines") + " that InfoNCE compares: " + what
                + (panels.size() > 1 ? ", before and after training" : "");
    }

    @Override
    public String toSvg() {
        int b = ids[0].length;
        double cell = Math.max(5, Math.floor(SIDE / b));
        double side = cell * b;
        double width = LEFT + panels.size() * (side + GAP) + 70;
        Svg svg = new Svg((int) Math.max(width, 10.0 * title().length() + 48), (int) (TOP + side + 92), title());
        svg.text(24, 30, 17, Anchor.START, Palette.INK, title());
        double[] range = range();
        for (int p = 0; p < panels.size(); p++) {
            double left = LEFT + p * (side + GAP);
            cells(svg, panels.get(p), left, cell, range);
            labels(svg, panels.get(p), left, cell, p == 0);
        }
        bar(svg, LEFT + panels.size() * (side + GAP) - GAP + 24, side, range);
        return svg.document();
    }

    private Matrix shown(Panel panel) {
        return probable ? panel.probabilities(temperature) : panel.cosines();
    }

    /** From the least to the greatest value of all panels, outward to tenths. */
    private double[] range() {
        double[] all = panels.stream()
                .map(this::shown)
                .flatMapToDouble(m -> IntStream.range(0, m.rowCount()).boxed().flatMapToDouble(r -> IntStream.range(
                                0, m.columnCount())
                        .mapToDouble(c -> m.get(r, c))))
                .toArray();
        double low = probable ? 0 : Math.floor(Arrays.stream(all).min().orElse(0) * 10) / 10;
        double high = Math.ceil(Arrays.stream(all).max().orElse(1) * 10 - 1e-9) / 10;
        return new double[] {low, Math.max(high, low + 0.1)};
    }

    private static double share(double value, double[] range) {
        return (value - range[0]) / (range[1] - range[0]);
    }

    /** Cells of one of 64 colors are one path, so that large matrices stay small documents. */
    private void cells(Svg svg, Panel panel, double left, double cell, double[] range) {
        Matrix m = shown(panel);
        int b = m.rowCount();
        StringBuilder[] paths = new StringBuilder[LEVELS + 1];
        for (int r = 0; r < b; r++) {
            for (int c = 0; c < b; c++) {
                int level = (int) Math.round(share(m.get(r, c), range) * LEVELS);
                paths[level] = paths[level] == null ? new StringBuilder() : paths[level];
                paths[level]
                        .append('M')
                        .append(Svg.point(left + c * cell, TOP + r * cell))
                        .append('h')
                        .append((int) cell)
                        .append('v')
                        .append((int) cell)
                        .append('h')
                        .append((int) -cell)
                        .append('z');
            }
        }
        for (int level = 0; level <= LEVELS; level++) {
            if (paths[level] != null) {
                svg.fill(paths[level].toString(), Palette.quantity(level / (double) LEVELS));
            }
        }
        for (int r = 0; r < b && b <= NUMBERED; r++) {
            for (int c = 0; c < b; c++) {
                double value = m.get(r, c);
                svg.text(
                        left + (c + 0.5) * cell,
                        TOP + (r + 0.5) * cell + 4,
                        12,
                        Anchor.MIDDLE,
                        Palette.textOn(share(value, range)),
                        number(value));
            }
        }
        double line = cell > 30 ? 3 : cell > 8 ? 1.6 : 1;
        for (int r = 0; r < b; r++) {
            svg.frame(left + r * cell + line / 2, TOP + r * cell + line / 2, cell - line, cell - line, "#ff3b30", line);
        }
    }

    private void labels(Svg svg, Panel panel, double left, double cell, boolean first) {
        int b = ids[0].length;
        double side = b * cell;
        double middle = left + side / 2;
        svg.text(middle, TOP - 14.0, 14, Anchor.MIDDLE, Palette.INK, panel.name());
        if (b <= NUMBERED) {
            for (int k = 0; k < b; k++) {
                svg.text(left + (k + 0.5) * cell, TOP + side + 16, 11, Anchor.MIDDLE, Palette.INK, "" + ids[1][k]);
                if (first) {
                    svg.text(left - 8, TOP + (k + 0.5) * cell + 4, 11, Anchor.END, Palette.INK, "" + ids[0][k]);
                }
            }
        }
        svg.text(middle, TOP + side + (b <= NUMBERED ? 36 : 22), 13, Anchor.MIDDLE, Palette.INK, axis(1));
        if (first) {
            svg.turned(left - 44, TOP + side / 2, 13, Anchor.MIDDLE, -90, axis(0));
        }
        svg.text(
                middle,
                TOP + side + (b <= NUMBERED ? 62 : 48),
                13,
                Anchor.MIDDLE,
                Palette.INK,
                String.format(Locale.ROOT, "InfoNCE %.3f at \u03c4 = %s", loss(panel), Scale.text(temperature)));
        svg.text(
                middle,
                TOP + side + (b <= NUMBERED ? 80 : 66),
                12,
                Anchor.MIDDLE,
                Palette.FAINT,
                String.format(Locale.ROOT, "guessing: ln %d = %.3f", b, Math.log(b)));
    }

    private String axis(int which) {
        int b = ids[which].length;
        return axes[which] + (b <= NUMBERED ? "" : " (pairs 1 to " + b + ")");
    }

    private static void bar(Svg svg, double left, double side, double[] range) {
        for (int level = 0; level < LEVELS; level++) {
            double y = TOP + side * (1 - (level + 1.0) / LEVELS);
            svg.rect(left, y, 16, side / LEVELS + 0.6, Palette.quantity((level + 0.5) / LEVELS));
        }
        for (double tick : Scale.of(false, range[0], range[1], TOP + side, TOP).ticks()) {
            svg.text(
                    left + 22,
                    TOP + side * (1 - share(tick, range)) + 4,
                    12,
                    Anchor.START,
                    Palette.INK,
                    Scale.text(tick));
        }
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value).replace('-', '\u2212');
        return text.equals("\u22120.00") ? "0.00" : text;
    }

    @Override
    public String toString() {
        return title() + "\n" + table().print();
    }
}
