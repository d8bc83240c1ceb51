package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.drepmrec.sparse.Csr;

/**
 * X + A X + ... + A<sup>L</sup> X as one operator on the host. Its adjoint in Horner's form: H = G, then L times
 * H = G + A<sup>T</sup> H.
 */
final class LayerSum {

    private final Csr a;
    private final Csr transpose;
    private final Var x;
    private final int layers;
    private final int d;
    private final Tape tape;
    private final Transfer transfer;

    private LayerSum(Csr a, Csr transpose, Var x, int layers) {
        this.a = a;
        this.transpose = transpose;
        this.x = x;
        this.layers = layers;
        this.d = x.cols();
        this.tape = x.tape();
        this.transfer = tape.backend().transfer();
    }

    /** The sum, all of it or only the rows that are asked for. */
    static Var of(Csr a, Csr transpose, Var x, int layers) {
        LayerSum sum = new LayerSum(a, transpose, x, layers);
        x.materialize();
        return Deferred.var(
                x.tape(), new Shape(a.rows(), x.cols()), () -> sum.compute(null), index -> sum.compute(index), x);
    }

    /** Rows by number; null for all. */
    private Var compute(int... index) {
        Csr last = index == null ? a : a.selectRows(index);
        return tape.record(forward(last, index), g -> x.accumulate(backward(last, index, g)), x);
    }

    private NDArray forward(Csr last, int... index) {
        List<float[][]> known = new ArrayList<>();
        known.add(transfer.toHost(x.value()));
        for (int l = 1; l < layers; l++) {
            float[][] next = transfer.scratch(a.rows(), d);
            a.multiply(known.get(l - 1), d, (r, sum) -> System.arraycopy(sum, 0, next[r], 0, d));
            known.add(next);
        }
        NDArray result = tape.create(
                last.rows(),
                d,
                sink -> last.multiply(known.get(layers - 1), d, (r, sum) -> {
                    for (float[][] layer : known) {
                        add(layer[index == null ? r : index[r]], sum);
                    }
                    sink.accept(r, sum);
                }));
        known.forEach(transfer::giveBack);
        return result;
    }

    private NDArray backward(Csr last, int[] index, NDArray gradient) {
        float[][] g = transfer.toHost(gradient);
        float[][] ofRow = index == null ? g : spread(g, index);
        Csr first = index == null ? transpose : last.transpose();
        float[][] h = g;
        for (int l = 1; l < layers; l++) {
            float[][] before = h;
            float[][] next = transfer.scratch(a.cols(), d);
            (l == 1 ? first : transpose).multiply(before, d, (r, sum) -> {
                addIfAny(ofRow[r], sum);
                System.arraycopy(sum, 0, next[r], 0, d);
            });
            if (before != g) {
                transfer.giveBack(before);
            }
            h = next;
        }
        float[][] before = h;
        NDArray result =
                tape.create(a.cols(), d, sink -> (layers == 1 ? first : transpose).multiply(before, d, (r, sum) -> {
                    addIfAny(ofRow[r], sum);
                    sink.accept(r, sum);
                }));
        if (before != g) {
            transfer.giveBack(before);
        }
        transfer.giveBack(g);
        return result;
    }

    /** Row index[b] is row b of g; rows named more than once are added up in new arrays, the others are null. */
    private float[][] spread(float[][] g, int... index) {
        float[][] all = new float[a.rows()][];
        for (int b = 0; b < index.length; b++) {
            float[] there = all[index[b]];
            if (there != null) {
                float[] sum = there.clone();
                add(g[b], sum);
                all[index[b]] = sum;
            } else {
                all[index[b]] = g[b];
            }
        }
        return all;
    }

    private static void addIfAny(float[] row, float[] sum) {
        if (row != null) {
            add(row, sum);
        }
    }

    private static void add(float[] row, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += row[j];
        }
    }
}
