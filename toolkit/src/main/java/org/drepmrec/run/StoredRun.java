package org.drepmrec.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A folder in a {@link RunStore}, at a glance.
 *
 * @param folder where it is
 * @param state whether it would be used today
 * @param model the model's name; empty if it cannot be told, as are the texts below
 * @param seed the run's seed; 0 if it cannot be told
 * @param data the data set's name
 * @param finished when, in UTC as ISO 8601
 * @param recall Recall@20 on test, else on validation; NaN if there is none
 * @param bytes size of its files
 */
public record StoredRun(
        Path folder, State state, String model, long seed, String data, String finished, double recall, long bytes) {

    /** Whether a run would be reused now. */
    public enum State {
        /** It was made by the present code. */
        CURRENT,
        /** It was made by other code or another version of DJL. It is never reused and can be deleted. */
        STALE,
        /**
         * The model's classes, such as those of a notebook, are not on this class path. It is reused where they are.
         */
        NOT_HERE,
        /** A file is missing or was changed. It is refused until it is deleted. */
        DAMAGED,
        /** The checkpoint of a run that is in progress or was stopped; the same call resumes from it. */
        UNFINISHED,
        /** Not a run, but files left by a killed process. */
        LEFTOVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** One row per run: model, seed, data set, time, Recall@20, state, size in kB, folder. */
    public static Table table(List<StoredRun> runs) {
        return Table.create(
                "stored runs",
                StringColumn.create("model", runs.stream().map(StoredRun::model)),
                LongColumn.create("seed", runs.stream().mapToLong(StoredRun::seed)),
                StringColumn.create("data", runs.stream().map(StoredRun::data)),
                StringColumn.create("finished", runs.stream().map(StoredRun::finished)),
                DoubleColumn.create("Recall@20", runs.stream().mapToDouble(StoredRun::recall)),
                StringColumn.create("code", runs.stream().map(r -> r.state().toString())),
                LongColumn.create("kB", runs.stream().mapToLong(r -> (r.bytes() + 999) / 1000)),
                StringColumn.create(
                        "folder",
                        runs.stream().map(r -> r.folder().getFileName().toString())));
    }
}
