package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Creates a model's parameters and constants on a backend and frees them together.
 *
 * <p>Random values are drawn in Java from a seed, so that they are the same on every engine and device. Each parameter
 * has a generator of its own, derived from the seed and its name: adding one does not change the others.
 */
public final class ParameterStore implements AutoCloseable {

    private final Backend backend;
    private final NDManager manager;
    private final long seed;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    /** A store without parameters. */
    public ParameterStore(Backend backend, long seed) {
        this.backend = backend;
        this.manager = backend.manager().newSubManager();
        this.seed = seed;
    }

    /** The backend that holds the arrays. */
    public Backend backend() {
        return backend;
    }

    /** The manager that owns them. */
    public NDManager manager() {
        return manager;
    }

    /** All parameters in the order of their creation. */
    public List<Parameter> parameters() {
        return Collections.unmodifiableList(new ArrayList<>(parameters.values()));
    }

    /** Xavier uniform, U(±sqrt(6 / (rows + cols))), rows x cols. */
    public Parameter xavierUniform(String name, int rows, int cols) {
        return uniform(name, rows, cols, Math.sqrt(6.0 / (rows + cols)));
    }

    /** Xavier normal, N(0, 2 / (rows + cols)), rows x cols. */
    public Parameter xavierNormal(String name, int rows, int cols) {
        return normal(name, rows, cols, Math.sqrt(2.0 / (rows + cols)));
    }

    /** Zeros, rows x cols. */
    public Parameter zeros(String name, int rows, int cols) {
        return create(name, new float[Math.multiplyExact(rows, cols)], new Shape(rows, cols));
    }

    /** N(0, deviation²), rows x cols. */
    public Parameter normal(String name, int rows, int cols, double deviation) {
        return create(name, normalValues(name, rows * cols, deviation), new Shape(rows, cols));
    }

    /** U(±bound), rows x cols. With bound 1/sqrt(rows) this is a linear layer's default for weights. */
    public Parameter uniform(String name, int rows, int cols, double bound) {
        return create(name, uniformValues(name, rows * cols, bound), new Shape(rows, cols));
    }

    /** A row vector (1 x cols) of U(±bound). */
    public Parameter uniformRow(String name, int cols, double bound) {
        return uniform(name, 1, cols, bound);
    }

    /**
     * A user table and an item table, each Xavier uniform with its own bound, stacked to (users + items) x d: the ID
     * embeddings of graph models.
     */
    public Parameter xavierTables(String name, int users, int items, int d) {
        float[] u = uniformValues(name + ".users", users * d, Math.sqrt(6.0 / (users + d)));
        float[] i = uniformValues(name + ".items", items * d, Math.sqrt(6.0 / (items + d)));
        return stacked(name, u, i, d);
    }

    /**
     * A user table of N(0, ofUsers²) and an item table of N(0, ofItems²), stacked to (users + items) x d.
     *
     * @param ofUsers standard deviation of the users' numbers
     * @param ofItems standard deviation of the items' numbers
     */
    public Parameter normalTables(String name, int users, int items, int d, double ofUsers, double ofItems) {
        float[] u = normalValues(name + ".users", users * d, ofUsers);
        return stacked(name, u, normalValues(name + ".items", items * d, ofItems), d);
    }

    private Parameter stacked(String name, float[] u, float[] i, int d) {
        float[] both = Arrays.copyOf(u, u.length + i.length);
        System.arraycopy(i, 0, both, u.length, i.length);
        return create(name, both, new Shape(both.length / d, d));
    }

    /** Rows of a softmax over N(0, deviation²), rows x cols: positive weights that sum to 1 in each row. */
    public Parameter softmaxRows(String name, int rows, int cols, double deviation) {
        float[] w = normalValues(name, rows * cols, deviation);
        for (int from = 0; from < w.length; from += cols) {
            double sum = 0;
            for (int k = from; k < from + cols; k++) {
                sum += Math.exp(w[k]);
            }
            for (int k = from; k < from + cols; k++) {
                w[k] = (float) (Math.exp(w[k]) / sum);
            }
        }
        return create(name, w, new Shape(rows, cols));
    }

    /** A parameter with given values, row-major. */
    public Parameter create(String name, float[] values, Shape shape) {
        if (parameters.containsKey(name)) {
            throw new IllegalArgumentException("parameter " + name + " exists already");
        }
        Parameter parameter = new Parameter(name, backend, backend.create(manager, values, shape));
        parameters.put(name, parameter);
        return parameter;
    }

    /** A constant array with the life of the parameters. */
    public NDArray constant(float[] values, Shape shape) {
        return backend.create(manager, values, shape);
    }

    /** {@code n} numbers drawn as U(±bound) under a name. */
    public float[] uniformValues(String name, int n, double bound) {
        SplittableRandom random = RandomStreams.of(seed, name);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        return values;
    }

    /** {@code n} numbers drawn as N(0, deviation²) under a name. */
    public float[] normalValues(String name, int n, double deviation) {
        SplittableRandom random = RandomStreams.of(seed, name);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    /** Frees all parameters and constants. */
    @Override
    public void close() {
        manager.close();
    }
}
