package org.drepmrec.cli;

import org.drepmrec.eval.Accuracy;
import org.drepmrec.run.Grid;
import org.drepmrec.run.Search;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code search}. */
@Command(
        name = "search",
        description = {
            "Searches the settings of a model that are best on the validation split, and prints all trials.",
            "Ctrl-C stops it; with --store the same command goes on with the trial that was under way."
        })
final class SearchCommand implements Runnable {

    private static final String PRESET = "preset";

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataArgument source;

    @Mixin
    private ModelArgument model;

    @Option(
            names = "--grid",
            paramLabel = "GRID",
            defaultValue = PRESET,
            description = {
                "OPTION=VALUE,VALUE,...;OPTION=..., or preset for the grid behind the published numbers.",
                "Default: ${DEFAULT-VALUE}."
            })
    private String grid;

    @ArgGroup
    private Way way = new Way();

    /** At most one of these; all combinations otherwise. */
    static final class Way {

        @Option(names = "--random", paramLabel = "N", description = "Tries N combinations drawn at random.")
        private Integer samples;

        @Option(
                names = "--coordinates",
                arity = "0..1",
                paramLabel = "ROUNDS",
                fallbackValue = "1",
                description = "Tries one option at a time in the order of the grid, the others at their best so far.")
        private Integer rounds;
    }

    @Option(
            names = "--sample-seed",
            paramLabel = "N",
            defaultValue = "999",
            description = "The seed of --random. Default: ${DEFAULT-VALUE}.")
    private long sampleSeed;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            defaultValue = "RECALL",
            description = "What decides: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Accuracy metric;

    @Option(
            names = "--cutoff",
            paramLabel = "K",
            defaultValue = "20",
            description = "Its cut-off, 10 or 20. Default: ${DEFAULT-VALUE}.")
    private int cutoff;

    @Mixin
    private RunArguments runs;

    @Override
    public void run() {
        runs.check();
        Search.Builder search = Search.builder(source.load(), model.name()).metric(metric, cutoff);
        if (!grid.equals(PRESET)) {
            search.grid(Grid.parse(grid));
        }
        if (way.samples != null) {
            search.random(way.samples, sampleSeed);
        } else if (way.rounds != null) {
            search.coordinateWise(way.rounds);
        }
        runs.apply(search, spec.commandLine());
        Search built = search.build();
        runs.tell("search: at most " + built.size() + " runs", spec.commandLine());
        runs.run(built, spec.commandLine().getOut());
    }
}
