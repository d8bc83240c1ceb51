package org.drepmrec.run;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.eval.Metrics;
import org.drepmrec.io.DataException;
import org.drepmrec.io.JsonFile;
import org.drepmrec.train.TrainOptions;

/**
 * A run as one small JSON file to be kept and shipped: everything that {@code run.json} of a stored run says; by epoch the
 * selecting metric, the total loss and the probes, to six digits; Recall@20 and NDCG@20 of each test user, every digit, for
 * paired tests. No features, no representations, no ids but row numbers.
 */
final class RecordFile {

    static final String REMEDY = "delete the record and export its run again";
    private static final String FORMAT = "drepmrec-record";
    private static final int VERSION = 1;
    private static final MathContext DIGITS = new MathContext(6);
    private static final List<String> KEPT = List.of(Metrics.RECALL.label(20), Metrics.NDCG.label(20));

    private RecordFile() {}

    private static final class Content implements JsonFile.Header {
        private String format;
        private int version;
        private RunDescription run;
        private Map<String, String> epochs;
        private List<String> userMetrics;
        private String users;

        @Override
        public String format() {
            return format;
        }

        @Override
        public int version() {
            return version;
        }

        private boolean whole() {
            return run != null && run.whole() && epochs != null && userMetrics != null && users != null;
        }
    }

    static void write(Path file, RunRecord run) {
        Content c = new Content();
        c.format = FORMAT;
        c.version = VERSION;
        c.run = new RunDescription();
        c.run.describe(run);
        c.epochs = new LinkedHashMap<>();
        EpochColumns.of(run).forEach((name, values) -> {
            if (kept(name, selecting(run))) {
                c.epochs.put(name, text(values));
            }
        });
        c.userMetrics = KEPT.stream().filter(run.perUserValues()::containsKey).toList();
        c.users = PackedUsers.pack(new RunRecord.PerUser(run.users(), run.perUserValues()), c.userMetrics);
        JsonFile.write(file, c);
    }

    private static boolean kept(String column, String selecting) {
        return Stream.of("epoch", "best", "loss total", "metric " + selecting).anyMatch(column::equals)
                || column.startsWith("probe ");
    }

    /** The label of the metric that chose the run's best epoch. */
    static String selecting(RunRecord run) {
        Map<String, String> training = run.provenance().training();
        var metric = training.containsKey(TrainOptions.STOP_METRIC.key())
                ? TrainOptions.STOP_METRIC.parse(training.get(TrainOptions.STOP_METRIC.key()))
                : TrainOptions.STOP_METRIC.defaultValue();
        String cutoff = training.getOrDefault(
                TrainOptions.STOP_CUTOFF.key(),
                TrainOptions.STOP_CUTOFF.defaultValue().toString());
        return metric.label(Integer.parseInt(cutoff));
    }

    private static String text(double[] values) {
        return Arrays.stream(values)
                .map(v -> Double.isFinite(v) ? new BigDecimal(v).round(DIGITS).doubleValue() : v)
                .mapToObj(Tsv::number)
                .collect(Collectors.joining(" "));
    }

    /**
     * Reads a record.
     *
     * @throws DataException if it is damaged, or its model or probes are unknown here
     */
    static RunRecord read(Path file) {
        Content c = JsonFile.read(file, Content.class, FORMAT, VERSION, "the record of a run", REMEDY);
        if (!c.whole()) {
            throw damaged(file, "a part is missing", null);
        }
        try {
            return c.run.run(
                    PackedUsers.unpack(c.users, c.userMetrics),
                    EpochColumns.read(columns(c.epochs)),
                    null,
                    file,
                    REMEDY);
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(file, DataException.quote(String.valueOf(e.getMessage())), e);
        }
    }

    private static Map<String, double[]> columns(Map<String, String> epochs) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        epochs.forEach((name, text) -> columns.put(
                name,
                text.isEmpty()
                        ? new double[0]
                        : Arrays.stream(text.split(" ", -1))
                                .mapToDouble(Double::parseDouble)
                                .toArray()));
        if (!columns.keySet().containsAll(List.of("epoch", "best"))
                || columns.values().stream().anyMatch(v -> v.length != columns.get("epoch").length)) {
            throw new IllegalArgumentException(
                    "columns " + columns.keySet() + " of one length, epoch and best among them");
        }
        return columns;
    }

    private static DataException damaged(Path file, String found, Exception cause) {
        return DataException.of(file.toString(), found, "a whole record", REMEDY, cause);
    }
}
