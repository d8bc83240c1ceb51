package org.drepmrec.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.sample.SampleShop;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.drepmrec.DRepMRec;

/** Trains again and again, everything anew; after each, prints resident memory in kB and the number of threads. */
final class RepeatedTraining {

    private RepeatedTraining() {}

    /** Engine, {@code tiny} or {@code shop}, number of trainings. */
    public static void main(String[] args) throws IOException {
        MultimodalDataset shop = args[1].equals("shop")
                ? SampleShop.builder().users(1000).items(500).build()
                : SmallTrainings.graphs(3).data();
        for (int n = 0; n < Integer.parseInt(args[2]); n++) {
            Graphs graphs = Graphs.builder(shop).build();
            Trainer.builder(DRepMRec.builder(graphs).build())
                    .engine(args[0])
                    .device("cpu")
                    .epochs(2)
                    .quiet()
                    .build()
                    .fit();
            System.gc();
            System.out.println(status("VmRSS") + " " + status("Threads"));
        }
        System.exit(0);
    }

    private static String status(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D", "");
    }
}
