package org.drepmrec.train;

import java.util.Optional;
import java.util.function.Supplier;
import org.drepmrec.io.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes checkpoints when they are due, and does what was asked for when one cannot be written. */
final class CheckpointWriter {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

    private final CheckpointFolder folder;
    private final Checkpoints wanted;
    private int epochsSince;
    private long last = System.nanoTime();
    private boolean failing;
    private boolean warned;

    /** Writes nothing if there is no folder. */
    CheckpointWriter(CheckpointFolder folder, Checkpoints wanted) {
        this.folder = folder;
        this.wanted = wanted;
    }

    Optional<Checkpoint> read(TrainingState state) {
        return folder == null
                ? Optional.empty()
                : folder.read(state.provenance(), state.cutoffs(), state.model().data());
    }

    /** After an epoch that another one follows. */
    void epochDone(TrainingState state, Supplier<Checkpoint> checkpoint) {
        epochsSince++;
        if (folder != null && wanted.due(epochsSince, System.nanoTime() - last)) {
            write(state, checkpoint.get());
        }
    }

    /** After the last epoch of a training that was not interrupted. */
    void finished(TrainingState state, Supplier<Checkpoint> checkpoint) {
        if (folder != null && wanted.keepsResult()) {
            write(state, checkpoint.get());
        }
    }

    private void write(TrainingState state, Checkpoint checkpoint) {
        try {
            folder.write(checkpoint);
            epochsSince = 0;
            if (failing) {
                LOG.info("checkpoints can be written again");
            }
            failing = false;
        } catch (DataException e) {
            if (wanted.onFailure() == Checkpoints.OnFailure.STOP) {
                throw e;
            }
            failing = true;
            if (!warned) {
                warned = true;
                state.warn("checkpoint " + e.getMessage() + "; the training goes on, the last good checkpoint is kept");
            }
        }
        last = System.nanoTime();
    }
}
