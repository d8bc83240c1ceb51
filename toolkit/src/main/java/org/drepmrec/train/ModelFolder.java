package org.drepmrec.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.eval.Mask;
import org.drepmrec.io.AtomicFolder;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Places;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Models;
import org.drepmrec.model.Representations;
import org.drepmrec.model.Scoring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A saved model: {@code model.json} with provenance, history, metrics and the hash of each array, and one {@code .npy}
 * file per array; of a model with nothing to train there are no arrays, and its scores are computed again. The folder is
 * an {@link AtomicFolder}.
 */
final class ModelFolder {

    private static final Logger LOG = LoggerFactory.getLogger(ModelFolder.class);
    private static final String TITLES = "items.tsv";
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
        if (!model.data().fingerprint().equals(model.provenance().data().get("fingerprint"))) {
            throw new IllegalArgumentException(
                    model.name() + ": found items that it was not trained with, expected a model as"
                            + " training made it; save that one, and add the items after loading it");
        }
        requireFree(target);
        try {
            place(target).write(part -> write(model, part));
        } catch (IOException e) {
            throw ArrayFolder.notWritten(target, e);
        }
    }

    private static AtomicFolder place(Path folder) {
        return new AtomicFolder(folder, ModelFolder::isWhole);
    }

    private static boolean isWhole(Path folder) {
        try {
            FORM.readArrays(folder, FORM.readManifest(folder, Manifest.class));
            return true;
        } catch (DataException e) {
            return false;
        }
    }

    /** Saving replaces a folder whole, so it may hold nothing but what an earlier save wrote. */
    static void requireFree(Path target) {
        recover(target);
        // The new model is written beside the old one.
        if (target.getParent() != null) {
            Places.requireFolder(target.getParent());
        }
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String found;
        try (Stream<Path> entries = Files.list(target)) {
            Set<String> names = entries.map(p -> p.getFileName().toString()).collect(Collectors.toSet());
            if (names.contains(MANIFEST)) {
                names.removeAll(Set.of(MANIFEST, ArrayFolder.SUMS));
                FORM.parseManifest(target, Manifest.class).arrays.keySet().forEach(a -> names.remove(a + ".npy"));
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

    private static void recover(Path folder) {
        try {
            place(folder).recover();
        } catch (IOException e) {
            throw ArrayFolder.notWritten(folder, e);
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
        recover(folder);
        Manifest m = FORM.readManifest(folder, Manifest.class);
        try {
            return load(folder, m, data);
        } catch (IllegalArgumentException e) {
            throw DataException.of(
                    folder.toString(), "values that do not fit (" + e.getMessage() + ")", "a saved model", REMEDY, e);
        }
    }

    private static TrainedModel load(Path folder, Manifest m, MultimodalDataset given) {
        RunProvenance provenance = m.provenance();
        String refit = provenance.data().get("setting." + Refit.SETTING);
        MultimodalDataset data = refit == null || given.provenance().settings().containsKey(Refit.SETTING)
                ? given
                : Refit.all(given, refit);
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
            refuseOtherMetrics(folder, m.metrics, computed.evaluations(), provenance);
            return computed;
        }
        Map<String, ParameterValues> arrays = FORM.readArrays(folder, m);
        Representations representations = LineArrays.representations(folder, arrays, "", data, REMEDY);
        Mask mask = TrainOptions.MASK.parse(provenance.training().get(TrainOptions.MASK.key()));
        Map<String, ParameterValues> parameters = LineArrays.below(PARAMETERS, arrays);
        // A type that scores in its own way must be known here too; else the metrics below do not agree.
        Scoring scoring =
                Models.find(provenance.model()).map(ModelType::scoring).orElse(Scoring.DOT_PRODUCT);
        Map<Split, Evaluator> evaluators = Evaluations.evaluators(data, m.cutoffs(), mask);
        Supplier<Map<Split, Evaluation>> evaluating = () -> {
            Map<Split, Evaluation> again = Evaluations.of(evaluators, scoring.scorer(representations, parameters));
            refuseOtherMetrics(folder, m.metrics, again, provenance);
            return again;
        };
        TrainedModel model = new TrainedModel(
                data,
                provenance,
                m.stopReason(),
                m.history(),
                evaluating,
                representations,
                parameters,
                scoring,
                mask,
                m.warnings());
        // The arrays are the saved ones, by their hashes; so the code that saved them would rank as it did then.
        if (TrainingCode.standing(provenance.environment()) != TrainingCode.Standing.CURRENT) {
            model.evaluatedSplits();
        }
        warnOfOtherTitles(folder, provenance, data);
        return model;
    }

    /** The metrics are computed anew from the arrays; the stored ones must say the same. */
    private static void refuseOtherMetrics(
            Path folder,
            Map<String, Map<String, Double>> stored,
            Map<Split, Evaluation> found,
            RunProvenance provenance) {
        found.forEach((split, evaluation) -> evaluation.asMap().forEach((label, value) -> {
            String name = split.name().toLowerCase(Locale.ROOT);
            Double kept = stored.getOrDefault(name, Map.of()).get(label);
            if (kept == null || !(Math.abs(kept - value) <= 1e-6)) {
                throw DataException.of(
                        folder.resolve(MANIFEST).toString(),
                        name + " " + label + " " + kept,
                        value + ", as the saved arrays give" + byOtherCode(provenance),
                        REMEDY + "; a model type that scores in its own way is registered before it is loaded");
            }
        }));
    }

    /** Titles are for display only, so a model is of use without those that it was trained beside. */
    private static void warnOfOtherTitles(Path folder, RunProvenance saved, MultimodalDataset data) {
        String then = saved.data().get("sha256." + TITLES);
        String now = data.provenance().sha256().get(TITLES);
        if (then != null && now != null && !then.equals(now)) {
            LOG.warn(
                    "{}: {} is not the file that the model was trained beside; titles may belong to other items, numbers of"
                            + " items hold",
                    folder,
                    TITLES);
        }
    }

    private static String byOtherCode(RunProvenance provenance) {
        return TrainingCode.standing(provenance.environment()) == TrainingCode.Standing.OTHER
                ? " by today's code; other code saved them"
                : "";
    }
}
