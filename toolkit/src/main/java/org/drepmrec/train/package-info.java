/** The training loop: negative sampling, schedule, early stopping, progress events, and its result, a trained model. */
package org.drepmrec.train;
