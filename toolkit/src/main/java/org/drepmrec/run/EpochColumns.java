package org.drepmrec.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.drepmrec.train.EpochRecord;

/**
 * Epochs as columns of a file and back. Names begin with "loss", "metric" or "probe" for the three maps.
 */
record EpochColumns(List<EpochRecord> epochs, List<Map<String, Double>> probes) {

    private static final List<String> REQUIRED =
            List.of("epoch", "best", "learning rate", "train seconds", "evaluation seconds");

    static Map<String, double[]> of(RunRecord run) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        put(columns, "epoch", run, EpochRecord::epoch);
        put(columns, "best", run, e -> e.best() ? 1 : 0);
        put(columns, "learning rate", run, EpochRecord::learningRate);
        put(columns, "train seconds", run, EpochRecord::trainSeconds);
        put(columns, "evaluation seconds", run, EpochRecord::evaluationSeconds);
        if (!run.epochs().isEmpty()) {
            EpochRecord first = run.epochs().get(0);
            first.losses()
                    .keySet()
                    .forEach(k -> put(columns, "loss " + k, run, e -> e.losses().get(k)));
            first.selection()
                    .keySet()
                    .forEach(k ->
                            put(columns, "metric " + k, run, e -> e.selection().get(k)));
            run.probes()
                    .get(0)
                    .keySet()
                    .forEach(k -> columns.put(
                            "probe " + k,
                            run.probes().stream().mapToDouble(p -> p.get(k)).toArray()));
        }
        return columns;
    }

    private static void put(
            Map<String, double[]> columns, String name, RunRecord run, ToDoubleFunction<EpochRecord> value) {
        columns.put(name, run.epochs().stream().mapToDouble(value).toArray());
    }

    static EpochColumns read(Map<String, double[]> columns, Path file) {
        for (String name : REQUIRED) {
            if (!columns.containsKey(name)) {
                throw RunFolder.damaged(file, "columns " + columns.keySet(), "one called " + name, null);
            }
        }
        return read(columns);
    }

    /** As {@link #read(Map, Path)}; rate and seconds are NaN where there is no such column. */
    static EpochColumns read(Map<String, double[]> columns) {
        List<EpochRecord> epochs = new ArrayList<>();
        List<Map<String, Double>> probes = new ArrayList<>();
        for (int e = 0; e < columns.get("epoch").length; e++) {
            epochs.add(new EpochRecord(
                    (int) columns.get("epoch")[e],
                    row(columns, "loss ", e),
                    row(columns, "metric ", e),
                    value(columns, "learning rate", e),
                    value(columns, "train seconds", e),
                    value(columns, "evaluation seconds", e),
                    columns.get("best")[e] == 1));
            probes.add(row(columns, "probe ", e));
        }
        return new EpochColumns(epochs, probes);
    }

    private static double value(Map<String, double[]> columns, String name, int epoch) {
        return columns.containsKey(name) ? columns.get(name)[epoch] : Double.NaN;
    }

    private static Map<String, Double> row(Map<String, double[]> columns, String prefix, int epoch) {
        return columns.entrySet().stream()
                .filter(c -> c.getKey().startsWith(prefix))
                .collect(Collectors.toMap(
                        c -> c.getKey().substring(prefix.length()),
                        c -> c.getValue()[epoch],
                        (a, b) -> a,
                        LinkedHashMap::new));
    }
}
