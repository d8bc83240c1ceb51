package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Side;
import org.drepmrec.model.Representations;
import org.drepmrec.sparse.Csr;
import org.drepmrec.train.TrainedModel;

/** A space in which all items lie, a representation or the raw features of a modality: who is near whom, and a plane to see it. */
public final class ItemSpace {

    private static final double PERPLEXITY = 30;

    /** As many as t-SNE with that perplexity looks at. */
    private static final int NEAREST = 90;

    private final String label;
    private final String color;
    private final boolean learned;
    private final Vectors unit;
    private final int[][] near;
    private final float[][] cosines;

    private ItemSpace(String label, String color, boolean learned, Vectors rows) {
        this.label = label;
        this.color = color;
        this.learned = learned;
        this.unit = rows.unit();
        int n = rows.rows();
        this.near = unit.nearest(IntStream.range(0, n).toArray(), Math.min(NEAREST, n - 1));
        this.cosines = IntStream.range(0, n)
                .parallel()
                .mapToObj(i -> cosines(unit, i, near[i]))
                .toArray(float[][]::new);
    }

    private static float[] cosines(Vectors unit, int item, int... others) {
        float[] cosines = new float[others.length];
        for (int k = 0; k < cosines.length; k++) {
            cosines[k] = (float) Math.max(-1, Math.min(1, unit.dot(item, unit, others[k])));
        }
        return cosines;
    }

    /**
     * The spaces of some items, that of the behavior line first: the lines of a run, then the raw features of each modality. Item k
     * of a space is {@code items[k]} of the data.
     *
     * @param items at least two numbers of items, each once
     * @throws IllegalStateException if the model computes its scores and has no representations
     */
    public static List<ItemSpace> of(TrainedModel run, int... items) {
        Representations lines = run.representations();
        List<ItemSpace> all = new ArrayList<>();
        Stream.of(Space.BEHAVIOR, Space.MODAL, Space.GENERAL)
                .filter(Space.of(lines)::contains)
                .forEach(s -> all.add(new ItemSpace(
                        s.label(),
                        Tints.of(s),
                        true,
                        Vectors.of(lines, s, Side.ITEM).subset(items))));
        run.data()
                .modalities()
                .forEach(m -> all.add(new ItemSpace(
                        "raw " + m,
                        Hues.ofModality(m.name()),
                        false,
                        Vectors.of(run.data().features(m)).subset(items))));
        return all;
    }

    /** Such as {@code behavior} or {@code raw visual}. */
    public String label() {
        return label;
    }

    /** The color of the representation or of the modality in all charts, such as {@code #0072b2}. */
    public String color() {
        return color;
    }

    /** Whether it is a representation of the model; otherwise the features of a modality. */
    public boolean isLearned() {
        return learned;
    }

    /** The k nearest other items by cosine, nearest first; all others, or 90, if there are no more. */
    public int[] nearest(int item, int k) {
        return Arrays.copyOf(near[item], Math.min(k, near[item].length));
    }

    /** The cosine with each of {@link #nearest}, from -1 to 1; 0 if a vector is 0. */
    public float[] cosines(int item, int k) {
        return Arrays.copyOf(cosines[item], Math.min(k, near[item].length));
    }

    /** On the two principal components of the rows scaled to length 1. */
    public ItemPlane pca() {
        double[][] rows = unit.asDoubles();
        if (unit.size() == 1) {
            // A second component that does not vary.
            rows = Arrays.stream(rows).map(row -> Arrays.copyOf(row, 2)).toArray(double[][]::new);
        }
        PrincipalPlane plane = PrincipalPlane.fit(rows);
        String how = String.format(
                Locale.ROOT,
                "The two principal components of the %s vectors, scaled to length 1, with %.0f %% of their variance.",
                label,
                100 * plane.share());
        return new ItemPlane("PCA", how, plane.project(rows));
    }

    /**
     * By Barnes-Hut t-SNE with perplexity 30, less where there are fewer than 91 items.
     *
     * @param start where the items start, N x 2; the same start for several spaces makes their planes comparable
     */
    public ItemPlane tsne(double[][] start) {
        double perplexity = Math.min(PERPLEXITY, near[0].length / 3.0);
        Csr affinities = BarnesHutTsne.affinities(near, cosines, perplexity);
        String how = String.format(
                Locale.ROOT,
                "t-SNE of the %s vectors, perplexity %.0f: what is near is alike; far distances and directions say little.",
                label,
                perplexity);
        return new ItemPlane("t-SNE", how, BarnesHutTsne.layout(affinities, start));
    }
}
