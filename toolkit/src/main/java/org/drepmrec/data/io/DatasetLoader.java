package org.drepmrec.data.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.KCore;
import org.drepmrec.data.LogChecks;
import org.drepmrec.data.MissingItems;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Provenance;
import org.drepmrec.data.RandomSplit;
import org.drepmrec.data.Split;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Places;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a data set from a folder in the field's layout: {@code <name>.inter} (see {@link InterFile}), one
 * {@code *_feat.npy} per modality with row = item id, and optionally {@code items.tsv} (header {@code itemID<TAB>title})
 * and {@code pictures/<itemID>.png}, {@code user_ids.txt} and {@code item_ids.txt} (line i is the own id of number i), and
 * {@code missing.tsv} (header {@code itemID<TAB>modality}: vectors that only stand in for what is missing).
 *
 * <p>In this order: duplicates are collapsed; {@link #core} filters; data without {@code x_label} are split by
 * {@link RandomSplit}; validation and test rows of users without a training row are left out, unless the data set was saved with
 * them ({@code sizes.tsv}). What was mended or left
 * out is counted in {@link MultimodalDataset#warnings()} and logged once.
 */
public final class DatasetLoader {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetLoader.class);
    private static final String SUFFIX = "_feat.npy";

    private final String name;
    private final Path folder;
    private final Map<Modality, String> named = new LinkedHashMap<>();
    private Optional<List<Modality>> only = Optional.empty();
    private long splitSeed = 999;
    private int core;
    private boolean ignoreLabels;
    private boolean quiet;

    DatasetLoader(String name, Path folder) {
        this.name = name;
        this.folder = folder;
    }

    /** Takes a modality from a file of any name, relative to the folder, in place of the usual one. */
    public DatasetLoader modality(Modality modality, String file) {
        named.put(modality, file);
        return this;
    }

    /** Reads these modalities in this order, and no other feature file; all that are there by default, by name. */
    public DatasetLoader only(Modality... modalities) {
        only = Optional.of(List.of(modalities));
        return this;
    }

    /** Seed of the split that is made where there are no labels; 999 by default, the field's habit. */
    public DatasetLoader splitSeed(long seed) {
        splitSeed = seed;
        return this;
    }

    /**
     * Keeps users and items with at least k interactions among each other and re-indexes ids, features, titles and
     * pictures; 0, the default, keeps all. A filter after the split would change it, so data with labels are refused
     * unless {@link #ignoreLabels()} is set.
     *
     * @throws IllegalArgumentException if k is negative
     */
    public DatasetLoader core(int k) {
        if (k < 0) {
            throw new IllegalArgumentException("core: found " + k + ", expected a whole number of at least 0");
        }
        core = k;
        return this;
    }

    /** Splits anew even where the file has the column {@code x_label}. */
    public DatasetLoader ignoreLabels() {
        ignoreLabels = true;
        return this;
    }

    /** Logs no warnings; {@link MultimodalDataset#warnings} has them. */
    public DatasetLoader quiet() {
        quiet = true;
        return this;
    }

    /**
     * Reads everything.
     *
     * @throws DataException saying what is wrong with which file
     */
    public MultimodalDataset load() {
        Path path = interPath();
        String file = Places.name(path);
        Map<String, String> hashes = new TreeMap<>();
        List<String> warnings = new ArrayList<>();

        InterFile inter = InterFile.read(path);
        hashes.put(file, inter.sha256());
        inter.warning().ifPresent(warnings::add);
        SizesFile sizes = SizesFile.apply(folder, inter.log(), hashes);
        InteractionLog log = sizes.log();
        Optional<KCore> filter = filter(file, log);
        InteractionLog chosen = filter.map(KCore::log).orElse(log);
        InteractionLog labeled = chosen.isLabeled() && !ignoreLabels ? chosen : RandomSplit.apply(chosen, splitSeed);
        InteractionLog kept = sizes.coldUsers() && labeled == chosen ? labeled : labeled.withoutColdUsers();
        new LogChecks(file, labeled, kept).addTo(warnings);

        MultimodalDataset.Builder set = MultimodalDataset.builder(name, kept.users(), kept.items())
                .train(kept.interactions(Split.TRAIN))
                .validation(kept.interactions(Split.VALIDATION))
                .test(kept.interactions(Split.TEST));
        Map<Modality, Path> paths = featurePaths();
        Map<Modality, BitSet> missing = MissingFile.read(folder, log.items(), paths.keySet(), hashes);
        filter.ifPresent(f -> missing.replaceAll((m, gaps) -> select(f, gaps)));
        paths.forEach((modality, features) -> {
            FeatureFile read = FeatureFile.read(features, log.items(), file);
            FeatureFile used = filter.map(read::select).orElse(read);
            hashes.put(used.name(), used.sha256());
            used.addWarnings(warnings);
            set.features(modality, used.features());
        });
        IdFiles.read(folder, log.users(), log.items(), hashes)
                .map(ids -> filter.map(f -> IdFiles.select(ids, f)).orElse(ids))
                .ifPresent(set::ids);
        ItemCatalogue catalogue = FolderCatalogue.read(folder, log.items(), hashes);
        warnings.forEach(set::warning);
        if (!quiet) {
            warnings.forEach(w -> LOG.warn("{}: {}", name, w));
        }
        ItemCatalogue selected = filter.map(f -> f.select(catalogue)).orElse(catalogue);
        return set.catalogue(MissingItems.noted(selected, missing))
                .provenance(new Provenance(file, hashes, settings(labeled != chosen)))
                .build();
    }

    /** Those of some items that a filter left, under their new ids. */
    private static BitSet select(KCore filter, BitSet items) {
        int[] old = filter.items();
        return IntStream.range(0, old.length)
                .filter(k -> items.get(old[k]))
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    private Optional<KCore> filter(String file, InteractionLog log) {
        if (core == 0) {
            return Optional.empty();
        }
        if (log.isLabeled() && !ignoreLabels) {
            throw DataException.of(
                    file,
                    "column x_label together with core(" + core + ")",
                    "data that are filtered before they are split",
                    "leave out core, or add ignoreLabels() to split anew after the filter");
        }
        return Optional.of(KCore.of(log, core));
    }

    private Map<String, String> settings(boolean split) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("split", split ? "random 8:1:1 per user" : "as labeled");
        if (split) {
            settings.put("splitSeed", Long.toString(splitSeed));
        }
        if (core > 0) {
            settings.put("core", Integer.toString(core));
        }
        return settings;
    }

    private Path interPath() {
        if (!Files.isDirectory(folder)) {
            throw DataException.of(
                    folder.toString(), "no such folder", "a folder with " + name + ".inter", "check the path");
        }
        String wanted = name + ".inter";
        List<String> found = list("*.inter");
        if (!found.contains(wanted)) {
            String remedy = found.size() == 1
                    ? "load \"" + found.get(0).replaceFirst("\\.inter$", "") + "\" instead, or rename the file"
                    : "check the name and the folder";
            throw DataException.of(
                    folder.toString(), found.isEmpty() ? "no .inter file" : "only " + found, wanted, remedy);
        }
        return folder.resolve(wanted);
    }

    private Map<Modality, Path> featurePaths() {
        Map<Modality, Path> all = new TreeMap<>();
        for (String file : list("*" + SUFFIX)) {
            Modality modality = modalityOf(file);
            Path before = named.containsKey(modality) ? null : all.put(modality, folder.resolve(file));
            if (before != null) {
                throw DataException.of(
                        folder.toString(),
                        before.getFileName() + " and " + file,
                        "one file of modality " + modality,
                        "remove one, or choose by modality(...)");
            }
        }
        named.forEach((modality, file) -> all.put(modality, folder.resolve(file)));
        return only.map(kept -> select(all, kept)).orElse(all);
    }

    private Modality modalityOf(String file) {
        try {
            return Modality.ofFile(file);
        } catch (IllegalArgumentException e) {
            throw DataException.of(
                    file,
                    "no name of a modality",
                    "lower-case letters, digits and underscores before " + SUFFIX,
                    "rename it to anything that does not end so, and choose it by modality(...)",
                    e);
        }
    }

    private Map<Modality, Path> select(Map<Modality, Path> all, List<Modality> kept) {
        Map<Modality, Path> chosen = new LinkedHashMap<>();
        for (Modality modality : kept) {
            if (!all.containsKey(modality)) {
                throw DataException.of(
                        folder.toString(),
                        "modalities " + all.keySet(),
                        modality + " as asked for",
                        "add " + modality.fileName() + ", or choose another file by modality(...)");
            }
            chosen.put(modality, all.get(modality));
        }
        return chosen;
    }

    private List<String> list(String pattern) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
            entries.forEach(p -> names.add(p.getFileName().toString()));
        } catch (IOException e) {
            throw DataException.unreadable(folder.toString(), e);
        }
        names.sort(null);
        return names;
    }
}
