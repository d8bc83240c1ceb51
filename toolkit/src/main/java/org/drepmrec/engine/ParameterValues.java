package org.drepmrec.engine;

/**
 * The values of a parameter in Java.
 *
 * @param rows number of rows
 * @param cols number of columns
 * @param values rows x cols, row-major
 */
public record ParameterValues(int rows, int cols, float[] values) {}
