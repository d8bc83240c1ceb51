package org.drepmrec.model;

import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Var;

/**
 * A linear layer, x W + b: rows are multiplied from the right.
 *
 * @param weight W, in x out
 * @param bias b, 1 x out
 */
public record Linear(Parameter weight, Parameter bias) {

    /** How weights or a bias start. */
    public enum Start {
        /** U(±1/√in), PyTorch's default for linear layers, which MMRec uses by default. */
        LINEAR,
        /** U(±sqrt(6 / (in + out))). */
        XAVIER_UNIFORM,
        /** N(0, 2 / (in + out)). */
        XAVIER_NORMAL,
        /** 0. */
        ZERO
    }

    /** A layer with parameters {@code W.name} and {@code b.name}. */
    public static Linear of(ParameterStore store, String name, int in, int out, Start weight, Start bias) {
        return new Linear(
                values(store, "W." + name, in, out, in, out, weight),
                values(store, "b." + name, 1, out, in, out, bias));
    }

    /** A layer whose weights and bias both start as U(±1/√in). */
    public static Linear of(ParameterStore store, String name, int in, int out) {
        return of(store, name, in, out, Start.LINEAR, Start.LINEAR);
    }

    private static Parameter values(
            ParameterStore store, String name, int rows, int cols, int in, int out, Start start) {
        double fans = in + out;
        return switch (start) {
            case LINEAR -> store.uniform(name, rows, cols, 1 / Math.sqrt(in));
            case XAVIER_UNIFORM -> store.uniform(name, rows, cols, Math.sqrt(6 / fans));
            case XAVIER_NORMAL -> store.normal(name, rows, cols, Math.sqrt(2 / fans));
            case ZERO -> store.zeros(name, rows, cols);
        };
    }

    /** x W + b, n x in to n x out. */
    public Var apply(Var x) {
        return times(x).plusRow(x.tape().parameter(bias));
    }

    /** x W, without the bias. */
    public Var times(Var x) {
        return x.matMul(x.tape().parameter(weight));
    }
}
