package org.drepmrec.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Summarized;
import org.drepmrec.io.DataException;
import org.drepmrec.train.TrainOptions;
import org.drepmrec.train.TrainingCode;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A recorded run, done again and compared. */
public final class Reproduction implements Summarized {

    /** Differences up to here are rounding. */
    public static final double ROUNDING = 1e-4;

    private static final Map<String, String> CAUSES = new LinkedHashMap<>();

    static {
        CAUSES.put(TrainingCode.FINGERPRINT, "the code that decides the numbers");
        CAUSES.put("engine", "the engine");
        CAUSES.put("engineVersion", "the engine's version");
        CAUSES.put("djl", "DJL's version");
        CAUSES.put("device", "the device");
        CAUSES.put("platform", "the platform");
        CAUSES.put("multiplyAdd", "how the processor multiplies and adds");
        CAUSES.put("processors", "the number of processors, and so the order of sums");
    }

    /** How well the two runs agree. */
    public enum Agreement {
        /** All metrics are equal in every digit. */
        EXACT,
        /** They differ by no more than {@link #ROUNDING}. */
        WITHIN_ROUNDING,
        /** One differs by more. */
        NONE
    }

    private final RunRecord recorded;
    private final RunRecord again;

    private Reproduction(RunRecord recorded, RunRecord again) {
        this.recorded = recorded;
        this.again = again;
    }

    /**
     * Trains a recorded run again, with all settings as they are recorded and without probes.
     *
     * @param runner on the same data
     * @throws DataException if the runner's interactions are others
     * @throws IllegalArgumentException if an option of the record is no longer known
     */
    public static Reproduction of(RunRecord recorded, Runner runner) {
        requireSame(recorded, runner.data());
        return compare(recorded, runner.run(specification(recorded)));
    }

    private static void requireSame(RunRecord recorded, MultimodalDataset data) {
        Map<String, String> was = recorded.provenance().data();
        if (!data.fingerprint().equals(was.get("fingerprint"))) {
            throw DataException.of(
                    data.name(),
                    "other interactions than those of the record (" + data.users() + " users, " + data.items()
                            + " items)",
                    was.get("name") + " with " + was.get("users") + " users and " + was.get("items")
                            + " items, SHA-256 " + was.get("fingerprint"),
                    "give the folder of that data set");
        }
    }

    private static RunSpec specification(RunRecord recorded) {
        Map<String, String> settings = new LinkedHashMap<>(recorded.provenance().graphs());
        settings.remove("fingerprint");
        settings.putAll(recorded.provenance().options());
        settings.putAll(recorded.provenance().training());
        settings.remove(TrainOptions.SEED.key());
        return new RunSpec(recorded.spec().model(), settings, recorded.spec().seed(), Set.of());
    }

    /** Compares two runs of one specification. */
    static Reproduction compare(RunRecord recorded, RunRecord again) {
        return new Reproduction(recorded, again);
    }

    /** Whether and how they agree. */
    public Agreement agreement() {
        double most = 0;
        Table all = summary();
        for (double difference : all.doubleColumn("difference").asDoubleArray()) {
            most = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(most, Math.abs(difference));
        }
        return most == 0 ? Agreement.EXACT : most <= ROUNDING ? Agreement.WITHIN_ROUNDING : Agreement.NONE;
    }

    /** What was different and may be the cause, one sentence each; empty if they agree in every digit. */
    public List<String> causes() {
        List<String> found = new ArrayList<>();
        if (agreement() == Agreement.EXACT) {
            return found;
        }
        CAUSES.forEach((key, what) -> {
            String was = recorded.provenance().environment().get(key);
            String is = again.provenance().environment().get(key);
            if (!Objects.equals(was, is)) {
                found.add(what + ": " + was + " then, " + is + " now");
            }
        });
        recorded.provenance().data().forEach((key, was) -> {
            String is = again.provenance().data().get(key);
            if (key.startsWith("sha256.") && !was.equals(is)) {
                found.add("the content of " + key.substring("sha256.".length()) + ": SHA-256 " + was + " then, "
                        + (is == null ? "no such file" : is) + " now");
            }
        });
        if (found.isEmpty()) {
            found.add("nothing that is recorded differs; engines may add in another order on another processor");
        }
        return found;
    }

    /** Metrics of both splits, recorded and again. */
    @Override
    public Table summary() {
        StringColumn names = StringColumn.create("metric");
        DoubleColumn was = DoubleColumn.create("recorded");
        DoubleColumn is = DoubleColumn.create("again");
        DoubleColumn difference = DoubleColumn.create("difference");
        for (String split : List.of("validation", "test")) {
            recorded.metrics().getOrDefault(split, Map.of()).forEach((label, value) -> {
                double now = again.metrics().getOrDefault(split, Map.of()).getOrDefault(label, Double.NaN);
                names.append(split + " " + label);
                was.append(value);
                is.append(now);
                difference.append(now - value);
            });
        }
        return Table.create("reproduction of " + recorded.spec(), names, was, is, difference);
    }

    /** The answer in a sentence. */
    public String verdict() {
        return recorded.spec().model() + ", seed " + recorded.spec().seed() + ": "
                + switch (agreement()) {
                    case EXACT -> "agrees in every digit";
                    case WITHIN_ROUNDING -> "agrees within rounding, " + ROUNDING;
                    case NONE -> "does not agree within rounding, " + ROUNDING;
                }
                + String.format(Locale.ROOT, "; %.0f s then, %.0f s now", recorded.seconds(), again.seconds());
    }

    @Override
    public String toString() {
        return verdict();
    }
}
