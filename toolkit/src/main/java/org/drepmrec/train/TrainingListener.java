package org.drepmrec.train;

import java.util.List;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Representations;

/** Follows a training. All methods are called on the training's thread; all are optional. */
public interface TrainingListener {

    /**
     * Before {@link #started}, unless the model has nothing to train.
     *
     * @param where engine, version and device, such as {@code PyTorch 2.7.1 on cpu}
     */
    default void opened(String where) {}

    /**
     * Before the first epoch.
     *
     * @param epochs the most that may follow; 0 for a model with nothing to train
     */
    default void started(Recommender model, int epochs) {}

    /**
     * After {@link #started} if the training resumes from a checkpoint.
     *
     * @param before the epochs already completed
     */
    default void resumed(List<EpochRecord> before) {}

    /**
     * After each batch.
     *
     * @param epoch from 0
     * @param batch from 0
     * @param batches batches in this epoch
     * @param loss weighted sum of the batch's loss terms
     */
    default void batchDone(int epoch, int batch, int batches, double loss) {}

    /**
     * After each epoch and its evaluation.
     *
     * @param model still open: its parameters may be read
     * @param representations what was evaluated
     */
    default void epochDone(EpochRecord epoch, OpenModel model, Representations representations) {}

    /** After the last epoch. */
    default void finished(TrainedModel result) {}
}
