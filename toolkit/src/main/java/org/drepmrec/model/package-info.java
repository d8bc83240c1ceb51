/**
 * The contract of a model, the registry, and what models share: options, losses with closed-form gradients, graph
 * propagation.
 */
package org.drepmrec.model;
