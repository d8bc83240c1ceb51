package org.drepmrec.analysis;

/**
 * Items in the plane.
 *
 * @param method {@code t-SNE} or {@code PCA}
 * @param how a sentence that says how the plane was found
 * @param points N x 2
 */
public record ItemPlane(String method, String how, double[][] points) {}
