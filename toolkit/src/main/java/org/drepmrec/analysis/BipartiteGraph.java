package org.drepmrec.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.drepmrec.analysis.Svg.Anchor;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.sparse.Csr;

/**
 * A graph of a few users and items beside its M x N matrix, a color for each user: an edge of the graph is an entry of her
 * row. Entries other than 1, such as those of a normalized graph, are written into their cells.
 */
public final class BipartiteGraph implements Picture {

    private static final int MOST = 12;
    private static final int LABEL = 20;
    private static final int TOP = 92;
    private static final int ROW = 46;
    private static final int CELL = 46;
    private static final int WIDTH_OF_GRAPH = 230;

    private final Csr matrix;
    private final List<String> users;
    private final List<String> items;

    private BipartiteGraph(Csr matrix, List<String> users, List<String> items) {
        this.matrix = matrix;
        this.users = users;
        this.items = items;
    }

    /** As {@link #of(Csr)}. */
    public static BipartiteGraph of(Interactions pairs) {
        return of(pairs.matrix());
    }

    /**
     * The graph of an M x N matrix, users in its rows.
     *
     * @throws IllegalArgumentException if there are no users or items, or more than 12 of either, which nobody could read
     */
    public static BipartiteGraph of(Csr matrix) {
        requireReadable("users", matrix.rows());
        requireReadable("items", matrix.cols());
        return new BipartiteGraph(matrix, numbered("user ", matrix.rows()), numbered("item ", matrix.cols()));
    }

    /**
     * The part of a data set's training graph around a user: five of her items, five other users who have most of them, and
     * three more items that these users have most often. Items go by their titles, if there are any.
     *
     * @throws IllegalArgumentException if there is no such user, or she has no training items
     */
    public static BipartiteGraph around(MultimodalDataset data, int user) {
        if (user < 0 || user >= data.users() || data.train().itemsOf(user).length == 0) {
            throw new IllegalArgumentException("bipartite graph: user " + user + " of " + data.name()
                    + " is not there or has no training items, expected one of 0 to " + (data.users() - 1)
                    + " who has some");
        }
        Csr train = data.train().matrix();
        Csr buyers = train.transpose();
        int[] own = Arrays.stream(most(buyers::degree, IntStream.of(train.columns(user)), 5))
                .sorted()
                .toArray();
        IntStream others = IntStream.range(0, train.rows()).filter(u -> u != user && shared(train, u, own) > 0);
        int[] users = IntStream.concat(IntStream.of(user), IntStream.of(most(u -> shared(train, u, own), others, 5)))
                .toArray();
        IntStream more = IntStream.of(users)
                .flatMap(u -> IntStream.of(train.columns(u)))
                .distinct()
                .filter(i -> !train.contains(user, i));
        int[] items = IntStream.concat(IntStream.of(own), IntStream.of(most(i -> shared(buyers, i, users), more, 3)))
                .toArray();
        return of(train.selectRows(users).selectColumns(items))
                .named(
                        IntStream.of(users).mapToObj(u -> "user " + u).toList(),
                        IntStream.of(items).mapToObj(data.catalogue()::label).toList());
    }

    private static int shared(Csr matrix, int row, int... columns) {
        return (int) IntStream.of(columns).filter(c -> matrix.contains(row, c)).count();
    }

    /** Those of the highest score, of equals the lower first. */
    private static int[] most(IntUnaryOperator score, IntStream candidates, int n) {
        return candidates
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(c -> -score.applyAsInt(c))
                        .thenComparing(c -> c))
                .limit(n)
                .mapToInt(c -> c)
                .toArray();
    }

    private static void requireReadable(String what, int found) {
        if (found < 1 || found > MOST) {
            throw new IllegalArgumentException("bipartite graph: found " + found + " " + what + ", expected 1 to "
                    + MOST + ", which can be read; draw a part of the graph");
        }
    }

    private static List<String> numbered(String kind, int n) {
        return IntStream.range(0, n).mapToObj(i -> kind + i).toList();
    }

    /**
     * With names, such as {@code mug} and {@code lamp}, in place of user 0, item 0 and so on.
     *
     * @throws IllegalArgumentException if there is not one name for each
     */
    public BipartiteGraph named(List<String> userNames, List<String> itemNames) {
        requireNames("users", userNames, matrix.rows());
        requireNames("items", itemNames, matrix.cols());
        return new BipartiteGraph(matrix, List.copyOf(userNames), List.copyOf(itemNames));
    }

    /** With names of the items alone. */
    public BipartiteGraph named(String... itemNames) {
        return named(users, List.of(itemNames));
    }

    private static void requireNames(String what, List<String> names, int expected) {
        if (names.size() != expected) {
            throw new IllegalArgumentException("bipartite graph: found " + names.size() + " names of " + what
                    + ", expected " + expected + ", one for each");
        }
    }

    @Override
    public String title() {
        return "A graph of " + count(matrix.rows(), "user") + " and " + count(matrix.cols(), "item") + " with "
                + count(matrix.nonZeros(), "edge") + ", and its matrix";
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    @Override
    public String toSvg() {
        int labels = 7 * width(users);
        int left = 24 + labels + 18;
        int right = left + WIDTH_OF_GRAPH;
        int cells = right + 18 + 7 * width(items) + 70 + labels;
        int slant = (int) (4.6 * width(items));
        int top = TOP + slant / 2;
        int rows = Math.max(matrix.rows(), matrix.cols());
        int height = top + rows * ROW + 40;
        Svg svg =
                new Svg(Math.max(cells + matrix.cols() * CELL + Math.max(40, 6 * width(items)), 560), height, title());
        svg.text(24, 30, 17, Anchor.START, Palette.INK, title());
        edges(svg, left, right, top, rows);
        nodes(svg, left, right, top, rows);
        matrix(svg, cells, top + (rows - matrix.rows()) * ROW / 2.0);
        return svg.document();
    }

    private static int width(List<String> names) {
        return names.stream().mapToInt(n -> Math.min(LABEL, n.length())).max().orElse(0);
    }

    private static double y(int index, int of, int rows, int top) {
        return top + (rows - of) * ROW / 2.0 + (index + 0.5) * ROW;
    }

    private void edges(Svg svg, int left, int right, int top, int rows) {
        double most = values().map(Math::abs).max().orElse(1);
        for (int u = 0; u < matrix.rows(); u++) {
            for (int e = matrix.start(u); e < matrix.start(u + 1); e++) {
                svg.line(
                        left,
                        y(u, matrix.rows(), rows, top),
                        right,
                        y(matrix.column(e), matrix.cols(), rows, top),
                        Hues.USERS,
                        1 + 2 * Math.abs(matrix.value(e)) / most);
            }
        }
    }

    private void nodes(Svg svg, int left, int right, int top, int rows) {
        for (int u = 0; u < users.size(); u++) {
            double y = y(u, users.size(), rows, top);
            svg.circle(left, y, 10, Hues.USERS, "#ffffff");
            label(svg, left - 18, y, Anchor.END, users.get(u));
        }
        for (int i = 0; i < items.size(); i++) {
            double y = y(i, items.size(), rows, top);
            svg.box(right - 10, y - 10, 20, 20, "#ffffff", Hues.ITEMS, false);
            label(svg, right + 18, y, Anchor.START, items.get(i));
        }
    }

    /** On two lines at most, their middle at a point. */
    private static void label(Svg svg, double x, double y, Anchor anchor, String name) {
        List<String> lines = Svg.lines(name, LABEL, 2);
        svg.lines(x, y + 5 + 7.2 * (lines.size() - 1), 12, anchor, lines);
    }

    private void matrix(Svg svg, int left, double top) {
        for (int i = 0; i < items.size(); i++) {
            List<String> name = Svg.lines(items.get(i), LABEL, 2);
            for (int n = 0; n < name.size(); n++) {
                double at = left + (i + 0.5) * CELL + 2 + 23 * (n - (name.size() - 1) / 2.0);
                svg.turned(at, top - 10, 12, Anchor.START, -35, name.get(n));
            }
        }
        double most = values().map(Math::abs).max().orElse(1);
        for (int u = 0; u < users.size(); u++) {
            double y = top + u * ROW;
            label(svg, left - 12, y + ROW / 2.0, Anchor.END, users.get(u));
            for (int i = 0; i < items.size(); i++) {
                double value = matrix.get(u, i);
                double share = Math.abs(value) / most;
                svg.rect(left + i * CELL, y, CELL, ROW, value == 0 ? "#ffffff" : Tints.pale(Hues.USERS, share));
                svg.frame(left + i * CELL, y, CELL, ROW, Palette.GRID, 1);
                svg.text(
                        left + (i + 0.5) * CELL,
                        y + ROW / 2.0 + 5,
                        13,
                        Anchor.MIDDLE,
                        value == 0 ? Palette.FAINT : share > 0.6 ? "#ffffff" : "#111111",
                        number(value));
            }
        }
        svg.frame(left, top, items.size() * CELL, users.size() * ROW, Palette.INK, 1.2);
        svg.text(
                left + items.size() * CELL / 2.0,
                top + users.size() * ROW + 24,
                13,
                Anchor.MIDDLE,
                Palette.INK,
                users.size() + " x " + items.size());
    }

    private DoubleStream values() {
        return IntStream.range(0, matrix.nonZeros()).mapToDouble(matrix::value);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Integer.toString((int) value) : String.format(Locale.ROOT, "%.2f", value);
    }

    @Override
    public String toString() {
        return title();
    }
}
