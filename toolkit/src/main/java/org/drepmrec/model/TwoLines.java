package org.drepmrec.model;

import java.util.List;
import org.drepmrec.engine.Parameter;

/**
 * A net whose loss can be told apart by line, so that what each line wants of the embeddings they share can be compared
 * (paper Figure 1a).
 */
public interface TwoLines extends RecommenderNet {

    /** What the behavior line alone would be trained with. */
    LossTerms behaviorLoss(Lines lines, Batch batch);

    /** What the modal line alone would be trained with. */
    LossTerms modalLoss(Lines lines, Batch batch);

    /** The ID embeddings of users and items, stacked to (M+N) x d in one parameter or, users first, in two. */
    List<Parameter> idEmbeddings();
}
