package org.drepmrec.model;

/**
 * How the learning rate falls in training: lr(epoch) = lr · factor^(epoch / epochs).
 *
 * @param factor s₀, above 0 and at most 1
 * @param epochs s₁, after which the factor is reached once
 */
public record Schedule(double factor, double epochs) {

    /** The rate stays as it is. */
    public static final Schedule CONSTANT = new Schedule(1, 50);

    /** 0.96 per 50 epochs, as MGCN is trained. */
    public static final Schedule DECAYING = new Schedule(0.96, 50);
}
