package org.drepmrec.train;

import java.util.List;
import java.util.Map;
import org.drepmrec.engine.Adam;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.model.Representations;

/**
 * All that a training needs to go on after an epoch. Everything random follows from seed and epoch, and the early stopping
 * from the history, so neither is here.
 *
 * @param provenance of the training so far
 * @param finished why the training ended, or null if it goes on
 * @param history one record per epoch
 * @param parameters after the last epoch; empty once finished, as are the moments
 * @param moments Adam's state after the last epoch
 * @param best representations of the best epoch
 * @param bestParameters parameters of the best epoch
 */
record Checkpoint(
        RunProvenance provenance,
        int[] cutoffs,
        StopReason finished,
        List<EpochRecord> history,
        List<String> warnings,
        Map<String, ParameterValues> parameters,
        Map<String, Adam.Moments> moments,
        Representations best,
        Map<String, ParameterValues> bestParameters) {}
