/**
 * Cosines and dot products among the raw features of items and of users, and the nearest neighbors that follow from
 * them: the basis of relation graphs and the similarity-supervised signal.
 */
package org.drepmrec.graph.similarity;
