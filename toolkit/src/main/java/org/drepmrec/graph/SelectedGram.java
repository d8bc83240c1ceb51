package org.drepmrec.graph;

import java.util.Arrays;
import org.drepmrec.sparse.Csr;
import org.drepmrec.sparse.Parallel;

/** Products W G W<sup>T</sup> of a few rows of W from a Gram matrix that is held. */
final class SelectedGram {

    private static final int STRIP = 512;

    private SelectedGram() {}

    static void fill(float[][] g, Csr w, int[] which, float[] out) {
        int n = which.length;
        Csr chosen = choose(w, which);
        int[] used = usedColumns(chosen);
        int[] place = new int[w.cols()];
        for (int j = 0; j < used.length; j++) {
            place[used[j]] = j;
        }
        float[] strip = new float[used.length * Math.min(STRIP, n)];
        for (int first = 0; first < n; first += STRIP) {
            int from = first;
            int width = Math.min(STRIP, n - first);
            Parallel.forRanges(used.length, 64, (a, b) -> {
                for (int j = a; j < b; j++) {
                    gather(g[used[j]], chosen, from, width, strip, j * width);
                }
            });
            Parallel.forRanges(n, 64, (a, b) -> {
                for (int r = a; r < b; r++) {
                    int o = r * n + from;
                    for (int e = chosen.start(r); e < chosen.start(r + 1); e++) {
                        addScaled(chosen.value(e), strip, place[chosen.column(e)] * width, out, o, width);
                    }
                }
            });
        }
    }

    private static Csr choose(Csr w, int[] which) {
        int[] start = new int[which.length + 1];
        for (int b = 0; b < which.length; b++) {
            start[b + 1] = start[b] + w.degree(which[b]);
        }
        int[] column = new int[start[which.length]];
        float[] value = new float[column.length];
        for (int b = 0; b < which.length; b++) {
            int e = w.start(which[b]);
            for (int k = start[b]; k < start[b + 1]; k++, e++) {
                column[k] = w.column(e);
                value[k] = w.value(e);
            }
        }
        return Csr.wrap(which.length, w.cols(), start, column, value);
    }

    private static int[] usedColumns(Csr chosen) {
        boolean[] used = new boolean[chosen.cols()];
        for (int e = 0; e < chosen.nonZeros(); e++) {
            used[chosen.column(e)] = true;
        }
        int[] columns = new int[chosen.nonZeros()];
        int size = 0;
        for (int c = 0; c < used.length; c++) {
            if (used[c]) {
                columns[size++] = c;
            }
        }
        return Arrays.copyOf(columns, size);
    }

    private static void gather(float[] line, Csr w, int from, int width, float[] out, int at) {
        for (int r = 0; r < width; r++) {
            float sum = 0f;
            for (int e = w.start(from + r); e < w.start(from + r + 1); e++) {
                sum += w.value(e) * line[w.column(e)];
            }
            out[at + r] = sum;
        }
    }

    private static void addScaled(float a, float[] x, int xo, float[] y, int yo, int d) {
        for (int j = 0; j < d; j++) {
            y[yo + j] += a * x[xo + j];
        }
    }
}
