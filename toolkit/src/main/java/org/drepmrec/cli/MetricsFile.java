package org.drepmrec.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.drepmrec.data.Split;
import org.drepmrec.io.JsonFile;
import org.drepmrec.train.RunProvenance;
import org.drepmrec.train.TrainOptions;
import org.drepmrec.train.TrainedModel;

/**
 * Metrics as a JSON object: {@code validation} and {@code test}, each with keys such as {@code Recall@20} (empty where
 * the data set has no such rows), beside what led to them.
 */
final class MetricsFile {

    private MetricsFile() {}

    static void write(Path file, TrainedModel model, String line, Map<String, Map<String, Double>> metrics) {
        RunProvenance run = model.provenance();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("model", run.model());
        all.put("data", run.data());
        all.put("line", line);
        for (Split split : new Split[] {Split.VALIDATION, Split.TEST}) {
            String name = split.name().toLowerCase(Locale.ROOT);
            all.put(name, metrics.getOrDefault(name, Map.of()));
        }
        all.put("seed", Long.valueOf(run.training().get(TrainOptions.SEED.key())));
        all.put("engine", run.environment().get("engine"));
        all.put("device", run.environment().get("device"));
        all.put("epochs", model.epochs().size());
        model.bestEpoch().ifPresent(e -> all.put("bestEpoch", e.number()));
        all.put("stopped", model.stopReason().name());
        all.put("options", Map.of("graphs", run.graphs(), "model", run.options(), "training", run.training()));
        all.put("environment", run.environment());
        all.put("warnings", model.warnings());
        JsonFile.write(file, all);
    }
}
