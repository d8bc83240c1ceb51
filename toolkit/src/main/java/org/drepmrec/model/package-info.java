/** The contract of a model, and what models share: losses with their closed-form gradients, graph propagation. */
package org.drepmrec.model;
