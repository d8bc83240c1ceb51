/**
 * The test kit, published as a jar of its own: the suites that every model passes, one for those that are trained and one
 * for those with nothing to train, tiny data sets, and losses on their own.
 */
package org.drepmrec.testkit;
