/** Metrics of ranked lists and full-sort evaluation; sees a {@link org.drepmrec.eval.Scorer}, never a model. */
package org.drepmrec.eval;
