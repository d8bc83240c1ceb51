/**
 * Cosines and dot products among the raw features of items and of users, and the nearest neighbors that follow from them:
 * what relation graphs and the similarity-supervised signal stand on.
 */
package org.drepmrec.graph.similarity;
