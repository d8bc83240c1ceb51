/**
 * The test kit, published as a jar of its own: the suite that every model passes, tiny data sets, and losses on their own.
 */
package org.drepmrec.testkit;
