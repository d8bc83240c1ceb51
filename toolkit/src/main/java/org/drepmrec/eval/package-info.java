/** Metrics of ranked lists and full-sort evaluation, on a {@link org.drepmrec.eval.Scorer} rather than a model. */
package org.drepmrec.eval;
