package org.drepmrec.cli;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.model.Models;
import org.drepmrec.paper.Experiments;
import org.drepmrec.paper.Rq1;
import org.drepmrec.run.Experiment;
import org.drepmrec.run.Grid;
import org.drepmrec.run.Missing;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code experiment}. */
@Command(
        name = "experiment",
        description = {
            "Does an experiment of the paper and prints its tables: the best value as **0.1**, the second as __0.1__.",
            "Ctrl-C stops it; with --store the same command goes on with the run that was under way."
        })
final class ExperimentCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String name;

    @Mixin
    private DataArgument source;

    @Option(
            names = "--models",
            paramLabel = "NAME",
            split = ",",
            description = "The models to compare. Default: those of the experiment.")
    private List<String> models;

    @Option(
            names = "--proposed",
            paramLabel = "NAME",
            split = ",",
            description = "rq1: the models that are compared with all others. Default: DRepMRec,DREAM.")
    private List<String> proposed;

    @ArgGroup(exclusive = false, heading = "Of experiment missing:%n")
    private MissingArguments missing;

    @Option(
            names = "--set-for",
            paramLabel = "MODEL:OPTION=VALUE;...",
            description = "Sets options for the runs of one model. May be repeated.")
    private List<String> modelSettings = List.of();

    @Mixin
    private RunArguments runs;

    @Override
    public void run() {
        runs.check();
        if (!Experiments.names().contains(name)) {
            throw new ParameterException(
                    spec.commandLine(), "experiment: found \"" + name + "\", expected one of " + Experiments.names());
        }
        Experiment.Builder<?> experiment = Experiments.builder(name, source.load());
        if (models != null) {
            experiment.models(models);
        }
        if (proposed != null) {
            if (!(experiment instanceof Rq1.Builder rq1)) {
                throw new ParameterException(
                        spec.commandLine(), "--proposed: found experiment " + name + ", expected rq1");
            }
            rq1.proposed(proposed.toArray(String[]::new));
        }
        if (missing != null) {
            if (!(experiment instanceof Missing.Builder builder)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--lost, --shares and --fills: found experiment " + name + ", expected missing");
            }
            missing.apply(builder);
        }
        runs.apply(experiment, spec.commandLine());
        Map<String, Map<String, String>> settings = new LinkedHashMap<>();
        for (String text : modelSettings) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw new ParameterException(
                        spec.commandLine(), "--set-for: found \"" + text + "\", expected MODEL:OPTION=VALUE;...");
            }
            String model = text.substring(0, colon);
            Map<String, String> own = settings.computeIfAbsent(Models.spelled(model), m -> new LinkedHashMap<>());
            Grid.parse(text.substring(colon + 1))
                    .values()
                    .forEach((key, values) -> SetArgument.put(
                            spec.commandLine(),
                            own,
                            key,
                            String.join(",", values),
                            "--set-for " + model + ":" + key + "=... is given twice; give one"));
        }
        settings.forEach(experiment::set);
        runs.run(experiment.build(), spec.commandLine().getOut());
    }

    /** What the help lists. */
    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Experiments.names().iterator();
        }
    }
}
