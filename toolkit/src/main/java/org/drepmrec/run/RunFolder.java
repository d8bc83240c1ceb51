package org.drepmrec.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.DataException;
import org.drepmrec.io.JsonFile;
import org.drepmrec.io.Sha256;
import org.drepmrec.train.RunProvenance;
import org.drepmrec.train.TrainedModel;

/**
 * A stored run: {@code run.json} with specification, provenance and metrics, {@code history.tsv} with losses, metrics and
 * probes by epoch, {@code users.tsv} with every metric's test values of single users, {@code SHA256SUMS} over these as
 * {@code sha256sum -c} reads it, and where it was asked for the trained model in {@code model}.
 */
final class RunFolder {

    static final String REMEDY = "delete the run's folder to have it done again";
    static final String MODEL = "model";
    private static final String MANIFEST = "run.json";
    private static final String HISTORY = "history.tsv";
    private static final String USERS = "users.tsv";
    private static final String SUMS = "SHA256SUMS";
    private static final String FORMAT = "drepmrec-run";
    private static final int VERSION = 2;
    private static final long LARGEST = 1L << 30;

    private RunFolder() {}

    private static final class Manifest extends RunDescription implements JsonFile.Header {
        private String format;
        private int version;

        @Override
        public String format() {
            return format;
        }

        @Override
        public int version() {
            return version;
        }
    }

    /** Writes a run into a folder that exists and is empty. */
    static void write(RunRecord run, Path folder, boolean keepModel) {
        Manifest m = new Manifest();
        m.format = FORMAT;
        m.version = VERSION;
        m.describe(run);
        JsonFile.write(folder.resolve(MANIFEST), m);
        Tsv.write(folder.resolve(HISTORY), EpochColumns.of(run));
        Map<String, double[]> users = new LinkedHashMap<>();
        users.put("user", Arrays.stream(run.users()).asDoubleStream().toArray());
        users.putAll(run.perUserValues());
        Tsv.write(folder.resolve(USERS), users);
        if (keepModel && run.hasModel()) {
            run.model().save(folder.resolve(MODEL));
        }
        String sums = Stream.of(MANIFEST, HISTORY, USERS)
                .map(f -> sha256(folder.resolve(f)) + "  " + f + "\n")
                .collect(Collectors.joining());
        AtomicFile.write(folder.resolve(SUMS), out -> out.write(sums.getBytes(StandardCharsets.UTF_8)));
    }

    /** What a run says of itself, whether or not its model and its probes are known here. */
    record Outline(long seed, Set<String> probes, RunProvenance provenance, Map<String, Map<String, Double>> metrics) {}

    /**
     * Reads the outline of a run.
     *
     * @throws DataException if anything of it is missing or was changed
     */
    static Outline outline(Path folder) {
        verify(folder);
        return manifest(folder.resolve(MANIFEST)).outline();
    }

    /**
     * Reads a run.
     *
     * @param data of the run, for its model; null if the model is not wanted
     * @throws DataException if anything of it is missing or was changed
     */
    static RunRecord read(Path folder, MultimodalDataset data) {
        verify(folder);
        Manifest m = manifest(folder.resolve(MANIFEST));
        EpochColumns history = EpochColumns.read(Tsv.read(folder.resolve(HISTORY)), folder.resolve(HISTORY));
        Map<String, double[]> values = new LinkedHashMap<>(Tsv.read(folder.resolve(USERS)));
        double[] users = values.remove("user");
        if (users == null) {
            throw damaged(folder.resolve(USERS), "no column user", "it first", null);
        }
        Path model = folder.resolve(MODEL);
        Supplier<TrainedModel> load =
                data != null && Files.isDirectory(model) ? () -> TrainedModel.load(model, data) : null;
        int[] ids = Arrays.stream(users).mapToInt(u -> (int) u).toArray();
        return m.run(new RunRecord.PerUser(ids, values), history, load, folder, REMEDY);
    }

    private static void verify(Path folder) {
        String text;
        try {
            text = Files.readString(small(folder.resolve(SUMS)));
        } catch (IOException e) {
            throw damaged(folder.resolve(SUMS), "not readable (" + e + ")", "the hashes of the run's files", e);
        }
        List<String> named =
                text.lines().map(l -> l.replaceFirst("^[0-9a-f]{64}  ", "")).toList();
        if (!text.endsWith("\n") || !named.equals(List.of(MANIFEST, HISTORY, USERS))) {
            throw damaged(
                    folder.resolve(SUMS),
                    DataException.quote(text),
                    "hashes of " + MANIFEST + ", " + HISTORY + " and " + USERS,
                    null);
        }
        text.lines().forEach(line -> {
            Path file = folder.resolve(line.substring(66));
            String hash = sha256(file);
            if (!line.startsWith(hash)) {
                throw damaged(file, "sha256 " + hash, line.substring(0, 64) + " as " + SUMS + " says", null);
            }
        });
    }

    private static Manifest manifest(Path file) {
        Manifest m = JsonFile.read(file, Manifest.class, FORMAT, VERSION, "a stored run", REMEDY);
        if (!m.whole()) {
            throw damaged(file, "a part is missing", "all parts of a stored run", null);
        }
        return m;
    }

    static DataException damaged(Path file, String found, String expected, Exception cause) {
        return DataException.of(file.toString(), found, expected, REMEDY, cause);
    }

    private static Path small(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw damaged(file, Files.size(file) + " bytes", "at most " + LARGEST, null);
        }
        return file;
    }

    private static String sha256(Path file) {
        try {
            return new Sha256().update(Files.readAllBytes(small(file))).hex();
        } catch (IOException e) {
            throw damaged(file, "not readable (" + e + ")", "a file of the run", e);
        }
    }
}
