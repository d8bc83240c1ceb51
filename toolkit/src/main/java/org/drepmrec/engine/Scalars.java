package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.HashMap;
import java.util.Map;

/**
 * Operators of an array and a number of Java. PyTorch makes an array of the number first, which on a device costs a copy
 * that waits for everything before it; there, each number is copied once and kept.
 */
public final class Scalars implements AutoCloseable {

    /** More than the constants of a model; what is left out is copied each time. */
    private static final int MOST_KEPT = 4096;

    private final NDManager manager;
    private final Map<Float, NDArray> kept = new HashMap<>();

    /** Of arrays. */
    private Scalars(NDManager manager) {
        this.manager = manager;
    }

    /** Numbers as the engine takes them. */
    static Scalars direct() {
        return new Scalars(null);
    }

    /** Numbers as arrays of a manager, which is closed with this. */
    static Scalars kept(NDManager manager) {
        return new Scalars(manager);
    }

    /** Frees the kept numbers. */
    @Override
    public void close() {
        kept.clear();
        if (manager != null) {
            manager.close();
        }
    }

    private NDArray array(float number) {
        if (kept.size() >= MOST_KEPT && !kept.containsKey(number)) {
            return manager.create(number);
        }
        return kept.computeIfAbsent(number, manager::create);
    }

    /** x f. */
    public NDArray times(NDArray x, double f) {
        return manager == null ? x.mul((float) f) : x.mul(array((float) f));
    }

    /** x / f. */
    public NDArray divided(NDArray x, double f) {
        return manager == null ? x.div((float) f) : x.div(array((float) f));
    }

    /** f / x. */
    public NDArray over(double f, NDArray x) {
        if (manager == null) {
            return x.getNDArrayInternal().rdiv((float) f);
        }
        NDArray result = array((float) f).div(x);
        result.attach(x.getManager());
        return result;
    }

    /** x + f. */
    public NDArray plus(NDArray x, double f) {
        return manager == null ? x.add((float) f) : x.add(array((float) f));
    }

    /** The larger of x and f. */
    public NDArray atLeast(NDArray x, double f) {
        return manager == null ? x.maximum((float) f) : x.maximum(array((float) f));
    }

    /** 1 where x is above f, else 0. */
    public NDArray above(NDArray x, double f) {
        NDArray is = manager == null ? x.gt((float) f) : x.gt(array((float) f));
        return is.toType(DataType.FLOAT32, false);
    }
}
