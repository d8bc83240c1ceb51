package org.drepmrec.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** A program that does some runs in a store, and logs every epoch that is really trained. */
final class Work {

    static final int EPOCHS = 3;
    static final String PROBE = "test.log";

    private Work() {}

    /** Arguments: store, log, number of seeds. */
    public static void main(String[] args) {
        Path log = Path.of(args[1]);
        Probes.register(PROBE, model -> (epoch, m, r) -> {
            append(
                    log,
                    "epoch " + epoch.epoch() + " of " + ProcessHandle.current().pid());
            pause();
            return Map.of("squared", (double) epoch.epoch() * epoch.epoch());
        });
        RunSpec spec =
                Shop.quick("LightGCN").with("epochs", Integer.toString(EPOCHS)).probes(PROBE);
        Runner runner = Shop.runner().store(Path.of(args[0])).build();
        List<RunRecord> runs = runner.run(Shop.seeds(spec, Integer.parseInt(args[2])));
        runs.forEach(r -> System.out.println("result " + r.spec().seed() + " " + r.metrics()));
    }

    private static void append(Path log, String line) {
        try {
            Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(15);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
