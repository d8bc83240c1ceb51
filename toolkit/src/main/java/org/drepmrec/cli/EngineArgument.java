package org.drepmrec.cli;

import picocli.CommandLine.Option;

/** What computes, and where. */
final class EngineArgument {

    @Option(names = "--engine", paramLabel = "NAME", description = "MXNet or PyTorch. Default: MXNet.")
    private String engine;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, gpu, gpu:1, ... Default: a GPU if the engine sees one.")
    private String device;

    /** The name, or null for the default. */
    String engine() {
        return engine;
    }

    /** The name, or null for the default. */
    String device() {
        return device;
    }
}
