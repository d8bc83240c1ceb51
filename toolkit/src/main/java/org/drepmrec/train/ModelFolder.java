package org.drepmrec.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.eval.Mask;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Folders;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Models;
import org.drepmrec.model.Representations;
import org.drepmrec.model.Scoring;

/**
 * A saved model: {@code model.json} with provenance, history, metrics and the hash of each array, and one {@code .npy}
 * file per array; of a model with nothing to train there are no arrays, and its scores are computed again. The folder is
 * written under a temporary name and moved into place in one step; a model that is replaced
 * is moved aside first, and back again if the new one cannot take its place, be it by the next save or load.
 */
final class ModelFolder {

    private static final String MANIFEST = "model.json";
    private static final String REMEDY = "train and save the model again";
    private static final String PARAMETERS = "parameter.";
    private static final ArrayFolder FORM = new ArrayFolder(MANIFEST, "drepmrec-model", 1, "a saved model", REMEDY);

    private ModelFolder() {}

    private static final class Manifest extends RunManifest {
        Map<String, Map<String, Double>> metrics;

        @Override
        boolean whole() {
            return super.whole()
                    && stopReason() != null
                    && full(metrics)
                    && metrics.values().stream().allMatch(RunManifest::full);
        }
    }

    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(MANIFEST));
    }

    static void save(TrainedModel model, Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        requireFree(target);
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            write(model, temporary);
            replace(target, temporary);
            AtomicFile.forceFolder(target.getParent());
        } catch (IOException e) {
            throw ArrayFolder.notWritten(target, e);
        } finally {
            Folders.discard(temporary);
        }
    }

    /** Saving replaces a folder whole, so it may hold nothing but what an earlier save wrote. */
    static void requireFree(Path target) {
        restoreAside(target);
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String found;
        try (Stream<Path> entries = Files.list(target)) {
            Set<String> names = entries.map(p -> p.getFileName().toString()).collect(Collectors.toSet());
            if (names.contains(MANIFEST)) {
                names.remove(MANIFEST);
                FORM.readManifest(target, Manifest.class).arrays.keySet().forEach(a -> names.remove(a + ".npy"));
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
        Folders.discard(old);
    }

    /** A process that was killed between the two moves of {@link #replace} left the old model aside. */
    private static void restoreAside(Path target) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) || !Files.isDirectory(target.getParent())) {
            return;
        }
        String name = target.getFileName().toString();
        try (Stream<Path> beside = Files.list(target.getParent())) {
            List<Path> aside = beside.filter(p -> p.getFileName().toString().startsWith("." + name + ".")
                            && p.getFileName().toString().length() == name.length() + 2 + 36 + 4
                            && p.getFileName().toString().endsWith(".old"))
                    .toList();
            if (aside.size() == 1) {
                Files.move(aside.get(0), target, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw DataException.unreadable(target.getParent().toString(), e);
        }
    }

    private static void write(TrainedModel model, Path folder) throws IOException {
        Map<String, ParameterValues> arrays = new LinkedHashMap<>();
        if (!model.isComputed()) {
            LineArrays.put(arrays, "", model.representations());
        }
        LineArrays.putAll(arrays, PARAMETERS, model.parameters());
        Manifest m = new Manifest();
        m.describe(model.provenance(), model.stopReason(), model.warnings(), model.cutoffs(), model.epochs());
        m.metrics = model.metricValues();
        FORM.write(folder, arrays, m);
    }

    static TrainedModel load(Path folder, MultimodalDataset data) {
        restoreAside(folder.toAbsolutePath().normalize());
        Manifest m = FORM.readManifest(folder, Manifest.class);
        try {
            return load(folder, m, data);
        } catch (IllegalArgumentException e) {
            throw DataException.of(
                    folder.toString(), "values that do not fit (" + e.getMessage() + ")", "a saved model", REMEDY, e);
        }
    }

    private static TrainedModel load(Path folder, Manifest m, MultimodalDataset data) {
        RunProvenance provenance = m.provenance();
        String fingerprint = provenance.data().get("fingerprint");
        if (!data.fingerprint().equals(fingerprint)) {
            throw DataException.of(
                    folder.toString(),
                    "trained on " + DataException.quote(provenance.data().get("name")) + " with fingerprint "
                            + DataException.quote(fingerprint),
                    data.name() + " with fingerprint " + data.fingerprint(),
                    "load the data set that the model was trained on, with the same settings");
        }
        if (m.stopReason() == StopReason.NOTHING_TO_TRAIN) {
            TrainedModel computed = Computed.again(folder.toString(), provenance, m.cutoffs(), data);
            refuseOtherMetrics(folder, m.metrics, computed);
            return computed;
        }
        Map<String, ParameterValues> arrays = FORM.readArrays(folder, m);
        Representations representations = LineArrays.representations(folder, arrays, "", data, REMEDY);
        Mask mask = TrainOptions.MASK.parse(provenance.training().get(TrainOptions.MASK.key()));
        Map<String, ParameterValues> parameters = LineArrays.below(PARAMETERS, arrays);
        // A type that scores in its own way must be known here too; else the metrics below do not agree.
        Scoring scoring =
                Models.find(provenance.model()).map(ModelType::scoring).orElse(Scoring.DOT_PRODUCT);
        TrainedModel model = new TrainedModel(
                data,
                provenance,
                m.stopReason(),
                m.history(),
                Evaluations.of(data, scoring.scorer(representations, parameters), m.cutoffs(), mask),
                representations,
                parameters,
                scoring,
                mask,
                m.warnings());
        refuseOtherMetrics(folder, m.metrics, model);
        return model;
    }

    /** The metrics are computed anew from the arrays; the stored ones must say the same. */
    private static void refuseOtherMetrics(Path folder, Map<String, Map<String, Double>> stored, TrainedModel loaded) {
        loaded.metricValues()
                .forEach((split, values) -> values.forEach((label, value) -> {
                    Double kept = stored.getOrDefault(split, Map.of()).get(label);
                    if (kept == null || !(Math.abs(kept - value) <= 1e-6)) {
                        throw DataException.of(
                                folder.resolve(MANIFEST).toString(),
                                split + " " + label + " " + kept,
                                value + ", as the saved arrays give" + byOtherCode(loaded.provenance()),
                                REMEDY + "; a model type that scores in its own way is registered before it is loaded");
                    }
                }));
    }

    private static String byOtherCode(RunProvenance provenance) {
        return TrainingCode.standing(provenance.environment()) == TrainingCode.Standing.OTHER
                ? " by today's code; other code saved them"
                : "";
    }
}
