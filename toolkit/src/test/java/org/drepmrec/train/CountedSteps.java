package org.drepmrec.train;

import java.util.Arrays;
import java.util.List;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.HostProcess;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.testkit.Tiny;

/** Trains models on an engine in a process of its own and prints, for each, the copies of each step of the second epoch. */
final class CountedSteps {

    private CountedSteps() {}

    /** The engine, then models. */
    public static void main(String[] args) {
        HostProcess.quietLogs();
        MultimodalDataset shop = Tiny.shop(40, 30, 7, Modality.VISUAL, Modality.TEXTUAL);
        Graphs graphs = Graphs.builder(shop).neighbors(3).build();
        for (String model : List.of(args).subList(1, args.length)) {
            StringBuilder steps = new StringBuilder(model);
            Trainer.builder(Models.builder(model, graphs).embeddingSize(8).build())
                    .engine(args[0])
                    .device("cpu:as-gpu")
                    .epochs(2)
                    .batchSize(40)
                    .quiet()
                    .listener(new TrainingListener() {
                        @Override
                        public void batchDone(int epoch, int batch, int batches, double loss) {
                            String copies = Copies.take();
                            if (epoch == 1 && batch > 0) {
                                steps.append(' ').append(copies);
                            }
                        }
                    })
                    .build()
                    .fit();
            System.out.println(steps);
        }
    }

    static String line(String model, String copies, int steps) {
        String[] all = new String[steps];
        Arrays.fill(all, copies);
        return model + " " + String.join(" ", all);
    }
}
