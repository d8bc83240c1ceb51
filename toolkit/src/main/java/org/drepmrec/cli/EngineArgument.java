package org.drepmrec.cli;

import org.drepmrec.engine.Backend;
import picocli.CommandLine.Option;

/** What computes, and where. */
final class EngineArgument {

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "MXNet or PyTorch. Default: MXNet, or PyTorch where MXNet is not available.")
    private String engine;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, gpu, gpu:1, ... Default: a GPU if the engine sees one.")
    private String device;

    /**
     * Loads the engine. Before {@link GracefulStop#during}, since an engine that is being loaded cannot be stopped gracefully,
     * nor loaded once the process is ending.
     */
    void load() {
        Backend.open(engine, device).close();
    }

    /** The name, or null for the default. */
    String engine() {
        return engine;
    }

    /** The name, or null for the default. */
    String device() {
        return device;
    }
}
