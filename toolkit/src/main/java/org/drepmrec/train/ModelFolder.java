package org.drepmrec.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.data.DataException;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.AtomicFile;
import org.drepmrec.data.io.NpyArray;
import org.drepmrec.data.io.NpyReader;
import org.drepmrec.data.io.NpyWriter;
import org.drepmrec.eval.Mask;
import org.drepmrec.model.Representations;

/**
 * A saved model: {@code model.json} with provenance, history, metrics and the hash of each array, and one {@code .npy}
 * file per array. The folder is written under a temporary name and moved into place in one step; a model that is replaced
 * is moved aside first, and back again if the new one cannot take its place.
 */
final class ModelFolder {

    private static final String MANIFEST = "model.json";
    private static final String FORMAT = "drepmrec-model";
    private static final int VERSION = 1;
    private static final long LARGEST_MANIFEST = 1L << 28;
    private static final String REMEDY = "train and save the model again";
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private ModelFolder() {}

    /** What {@code model.json} holds. Not a record: the oldest gson that a notebook host may bring cannot read records. */
    private static final class Manifest {
        String format;
        int version;
        String model;
        Map<String, String> data;
        Map<String, String> graphs;
        Map<String, String> options;
        Map<String, String> training;
        Map<String, String> environment;
        StopReason stopReason;
        List<String> warnings;
        int[] cutoffs;
        Map<String, Map<String, Double>> metrics;
        List<Epoch> history;
        Map<String, String> arrays;
    }

    private static final class Epoch {
        int epoch;
        Map<String, Double> losses;
        Map<String, Double> selection;
        double learningRate;
        double trainSeconds;
        double evaluationSeconds;
        boolean best;
    }

    static void save(TrainedModel model, Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        requireFree(target);
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(temporary);
            write(model, temporary);
            replace(target, temporary);
        } catch (IOException e) {
            throw DataException.of(
                    target.toString(),
                    "not written (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                    "a folder that can be written",
                    "choose another place or free some space",
                    e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    /** Saving replaces a folder whole, so it may hold nothing but what an earlier save wrote. */
    static void requireFree(Path target) {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String found;
        try (Stream<Path> entries = Files.list(target)) {
            Set<String> names = entries.map(p -> p.getFileName().toString()).collect(Collectors.toSet());
            if (names.contains(MANIFEST)) {
                names.remove(MANIFEST);
                readManifest(target.resolve(MANIFEST)).arrays.keySet().forEach(a -> names.remove(a + ".npy"));
            }
            if (names.isEmpty() && !Files.isSymbolicLink(target)) {
                return;
            }
            found = names.isEmpty()
                    ? "a link"
                    : DataException.quote(names.iterator().next()) + " is there";
        } catch (IOException e) {
            found = "no folder";
        }
        throw DataException.of(
                target.toString(), found, "a new or empty folder, or nothing but a saved model", "choose another name");
    }

    private static void replace(Path target, Path temporary) throws IOException {
        Path old = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".old");
        boolean replaces = Files.exists(target);
        if (replaces) {
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (replaces) {
                Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        deleteQuietly(old);
    }

    private static void deleteQuietly(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }

    private static void write(TrainedModel model, Path folder) {
        Map<String, TrainedModel.Matrix> arrays = new LinkedHashMap<>();
        Representations r = model.representations();
        arrays.put("general", matrix(r, r.general()));
        r.behaviour().ifPresent(line -> arrays.put("behaviour", matrix(r, line)));
        r.modal().ifPresent(line -> arrays.put("modal", matrix(r, line)));
        model.parameters().forEach((name, values) -> arrays.put("parameter." + name, values));

        Map<String, String> hashes = new LinkedHashMap<>();
        arrays.forEach((name, m) -> {
            Path file = folder.resolve(name + ".npy");
            NpyWriter.write(file, m.rows(), m.cols(), m.values());
            hashes.put(name, NpyReader.read(file).sha256());
        });
        String json = GSON.toJson(manifest(model, hashes));
        AtomicFile.write(folder.resolve(MANIFEST), out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static TrainedModel.Matrix matrix(Representations r, Representations.Line line) {
        return new TrainedModel.Matrix(r.users() + r.items(), line.size(), line.values());
    }

    private static Manifest manifest(TrainedModel model, Map<String, String> hashes) {
        Manifest m = new Manifest();
        m.format = FORMAT;
        m.version = VERSION;
        m.model = model.provenance().model();
        m.data = model.provenance().data();
        m.graphs = model.provenance().graphs();
        m.options = model.provenance().options();
        m.training = model.provenance().training();
        m.environment = model.provenance().environment();
        m.stopReason = model.stopReason();
        m.warnings = model.warnings();
        m.cutoffs = model.cutoffs();
        m.metrics = model.metricValues();
        m.history = model.epochs().stream().map(ModelFolder::epoch).toList();
        m.arrays = hashes;
        return m;
    }

    private static Epoch epoch(EpochRecord r) {
        Epoch e = new Epoch();
        e.epoch = r.epoch();
        e.losses = r.losses();
        e.selection = r.selection();
        e.learningRate = r.learningRate();
        e.trainSeconds = r.trainSeconds();
        e.evaluationSeconds = r.evaluationSeconds();
        e.best = r.best();
        return e;
    }

    static TrainedModel load(Path folder, MultimodalDataset data) {
        Manifest m = readManifest(folder.resolve(MANIFEST));
        try {
            return load(folder, m, data);
        } catch (IllegalArgumentException e) {
            throw DataException.of(
                    folder.toString(), "values that do not fit (" + e.getMessage() + ")", "a saved model", REMEDY, e);
        }
    }

    private static TrainedModel load(Path folder, Manifest m, MultimodalDataset data) {
        String fingerprint = m.data.get("fingerprint");
        if (!data.fingerprint().equals(fingerprint)) {
            throw DataException.of(
                    folder.toString(),
                    "trained on " + DataException.quote(m.data.get("name")) + " with fingerprint "
                            + DataException.quote(fingerprint),
                    data.name() + " with fingerprint " + data.fingerprint(),
                    "load the data set that the model was trained on, with the same settings");
        }
        Map<String, TrainedModel.Matrix> arrays = new LinkedHashMap<>();
        m.arrays.forEach((name, hash) -> arrays.put(name, readArray(folder, name, hash)));
        Map<String, TrainedModel.Matrix> parameters = new LinkedHashMap<>();
        arrays.forEach((name, a) -> {
            if (name.startsWith("parameter.")) {
                parameters.put(name.substring("parameter.".length()), a);
            }
        });
        Representations representations = new Representations(
                data.users(),
                data.items(),
                line(folder, arrays, "general", data),
                arrays.containsKey("behaviour") ? line(folder, arrays, "behaviour", data) : null,
                arrays.containsKey("modal") ? line(folder, arrays, "modal", data) : null);
        RunProvenance provenance = new RunProvenance(m.model, m.data, m.graphs, m.options, m.training, m.environment);
        Mask mask = TrainOptions.MASK.parse(m.training.get(TrainOptions.MASK.key()));
        TrainedModel model = new TrainedModel(
                data,
                provenance,
                m.stopReason,
                m.history.stream().map(ModelFolder::record).toList(),
                Evaluations.of(data, representations, m.cutoffs, mask),
                representations,
                parameters,
                m.warnings);
        refuseOtherMetrics(folder, m.metrics, model.metricValues());
        return model;
    }

    /** The metrics are computed anew from the arrays; the stored ones must say the same. */
    private static void refuseOtherMetrics(
            Path folder, Map<String, Map<String, Double>> stored, Map<String, Map<String, Double>> computed) {
        computed.forEach((split, values) -> values.forEach((label, value) -> {
            Double kept = stored.getOrDefault(split, Map.of()).get(label);
            if (kept == null || !(Math.abs(kept - value) <= 1e-6)) {
                throw DataException.of(
                        folder.resolve(MANIFEST).toString(),
                        split + " " + label + " " + kept,
                        value + ", as the saved arrays give",
                        REMEDY);
            }
        }));
    }

    private static Manifest readManifest(Path file) {
        if (!Files.isRegularFile(file)) {
            throw DataException.of(
                    file.toString(), "no such file", "the manifest of a saved model", "name the folder given to save");
        }
        Manifest m;
        try {
            if (Files.size(file) > LARGEST_MANIFEST) {
                throw DataException.of(
                        file.toString(), Files.size(file) + " bytes", "at most " + LARGEST_MANIFEST, REMEDY);
            }
            m = GSON.fromJson(Files.readString(file), Manifest.class);
        } catch (IOException | JsonParseException | IllegalArgumentException e) {
            // Gson lets the exceptions of Double.parseDouble pass.
            throw DataException.of(
                    file.toString(),
                    "not readable as JSON (" + DataException.quote(String.valueOf(e.getMessage())) + ")",
                    "a saved model",
                    REMEDY,
                    e);
        }
        if (m == null || !FORMAT.equals(m.format) || m.version != VERSION) {
            String found =
                    m == null ? "nothing" : DataException.quote(String.valueOf(m.format)) + " version " + m.version;
            throw DataException.of(file.toString(), found, FORMAT + " version " + VERSION, REMEDY);
        }
        if (!whole(m)) {
            throw DataException.of(file.toString(), "a part is missing", "all parts of a saved model", REMEDY);
        }
        return m;
    }

    private static boolean whole(Manifest m) {
        return m.model != null
                && Stream.of(m.data, m.graphs, m.options, m.training, m.environment, m.arrays)
                        .allMatch(ModelFolder::full)
                && m.data.keySet().containsAll(Set.of("name", "fingerprint"))
                && m.training.containsKey(TrainOptions.MASK.key())
                && m.stopReason != null
                && m.warnings != null
                && m.warnings.stream().allMatch(Objects::nonNull)
                && m.cutoffs != null
                && full(m.metrics)
                && m.metrics.values().stream().allMatch(ModelFolder::full)
                && m.history != null
                && m.history.stream().allMatch(e -> e != null && full(e.losses) && full(e.selection));
    }

    private static boolean full(Map<String, ?> map) {
        return map != null && map.values().stream().allMatch(Objects::nonNull);
    }

    private static TrainedModel.Matrix readArray(Path folder, String name, String hash) {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw DataException.of(
                    folder.resolve(MANIFEST).toString(),
                    "array named " + DataException.quote(name),
                    "letters, digits, dots and dashes",
                    REMEDY);
        }
        NpyArray array = NpyReader.read(folder.resolve(name + ".npy"));
        if (!array.sha256().equals(hash)) {
            throw DataException.of(
                    folder.resolve(name + ".npy").toString(),
                    "sha256 " + array.sha256(),
                    DataException.quote(hash) + " as " + MANIFEST + " says",
                    REMEDY);
        }
        return new TrainedModel.Matrix(array.rows(), array.columns(), array.values());
    }

    private static Representations.Line line(
            Path folder, Map<String, TrainedModel.Matrix> arrays, String name, MultimodalDataset data) {
        TrainedModel.Matrix a = arrays.get(name);
        int rows = data.users() + data.items();
        if (a == null || a.rows() != rows) {
            throw DataException.of(
                    folder.resolve(name + ".npy").toString(),
                    a == null ? "no such array" : a.rows() + " rows",
                    rows + " (users and items of " + data.name() + ")",
                    REMEDY);
        }
        return new Representations.Line(a.values(), a.cols());
    }

    private static EpochRecord record(Epoch e) {
        return new EpochRecord(
                e.epoch, e.losses, e.selection, e.learningRate, e.trainSeconds, e.evaluationSeconds, e.best);
    }
}
