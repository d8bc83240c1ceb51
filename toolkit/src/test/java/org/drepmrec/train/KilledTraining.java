package org.drepmrec.train;

import java.nio.file.Path;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Representations;

/** A training in a process of its own, which its parent kills: engine, epochs, folder of checkpoints, place of the result. */
final class KilledTraining {

    private KilledTraining() {}

    /** Prints a line after each epoch, before its checkpoint is written. */
    public static void main(String[] args) {
        Graphs graphs = Runs.graphs(3);
        Runs.trainer(args[0], Runs.model(graphs), Integer.parseInt(args[1]))
                .checkpoints(Path.of(args[2]))
                .listener(new TrainingListener() {
                    @Override
                    public void epochDone(EpochRecord epoch, OpenModel model, Representations now) {
                        System.out.println("epoch " + epoch.epoch());
                    }
                })
                .build()
                .fit()
                .save(Path.of(args[3]));
        System.out.println("done");
        System.exit(0);
    }
}
