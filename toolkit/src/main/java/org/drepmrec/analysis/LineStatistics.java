package org.drepmrec.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Side;
import org.drepmrec.model.Representations;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Numbers about a model's representations and how its two lines relate. */
public final class LineStatistics {

    private LineStatistics() {}

    /**
     * The mean of 1 - cos(behavior, modal) over all users or all items (paper Figure 6); a zero vector counts as 1.
     *
     * @throws IllegalArgumentException if the model does not expose both lines
     */
    public static double distance(Representations r, Side side) {
        return Moments.mean(distances(r, side));
    }

    /** The values behind {@link #distance}, one per user or item. */
    public static double[] distances(Representations r, Side side) {
        Vectors behavior = Vectors.of(r, Space.BEHAVIOR, side);
        Vectors modal = Vectors.of(r, Space.MODAL, side);
        if (behavior.size() != modal.size()) {
            throw new IllegalArgumentException("behavior rows have " + behavior.size() + " numbers, modal rows "
                    + modal.size() + ", expected one size: cosines need vectors of one space");
        }
        return IntStream.range(0, behavior.rows())
                .mapToDouble(n -> 1 - behavior.cosine(n, modal, n))
                .toArray();
    }

    /** Euclidean norms: a row per line and kind with mean, standard deviation, least, median and greatest norm. */
    public static Table norms(Representations r) {
        Table table =
                Table.create("Norms of representations", StringColumn.create("line"), StringColumn.create("kind"));
        for (String name : new String[] {"mean", "sd", "least", "median", "greatest"}) {
            table.addColumns(DoubleColumn.create(name));
        }
        for (Space space : Space.of(r)) {
            for (Side side : Side.values()) {
                double[] norms = Vectors.of(r, space, side).norms();
                Arrays.sort(norms);
                int n = norms.length;
                table.stringColumn("line").append(space.label());
                table.stringColumn("kind").append(kind(side));
                table.doubleColumn("mean").append(Moments.mean(norms));
                table.doubleColumn("sd").append(Moments.deviation(norms));
                table.doubleColumn("least").append(norms[0]);
                table.doubleColumn("median").append((norms[(n - 1) / 2] + norms[n / 2]) / 2);
                table.doubleColumn("greatest").append(norms[n - 1]);
            }
        }
        return table;
    }

    /** The norm of every row of one representation: id, norm. For {@link Plots#histogram}. */
    public static Table normsOf(Representations r, Space space, Side side) {
        double[] norms = Vectors.of(r, space, side).norms();
        return Table.create(
                "Norms of " + space.label() + " representations of " + kind(side) + "s",
                IntColumn.create("id", IntStream.range(0, norms.length).toArray()),
                DoubleColumn.create("norm", norms));
    }

    /**
     * Alignment: the mean squared distance between the unit vectors of the user and the item of an interaction; 0 to 4,
     * small is close (Wang and Isola 2020, with exponent 2).
     */
    public static double alignment(Representations r, Space space, Interactions pairs) {
        Vectors users = Vectors.of(r, space, Side.USER);
        Vectors items = Vectors.of(r, space, Side.ITEM);
        return IntStream.range(0, pairs.size())
                .mapToDouble(p -> users.squaredUnitDistance(pairs.user(p), items, pairs.item(p)))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * Uniformity: the logarithm of the mean of exp(-2 |x - y|^2) over random pairs of unit vectors; 0 if all are one point,
     * small is spread out, at the least -8 (Wang and Isola 2020, with t = 2).
     *
     * @param pairs the number of pairs drawn
     */
    public static double uniformity(Representations r, Space space, Side side, int pairs, long seed) {
        Vectors all = Vectors.of(r, space, side);
        return Math.log(Arrays.stream(Samples.pairs(all.rows(), pairs, seed))
                .mapToDouble(p -> Math.exp(-2 * all.squaredUnitDistance(p[0], all, p[1])))
                .average()
                .orElse(Double.NaN));
    }

    private static String kind(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }
}
