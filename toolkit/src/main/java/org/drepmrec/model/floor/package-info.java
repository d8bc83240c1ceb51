/**
 * Models with nothing to train, the floors that any trained model should beat: popularity, nearest neighbors by purchases
 * and by features, a linear model in closed form, and a random order.
 */
package org.drepmrec.model.floor;
