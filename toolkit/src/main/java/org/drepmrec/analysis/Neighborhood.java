package org.drepmrec.analysis;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.drepmrec.analysis.Svg.Anchor;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.graph.Graphs;

/**
 * An item and its neighbors in the relation graphs of one or two modalities, with their pictures: those of the first
 * modality to the left, those of the second to the right, those of both below the item and joined to it twice. A number is
 * the cosine of the raw features. The item itself, where it counts as its own neighbor, is not drawn again.
 */
public final class Neighborhood implements Picture {

    private static final int WIDTH = 960;
    private static final int MIDDLE = WIDTH / 2;
    private static final int LEFT = 250;
    private static final int RIGHT = WIDTH - LEFT;
    private static final int TOP = 96;
    private static final int ROW = 64;

    /** A picture with three lines of text below. */
    private static final int SHARED_ROW = 116;

    private static final int NODE = 52;
    private static final int ITEM = 96;
    private static final int LABEL = 28;
    private static final int MOST = 30;

    private final MultimodalDataset data;
    private final int item;
    private final List<Relation> relations;

    /**
     * The neighbors by one modality.
     *
     * @param items nearest first, without the item itself
     */
    private record Relation(Modality modality, int[] items, float[] cosines) {

        static Relation of(Graphs graphs, Modality modality, int item) {
            int[] near = graphs.neighbors(Side.ITEM, modality, item);
            int[] others =
                    IntStream.range(0, near.length).filter(n -> near[n] != item).toArray();
            float[] all = graphs.nearest(Side.ITEM, modality).similaritiesOf(item);
            float[] cosines = new float[others.length];
            for (int n = 0; n < others.length; n++) {
                cosines[n] = all[others[n]];
            }
            return new Relation(
                    modality, Arrays.stream(others).map(n -> near[n]).toArray(), cosines);
        }

        boolean contains(int other) {
            return Arrays.stream(items).anyMatch(i -> i == other);
        }

        String cosine(int other) {
            int place = Arrays.stream(items).boxed().toList().indexOf(other);
            return String.format(Locale.ROOT, "%.2f", cosines[place]);
        }
    }

    private Neighborhood(MultimodalDataset data, int item, List<Relation> relations) {
        this.data = data;
        this.item = item;
        this.relations = relations;
    }

    /**
     * By the modalities of a data set that has one or two, in the order of their names.
     *
     * @throws IllegalArgumentException if it has none or more, or there is no such item
     */
    public static Neighborhood of(Graphs graphs, int item) {
        return of(graphs, item, graphs.data().modalities().stream().sorted().toArray(Modality[]::new));
    }

    /**
     * By one or two modalities.
     *
     * @throws IllegalArgumentException if there is no such item or modality, if there are other numbers of modalities, or
     *     more than 30 neighbors, which nobody could read
     */
    public static Neighborhood of(Graphs graphs, int item, Modality... modalities) {
        MultimodalDataset data = graphs.data();
        if (item < 0 || item >= data.items()) {
            throw new IllegalArgumentException(
                    "item " + item + ": expected 0 to " + (data.items() - 1) + " (items of " + data.name() + ")");
        }
        if (modalities.length < 1 || modalities.length > 2) {
            throw new IllegalArgumentException("neighborhood: found " + modalities.length + " modalities "
                    + List.of(modalities) + ", expected one or two; name those to draw");
        }
        List<Relation> relations = new ArrayList<>();
        for (Modality m : modalities) {
            Relation relation = Relation.of(graphs, m, item);
            if (relation.items().length > MOST) {
                throw new IllegalArgumentException("neighborhood: found " + relation.items().length + " neighbors by "
                        + m + ", expected at most " + MOST + ", which can be read; take graphs of a smaller knn.item");
            }
            relations.add(relation);
        }
        return new Neighborhood(data, item, List.copyOf(relations));
    }

    /** The neighbors that all drawn modalities share, in the order of the first. */
    public int[] shared() {
        return Arrays.stream(relations.get(0).items())
                .filter(i -> relations.size() == 2 && relations.get(1).contains(i))
                .toArray();
    }

    private int[] alone(Relation relation) {
        return Arrays.stream(relation.items())
                .filter(i -> Arrays.stream(shared()).noneMatch(s -> s == i))
                .toArray();
    }

    @Override
    public String title() {
        return "Neighbors of " + quoted() + " by "
                + relations.stream().map(r -> r.modality().name()).collect(Collectors.joining(" and "))
                + " features";
    }

    private String quoted() {
        return "\"" + data.catalogue().label(item) + "\"";
    }

    @Override
    public String toSvg() {
        int[] shared = shared();
        int rows = relations.stream().mapToInt(r -> alone(r).length).max().orElse(0);
        int middle = ITEM + 56 + shared.length * SHARED_ROW;
        int height = TOP + Math.max(rows * ROW, middle) + 24;
        double itemY = TOP + ITEM / 2.0;
        Svg svg = new Svg(WIDTH, height, title());
        svg.text(MIDDLE, 30, 15, Anchor.MIDDLE, Palette.INK, Svg.shorten("Neighbors of " + quoted(), 100));
        for (int side = 0; side < relations.size(); side++) {
            Relation relation = relations.get(side);
            int[] alone = alone(relation);
            int x = side == 0 ? LEFT : RIGHT;
            svg.text(x, 66, 13, Anchor.MIDDLE, color(side), heading(relation, alone.length));
            for (int n = 0; n < alone.length; n++) {
                join(svg, side, x, TOP + (n + 0.5) * ROW, itemY, relation.cosine(alone[n]));
            }
            for (int n = 0; n < shared.length; n++) {
                joinShared(svg, side, n, sharedY(n), relation.cosine(shared[n]));
            }
            for (int n = 0; n < alone.length; n++) {
                neighbor(svg, x, TOP + (n + 0.5) * ROW, color(side), alone[n], side);
            }
        }
        for (int n = 0; n < shared.length; n++) {
            node(svg, MIDDLE, sharedY(n), NODE, Palette.INK, shared[n]);
            List<String> lines = Svg.lines(data.catalogue().label(shared[n]), LABEL, 3);
            double last = sharedY(n) + NODE / 2.0 + 15 + 14.4 * (lines.size() - 1);
            svg.lines(MIDDLE, last, 12, Anchor.MIDDLE, lines);
        }
        node(svg, MIDDLE, itemY, ITEM, Palette.INK, item);
        if (relations.size() == 2) {
            svg.text(MIDDLE, 66, 13, Anchor.MIDDLE, Palette.INK, "by both: " + shared.length);
        }

        return svg.document();
    }

    private static double sharedY(int n) {
        return TOP + ITEM + 56 + n * (double) SHARED_ROW + NODE / 2.0;
    }

    private String heading(Relation relation, int alone) {
        return "by " + relation.modality() + " features" + (relations.size() == 1 ? ": " : " alone: ") + alone;
    }

    private String color(int side) {
        return Hues.ofModality(relations.get(side).modality().name());
    }

    private void join(Svg svg, int side, double x, double y, double itemY, String cosine) {
        int towards = side == 0 ? 1 : -1;
        double from = x + towards * NODE / 2.0;
        double to = MIDDLE - towards * ITEM / 2.0;
        double flat = from + towards * 40;
        double bend = (flat + to) / 2;
        svg.stroke(
                "M" + Svg.point(from, y) + "L" + Svg.point(flat, y) + "C" + Svg.point(bend, y) + " "
                        + Svg.point(bend, itemY) + " " + Svg.point(to, itemY),
                color(side),
                1.6,
                false);
        svg.text(from + towards * 6, y - 5, 11, side == 0 ? Anchor.START : Anchor.END, Palette.INK, cosine);
    }

    /** Down a lane of its own, so that no line crosses a picture or a title. */
    private void joinShared(Svg svg, int side, int n, double y, String cosine) {
        int away = side == 0 ? -1 : 1;
        double lane = MIDDLE + away * (112 + 7.0 * n);
        double leave = TOP + ITEM - 8 - 6.0 * n;
        double to = MIDDLE + away * NODE / 2.0;
        svg.stroke(
                "M" + Svg.point(MIDDLE + away * ITEM / 2.0, leave) + "H" + (lane - away * 10) + "Q"
                        + Svg.point(lane, leave) + " " + Svg.point(lane, leave + 10) + "V" + (y - 10) + "Q"
                        + Svg.point(lane, y) + " " + Svg.point(lane - away * 10, y) + "H" + to,
                color(side),
                1.6,
                false);
        svg.text(to + away * 8, y - 5, 11, side == 0 ? Anchor.END : Anchor.START, Palette.INK, cosine);
    }

    private void neighbor(Svg svg, double x, double y, String color, int other, int side) {
        node(svg, x, y, NODE, color, other);
        int away = side == 0 ? -1 : 1;
        Anchor anchor = side == 0 ? Anchor.END : Anchor.START;
        double at = x + away * (NODE / 2.0 + 10);
        List<String> lines = Svg.lines(data.catalogue().label(other), LABEL, 3);
        svg.lines(at, y + 4 + 7.2 * (lines.size() - 1), 12, anchor, lines);
    }

    private void node(Svg svg, double x, double y, int size, String color, int other) {
        Optional<BufferedImage> picture = data.catalogue().picture(other);
        svg.rect(x - size / 2.0, y - size / 2.0, size, size, Tints.pale(Palette.FAINT, 0.15));
        if (picture.isPresent()) {
            svg.image(x - size / 2.0, y - size / 2.0, size, png(picture.get()));
        } else {
            svg.text(x, y + 4, 12, Anchor.MIDDLE, Palette.INK, Integer.toString(other));
        }
        svg.frame(x - size / 2.0, y - size / 2.0, size, size, color, 2);
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(small(image), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /** At most twice as large as it is drawn: a photo as it comes from a camera would make the document large. */
    private static BufferedImage small(BufferedImage image) {
        double factor = 2.0 * ITEM / Math.max(image.getWidth(), image.getHeight());
        if (factor >= 1) {
            return image;
        }
        int width = (int) Math.max(1, Math.round(factor * image.getWidth()));
        int height = (int) Math.max(1, Math.round(factor * image.getHeight()));
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = scaled.createGraphics();
        g.drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        g.dispose();
        return scaled;
    }

    @Override
    public String toString() {
        return title() + "; both: "
                + Arrays.stream(shared()).mapToObj(data.catalogue()::label).collect(Collectors.joining("; "));
    }
}
