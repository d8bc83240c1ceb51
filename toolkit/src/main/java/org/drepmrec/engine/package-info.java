/**
 * The one place that knows DJL's engines: choice of engine and device, the tape of operators with their adjoints, sparse
 * products, the optimizer.
 */
package org.drepmrec.engine;
