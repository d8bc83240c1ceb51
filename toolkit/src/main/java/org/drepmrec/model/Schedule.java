package org.drepmrec.model;

/**
 * The learning-rate schedule: lr(epoch) = lr · factor^(epoch / epochs).
 *
 * @param factor s₀, above 0 and at most 1
 * @param epochs s₁, the number of epochs after which the rate has been multiplied by the factor once
 */
public record Schedule(double factor, double epochs) {

    /** A constant rate. */
    public static final Schedule CONSTANT = new Schedule(1, 50);

    /** A factor of 0.96 per 50 epochs, as in MGCN. */
    public static final Schedule DECAYING = new Schedule(0.96, 50);
}
