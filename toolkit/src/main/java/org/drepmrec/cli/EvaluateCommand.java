package org.drepmrec.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Accuracy;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.eval.Scorer;
import org.drepmrec.eval.Warmth;
import org.drepmrec.model.Representations;
import org.drepmrec.train.TrainedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evaluate}. */
@Command(name = "evaluate", description = "Prints the metrics of a saved model.")
final class EvaluateCommand implements Runnable {

    /** Which representation gives the scores. */
    enum Line {
        GENERAL,
        BEHAVIOR,
        MODAL;

        Representations.Line of(TrainedModel model) {
            Representations r = model.representations();
            return switch (this) {
                case GENERAL -> r.general();
                case BEHAVIOR -> r.behavior().orElseThrow(() -> missing(model));
                case MODAL -> r.modal().orElseThrow(() -> missing(model));
            };
        }

        private IllegalArgumentException missing(TrainedModel model) {
            return new IllegalArgumentException("line " + this + ": " + model.name()
                    + " was trained without it, expected a line that it has; choose general");
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private SavedArgument saved;

    @Option(
            names = "--line",
            paramLabel = "LINE",
            defaultValue = "general",
            description = "The representation that scores: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Line line;

    @Option(
            names = "--cutoffs",
            paramLabel = "K",
            split = ",",
            defaultValue = "10,20",
            description = "Cut-offs of the metrics. Default: ${DEFAULT-VALUE}.")
    private int[] cutoffs;

    @Option(names = "--metrics-out", paramLabel = "FILE.json", description = "Writes the metrics as JSON.")
    private Path metricsOut;

    @Option(
            names = "--warmth",
            description = "Also measures interactions separately whose user or item training has never seen.")
    private boolean warmth;

    @Override
    public void run() {
        new OutputPlaces().file("--metrics-out", metricsOut).check();
        TrainedModel model = saved.load();
        Map<String, Map<String, Double>> metrics = metrics(model);
        Map<String, Map<String, Double>> shown = new LinkedHashMap<>(metrics);
        if (warmth) {
            shown.putAll(warmAndCold(model));
        }
        spec.commandLine().getOut().println(TextTable.ofMetrics(shown));
        spec.commandLine().getOut().flush();
        if (metricsOut != null) {
            MetricsFile.write(metricsOut, model, line.toString(), metrics);
        }
    }

    /** By split and label, masked as in training. */
    private Map<String, Map<String, Double>> metrics(TrainedModel model) {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        for (Split split : model.evaluatedSplits()) {
            all.put(
                    split.name().toLowerCase(Locale.ROOT),
                    evaluator(model, split).build().evaluate(scorer(model)).asMap());
        }
        return all;
    }

    /** The same of warm and cold interactions. */
    private Map<String, Map<String, Double>> warmAndCold(TrainedModel model) {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        for (Split split : model.evaluatedSplits()) {
            Warmth.evaluate(evaluator(model, split), scorer(model))
                    .forEach((kind, e) -> all.put(split.name().toLowerCase(Locale.ROOT) + ", " + kind, e.asMap()));
        }
        return all;
    }

    private Evaluator.Builder evaluator(TrainedModel model, Split split) {
        return model.evaluator(split).metrics(Accuracy.values()).cutoffs(cutoffs);
    }

    private Scorer scorer(TrainedModel model) {
        return line == Line.GENERAL ? model.scorer() : model.scorer(line.of(model));
    }
}
