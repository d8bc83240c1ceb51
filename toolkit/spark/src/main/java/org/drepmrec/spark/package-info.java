/**
 * What a data set or a model needs beyond one machine, on Apache Spark: interactions prepared for training, neighbors of items,
 * the best items for all users, vectors of texts. Each gives the result of the toolkit on one machine; the toolkit knows nothing
 * of this package.
 */
package org.drepmrec.spark;
