package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * The largest products of some rows with the rows of another matrix, found where the matrices lie: only they are copied to
 * Java.
 *
 * @param products B x K, row-major, each row descending; equal ones in any order
 * @param columns the rows of the other matrix that they belong to
 */
public record TopProducts(float[] products, int[] columns) {

    /** Products of excluded pairs lie below half of it. All others must lie above. */
    public static final float EXCLUDED = -3e38f;

    /**
     * Multiplies and ranks on a backend that {@linkplain Backend#staysOnDevice stays on its device}.
     *
     * @param rows all rows of the first matrix
     * @param wanted B row numbers of it
     * @param others the other matrix, N rows
     * @param excluded for each of the B rows, rows of the other matrix that rank last, each once
     * @param k K, at most N
     */
    public static TopProducts of(Tape tape, NDArray rows, int[] wanted, NDArray others, int[][] excluded, int k) {
        int n = Math.toIntExact(others.getShape().get(0));
        NDArray all = tape.backend().product(tape.gather(rows, wanted), false, others, true);
        int[] places = places(excluded, n);
        if (places.length > 0) {
            NDArray low = tape.manager().full(new Shape(places.length, 1), EXCLUDED);
            NDArray mask = tape.rows().scatterAdd(low, places, wanted.length * n);
            all = all.add(mask.reshape(wanted.length, n));
        }
        NDList best = tape.backend().kernels().best(all, k);
        return new TopProducts(
                best.get(0).toFloatArray(),
                best.get(1).toType(DataType.INT32, false).toIntArray());
    }

    private static int[] places(int[][] excluded, int n) {
        int[] all = new int[Arrays.stream(excluded).mapToInt(e -> e.length).sum()];
        int at = 0;
        for (int b = 0; b < excluded.length; b++) {
            for (int column : excluded[b]) {
                all[at++] = Math.addExact(Math.multiplyExact(b, n), column);
            }
        }
        return all;
    }
}
