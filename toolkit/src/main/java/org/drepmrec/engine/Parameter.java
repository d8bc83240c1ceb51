package org.drepmrec.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** A named trainable array. Its values change in place with each optimizer step. */
public final class Parameter {

    private final String name;
    private final Backend backend;
    private final NDArray value;

    Parameter(String name, Backend backend, NDArray value) {
        this.name = name;
        this.backend = backend;
        this.value = value;
    }

    /** The name, unique within a model. */
    public String name() {
        return name;
    }

    /** The current values; owned by the model. */
    public NDArray value() {
        return value;
    }

    /** The shape. */
    public Shape shape() {
        return value.getShape();
    }

    /** The current values, copied, row-major. */
    public float[] toFloats() {
        return backend.toFloats(value);
    }

    /** The current values with their shape, copied. */
    public ParameterValues values() {
        return new ParameterValues(Math.toIntExact(shape().get(0)), Math.toIntExact(shape().get(1)), toFloats());
    }

    /**
     * Overwrites the values.
     *
     * @throws IllegalArgumentException if the count of numbers differs
     */
    public void set(float[] values) {
        if (values.length != value.size()) {
            throw new IllegalArgumentException("parameter " + name + " of shape " + shape() + ": found " + values.length
                    + " numbers, expected " + value.size());
        }
        value.set(values);
    }

    @Override
    public String toString() {
        return name + shape();
    }
}
