/**
 * A trained model over HTTP: recommendations, visitors, similar items and explanations as JSON, and a small shop page.
 *
 * <p>{@link org.drepmrec.serve.Server} starts and stops it. A request reads one model from its beginning to its end and needs
 * no engine, so a new model takes the place of another without a request being lost.
 */
package org.drepmrec.serve;
