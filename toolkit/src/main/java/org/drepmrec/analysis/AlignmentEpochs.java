package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.analysis.Svg.Anchor;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Representations;
import org.drepmrec.train.EpochRecord;
import org.drepmrec.train.TrainingListener;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How the behavior and the modal representations of the same items, or users, come together over the epochs of a training:
 * each node twice, joined by a line, on axes that are the same for all epochs. Representations are scaled to length 1, as
 * alignment compares them, and lie on the two principal components of all epochs together.
 *
 * <pre>{@code
 * var epochs = AlignmentEpochs.items(data, 60).add("untrained", Untrained.of(model, 999));
 * Trainer.builder(model).listener(epochs).seed(999).build().fit();
 * epochs
 * }</pre>
 *
 * <p>The SVG shows the first state, one in the middle and the last; a notebook that runs has a slider instead. For one training at a time.
 */
public final class AlignmentEpochs implements TrainingListener, Picture {

    /** The most frames of a slider; of more epochs, some evenly chosen ones with the first and the last. */
    private static final int MOST_FRAMES = 60;

    private static final List<Space> LINES = List.of(Space.BEHAVIOR, Space.MODAL);
    private static final long SEED = 999;
    private static final int LEFT = 62;
    private static final int TOP = 78;
    private static final int PLOT = 480;

    /** Of three panels side by side. */
    private static final int SMALL = 270;

    private static final int GAP = 18;

    private final MultimodalDataset data;
    private final Side side;
    private final int[] nodes;
    private final List<Epoch> epochs = new ArrayList<>();
    private String model = "";

    /**
     * What was recorded of an epoch.
     *
     * @param lines the unit vectors of behavior, then of modal
     * @param distance the mean of 1 - cos(behavior, modal) over the nodes
     * @param trained whether it is an epoch of a training
     */
    private record Epoch(String name, List<double[][]> lines, double distance, boolean trained) {}

    /**
     * An epoch in the picture.
     *
     * @param name such as {@code epoch 3: mean 1 − cos = 0.412}
     * @param behavior a row per node with its x and y in pixels
     * @param modal likewise
     */
    public record Frame(String name, double[][] behavior, double[][] modal) {}

    private AlignmentEpochs(MultimodalDataset data, Side side, int most) {
        this.data = data;
        this.side = side;
        this.nodes = Samples.of(side.nodes(data), most, SEED);
    }

    /** Follows some items, drawn at random. */
    public static AlignmentEpochs items(MultimodalDataset data, int most) {
        return of(data, Side.ITEM, most);
    }

    /** Follows some users, drawn at random. */
    public static AlignmentEpochs users(MultimodalDataset data, int most) {
        return of(data, Side.USER, most);
    }

    private static AlignmentEpochs of(MultimodalDataset data, Side side, int most) {
        if (most < 2 || most > 500) {
            throw new IllegalArgumentException(
                    "alignment over epochs: found " + most + " " + side.plural() + ", expected 2 to 500");
        }
        return new AlignmentEpochs(data, side, most);
    }

    @Override
    public void started(Recommender trained, int most) {
        epochs.removeIf(Epoch::trained);
        model = trained.name();
    }

    @Override
    public void epochDone(EpochRecord epoch, OpenModel open, Representations representations) {
        record("epoch " + epoch.number(), representations, true);
    }

    /**
     * Adds a state of the model that is no epoch of a training, such as {@link Untrained}.
     *
     * @throws IllegalArgumentException if the model does not expose both lines, or they have different sizes
     */
    public AlignmentEpochs add(String name, Representations r) {
        record(name, r, false);
        return this;
    }

    private void record(String name, Representations r, boolean trained) {
        List<Vectors> lines = LINES.stream()
                .map(space -> Vectors.of(r, space, side).subset(nodes))
                .toList();
        if (lines.get(0).size() != lines.get(1).size()) {
            throw new IllegalArgumentException(
                    "alignment over epochs: behavior rows have " + lines.get(0).size() + " numbers, modal rows "
                            + lines.get(1).size() + ", expected one size");
        }
        double distance = IntStream.range(0, nodes.length)
                .mapToDouble(n -> 1 - lines.get(0).cosine(n, lines.get(1), n))
                .average()
                .orElseThrow();
        epochs.add(new Epoch(name, lines.stream().map(v -> v.unit().asDoubles()).toList(), distance, trained));
    }

    /** A row per recorded state: its name, and the mean of 1 - cos(behavior, modal) over the nodes that are followed. */
    public Table table() {
        return Table.create(
                title(),
                StringColumn.create("state", epochs.stream().map(Epoch::name)),
                DoubleColumn.create("distance", epochs.stream().mapToDouble(Epoch::distance)));
    }

    @Override
    public String title() {
        String of = nodes.length + " " + side.plural() + " of " + data.name();
        return (model.isEmpty() ? "" : model + ": ") + "behavior and modal representations of " + of;
    }

    /** The frames of a slider, positions in pixels of {@link #lastSvg()}, which shows the last one. */
    public List<Frame> frames() {
        return drawn().frames();
    }

    /**
     * The chosen epochs in their plane.
     *
     * @param share of the variance that lies in the plane
     */
    private record Drawn(List<Frame> frames, double share) {}

    private Drawn drawn() {
        if (epochs.isEmpty()) {
            throw new IllegalStateException("alignment over epochs: 0 epochs recorded, expected at least 1; pass it to"
                    + " Trainer.builder(model).listener(...) and train");
        }
        int n = Math.min(MOST_FRAMES, epochs.size());
        List<Epoch> some = IntStream.range(0, n)
                .mapToObj(f -> epochs.get(n == 1 ? 0 : (int) Math.round(f * (epochs.size() - 1.0) / (n - 1))))
                .toList();
        PrincipalPlane plane = PrincipalPlane.fit(some.stream()
                .flatMap(e -> e.lines().stream())
                .flatMap(Arrays::stream)
                .toArray(double[][]::new));
        List<List<double[][]>> flat = some.stream()
                .map(e -> e.lines().stream().map(plane::project).toList())
                .toList();
        double reach = Math.max(
                1e-9,
                flat.stream()
                        .flatMap(List::stream)
                        .flatMap(Arrays::stream)
                        .flatMapToDouble(Arrays::stream)
                        .map(Math::abs)
                        .max()
                        .orElse(1));

        List<Frame> frames = IntStream.range(0, n)
                .mapToObj(f -> new Frame(
                        caption(some.get(f)),
                        pixels(flat.get(f).get(0), reach),
                        pixels(flat.get(f).get(1), reach)))
                .toList();
        return new Drawn(frames, plane.share());
    }

    private static String caption(Epoch epoch) {
        return String.format(Locale.ROOT, "%s: mean 1 \u2212 cos = %.3f", epoch.name(), epoch.distance());
    }

    private static double[][] pixels(double[][] plane, double reach) {
        return Arrays.stream(plane)
                .map(p -> new double[] {
                    LEFT + PLOT / 2.0 * (1 + p[0] / reach * 0.95), TOP + PLOT / 2.0 * (1 - p[1] / reach * 0.95)
                })
                .toArray(double[][]::new);
    }

    /** The first state, one in the middle and the last, side by side, on the same axes. */
    @Override
    public String toSvg() {
        List<Frame> all = frames();
        int last = all.size() - 1;
        int[] shown = IntStream.of(0, last / 2, last).distinct().toArray();
        Svg svg = new Svg(LEFT + shown.length * (SMALL + GAP) + 90, TOP + SMALL + 56, title());
        svg.text(24, 28, 16, Anchor.START, Palette.INK, title());
        for (int k = 0; k < shown.length; k++) {
            panel(svg, all.get(shown[k]), LEFT + k * (SMALL + GAP), SMALL);
        }
        axes(svg, LEFT, shown.length * (SMALL + GAP) - GAP, SMALL);
        legend(svg, LEFT + shown.length * (SMALL + GAP));
        return svg.document();
    }

    /** The last state alone, larger: its points are where {@link #frames} say. */
    public String lastSvg() {
        List<Frame> all = frames();
        Svg svg = new Svg(LEFT + PLOT + 150, TOP + PLOT + 56, title());
        svg.text(24, 28, 16, Anchor.START, Palette.INK, title());
        panel(svg, all.get(all.size() - 1), LEFT, PLOT);
        axes(svg, LEFT, PLOT, PLOT);
        legend(svg, LEFT + PLOT + 22);
        return svg.document();
    }

    private void panel(Svg svg, Frame frame, int left, int size) {
        svg.line(left + size / 2.0, TOP, left + size / 2.0, TOP + size, Palette.GRID, 1);
        svg.line(left, TOP + size / 2.0, left + size, TOP + size / 2.0, Palette.GRID, 1);
        svg.frame(left, TOP, size, size, Palette.INK, 1);
        svg.begin("epoch");
        svg.text(left, TOP - 14.0, size == PLOT ? 14 : 12, Anchor.START, Palette.INK, frame.name());
        svg.end();
        double[][] behavior = moved(frame.behavior(), left, size);
        double[][] modal = moved(frame.modal(), left, size);
        svg.begin("links");
        for (int n = 0; n < nodes.length; n++) {
            svg.line(behavior[n][0], behavior[n][1], modal[n][0], modal[n][1], Palette.FAINT, 0.7);
        }
        svg.end();
        points(svg, Space.BEHAVIOR, behavior);
        points(svg, Space.MODAL, modal);
    }

    private static double[][] moved(double[][] pixels, int left, int size) {
        double scale = size / (double) PLOT;
        return Arrays.stream(pixels)
                .map(p -> new double[] {left + (p[0] - LEFT) * scale, TOP + (p[1] - TOP) * scale})
                .toArray(double[][]::new);
    }

    private void axes(Svg svg, int left, int width, int height) {
        svg.text(
                left + width / 2.0,
                TOP + height + 24,
                13,
                Anchor.MIDDLE,
                Palette.INK,
                String.format(
                        Locale.ROOT,
                        "principal component 1 (with 2: %.0f %% of the variance of all epochs; rows of length 1)",
                        100 * drawn().share()));
        svg.turned(left - 16, TOP + height / 2.0, 13, Anchor.MIDDLE, -90, "principal component 2");
    }

    private void points(Svg svg, Space space, double[][] at) {
        svg.begin(space.label());
        for (int n = 0; n < nodes.length; n++) {
            svg.dot(at[n][0], at[n][1], Tints.of(space), label(nodes[n]) + ", " + space.label());
        }
        svg.end();
    }

    private static void legend(Svg svg, double left) {
        for (int line = 0; line < LINES.size(); line++) {
            double y = TOP + 14 + line * 24.0;
            svg.dot(left, y, Tints.of(LINES.get(line)), "");
            svg.text(
                    left + 12,
                    y + 5,
                    13,
                    Anchor.START,
                    Palette.INK,
                    LINES.get(line).label());
        }
    }

    private String label(int node) {
        return side == Side.ITEM ? data.catalogue().label(node) : "user " + node;
    }

    @Override
    public String toString() {
        return title() + ": "
                + (epochs.isEmpty()
                        ? "nothing recorded"
                        : Stream.of(epochs.get(0), epochs.get(epochs.size() - 1))
                                .distinct()
                                .map(AlignmentEpochs::caption)
                                .toList());
    }
}
