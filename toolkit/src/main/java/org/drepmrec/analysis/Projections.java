package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.Side;
import org.drepmrec.model.Representations;
import org.drepmrec.train.TrainedModel;
import smile.manifold.TSNE;
import smile.math.MathEx;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Projects representations to the plane: all selected rows together, so that users and items, or the two
 * representations of one node, can be compared.
 *
 * <p>The result has a row per point: x, y, id, kind (item or user), line, title, method. The same seed gives the same coordinates
 * on one machine.
 */
public final class Projections {

    private static final double PERPLEXITY = 30;
    private static final double LEARNING_RATE = 200;
    private static final int ITERATIONS = 1000;

    /** The column that says how the plane was found. */
    static final String METHOD = "method";

    private final String name;
    private final Representations representations;
    private final ItemCatalogue catalogue;
    private List<Space> spaces;
    private Set<Side> sides = EnumSet.allOf(Side.class);
    private int sample = 1000;
    private long seed = 999;
    private boolean unit;

    private Projections(String name, Representations representations, ItemCatalogue catalogue) {
        this.name = name;
        this.representations = representations;
        this.catalogue = catalogue;
        List<Space> all = Space.of(representations);
        this.spaces = all.size() == 3 ? List.of(Space.BEHAVIOR, Space.MODAL) : List.of(Space.GENERAL);
    }

    /** The representations of a run: behavior and modal if it tells them apart, else the general one. */
    public static Projections of(TrainedModel run) {
        return of(run.name(), run.representations(), run.data().catalogue());
    }

    /** Any representations, such as those of an epoch. */
    public static Projections of(String name, Representations representations, ItemCatalogue catalogue) {
        return new Projections(name, representations, catalogue);
    }

    /** Other representations; they need rows of one size. */
    public Projections spaces(Space... chosen) {
        spaces = List.of(chosen);
        return this;
    }

    /** Items only. */
    public Projections items() {
        sides = EnumSet.of(Side.ITEM);
        return this;
    }

    /** Users only. */
    public Projections users() {
        sides = EnumSet.of(Side.USER);
        return this;
    }

    /** The most items and the most users, drawn at random; 1,000 by default (paper Figure 7). */
    public Projections sample(int most) {
        sample = most;
        return this;
    }

    /** The seed of the sample and of t-SNE's start; 999 by default. */
    public Projections seed(long value) {
        seed = value;
        return this;
    }

    /** Scales every row to length 1 first, so that distances are those of cosines. */
    public Projections unitLength() {
        unit = true;
        return this;
    }

    /** On the two principal components, each turned so that its largest loading is positive. */
    public Table pca() {
        Points points = points();
        points.require(3, "PCA");
        PrincipalPlane plane = PrincipalPlane.fit(points.rows());
        String method = String.format(Locale.ROOT, "PCA, %.0f %% of the variance", 100 * plane.share());
        return table("PCA", method, points, plane.project(points.rows()));
    }

    /** By t-SNE with perplexity 30, at most a fifth of the points, and 1,000 iterations. */
    public Table tsne() {
        Points points = points();
        return tsne(points, Math.min(PERPLEXITY, points.rows().length / 5.0), ITERATIONS);
    }

    /**
     * By t-SNE.
     *
     * @param perplexity about how many neighbors count; below a third of the number of points
     * @throws IllegalArgumentException if it is not
     */
    public Table tsne(double perplexity, int iterations) {
        return tsne(points(), perplexity, iterations);
    }

    private Table tsne(Points points, double perplexity, int iterations) {
        points.require(5, "t-SNE");
        if (!(perplexity > 0) || perplexity >= points.rows().length / 3.0) {
            throw new IllegalArgumentException("perplexity: found " + perplexity + ", expected above 0 and below "
                    + points.rows().length / 3.0 + ", a third of the points");
        }
        MathEx.setSeed(seed);
        String method = String.format(Locale.ROOT, "t-SNE, perplexity %.3g", perplexity);
        return table(
                "t-SNE", method, points, new TSNE(points.rows(), 2, perplexity, LEARNING_RATE, iterations).coordinates);
    }

    /** Chosen rows and where they are from. */
    private record Points(double[][] rows, List<Origin> origins) {
        void require(int least, String method) {
            if (rows.length < least) {
                throw new IllegalArgumentException(
                        method + ": found " + rows.length + " points, expected at least " + least);
            }
        }
    }

    private record Origin(int id, Side side, Space space) {}

    private Points points() {
        List<double[]> rows = new ArrayList<>();
        List<Origin> origins = new ArrayList<>();
        for (Side side : sides) {
            int n = side == Side.ITEM ? representations.items() : representations.users();
            int[] chosen = Samples.of(n, sample, seed);
            for (Space space : spaces) {
                Vectors all = Vectors.of(representations, space, side).subset(chosen);
                rows.addAll(List.of((unit ? all.unit() : all).asDoubles()));
                IntStream.of(chosen).forEach(id -> origins.add(new Origin(id, side, space)));
            }
        }
        if (rows.stream().mapToInt(r -> r.length).distinct().count() > 1) {
            throw new IllegalArgumentException("representations " + spaces
                    + " have rows of different sizes, expected one size; project each alone");
        }
        return new Points(rows.toArray(double[][]::new), origins);
    }

    private Table table(String kind, String method, Points points, double[][] plane) {
        List<Origin> origins = points.origins();
        return Table.create(
                kind + " of " + name,
                DoubleColumn.create("x", IntStream.range(0, plane.length).mapToDouble(r -> plane[r][0])),
                DoubleColumn.create("y", IntStream.range(0, plane.length).mapToDouble(r -> plane[r][1])),
                IntColumn.create("id", origins.stream().mapToInt(Origin::id).toArray()),
                StringColumn.create(
                        "kind", origins.stream().map(o -> o.side().name().toLowerCase(Locale.ROOT))),
                StringColumn.create("line", origins.stream().map(o -> o.space().label())),
                StringColumn.create(
                        "title",
                        origins.stream().map(o -> o.side() == Side.ITEM ? catalogue.label(o.id()) : "user " + o.id())),
                StringColumn.create(METHOD, Collections.nCopies(plane.length, how(method))));
    }

    private String how(String method) {
        return method + (unit ? ", of rows scaled to length 1" : ", of rows as they are");
    }
}
