package org.drepmrec.model;

import java.util.List;
import org.drepmrec.engine.Parameter;

/**
 * A net that separates its loss by line, so that the gradients of the two lines on their shared embeddings can be
 * compared (paper Figure 1a).
 */
public interface TwoLines extends RecommenderNet {

    /** The loss of the behavior line alone. */
    LossTerms behaviorLoss(Lines lines, Batch batch);

    /** The loss of the modal line alone. */
    LossTerms modalLoss(Lines lines, Batch batch);

    /** The ID embeddings of users and items, stacked to (M+N) x d in one parameter or, users first, in two. */
    List<Parameter> idEmbeddings();
}
