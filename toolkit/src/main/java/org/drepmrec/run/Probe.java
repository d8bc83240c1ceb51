package org.drepmrec.run;

import java.util.Map;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Representations;
import org.drepmrec.train.EpochRecord;

/** A quantity measured after every epoch of a run, in addition to losses and metrics. */
@FunctionalInterface
public interface Probe {

    /**
     * Measures. Called on the training's thread.
     *
     * @param epoch what the epoch gave
     * @param model still open: its parameters may be read and its losses computed
     * @param representations what was evaluated
     * @return values by column name; the same columns in every epoch
     */
    Map<String, Double> measure(EpochRecord epoch, OpenModel model, Representations representations);

    /** Makes a probe for one run. */
    @FunctionalInterface
    interface Factory {

        /** A probe for a model that is not open yet; {@link Recommender#graphs} and {@link Recommender#data} are there. */
        Probe create(Recommender model);
    }
}
