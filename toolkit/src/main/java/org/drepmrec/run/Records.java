package org.drepmrec.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Folders;

/**
 * The records of a data set's runs: a folder with {@code data.json}, the data set's outline, and a file for each run. They
 * are small, and neither the data nor the store that they came from is needed to read them.
 *
 * @param outline of the data set
 * @param runs without their models, in order of the files' names
 */
public record Records(DataOutline outline, List<RunRecord> runs) {

    private static final String OUTLINE = "data.json";
    private static final String SUFFIX = ".json";

    /** Freezes the list. */
    public Records {
        runs = List.copyOf(runs);
    }

    /** The names of the data sets that have records in a folder, sorted. */
    public static List<String> names(Path results) {
        return list(results).stream()
                .filter(p -> Files.exists(p.resolve(OUTLINE)))
                .map(Records::name)
                .toList();
    }

    /**
     * Reads the records of a data set.
     *
     * @param folder that {@link #export} made for it
     * @throws DataException if anything is damaged
     */
    public static Records read(Path folder) {
        List<RunRecord> runs = new ArrayList<>();
        for (Path file : files(folder)) {
            runs.add(RecordFile.read(file));
        }
        return new Records(DataOutline.read(folder.resolve(OUTLINE)), runs);
    }

    private static List<Path> files(Path folder) {
        return list(folder).stream()
                .filter(p -> name(p).endsWith(SUFFIX) && !name(p).equals(OUTLINE))
                .toList();
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw DataException.unreadable(folder.toString(), e);
        }
    }

    /** In a jar, names of folders end with a slash. */
    private static String name(Path path) {
        return path.getFileName().toString().replace("/", "");
    }

    /**
     * What an export did.
     *
     * @param written files that are new or changed
     * @param unchanged the number of files that were there with the same content
     * @param replaced files of runs with the same specification that were deleted, since a later run took their place
     * @param leftOut why runs of the data set were left out, by the names of their folders
     */
    public record Exported(List<Path> written, int unchanged, List<Path> replaced, Map<String, String> leftOut) {}

    /**
     * Writes the records of a data set's runs into {@code results/NAME}. Repeating it changes nothing. Runs on other
     * interactions are passed over. Records of runs that the store does not have stay, unless the store has a later run with
     * the same specification.
     *
     * @param data on which the runs were done
     * @param otherCode whether runs of other code, or of models that are not here, are recorded too
     * @param failed whether failed runs are recorded too
     * @throws DataException if the folder holds records of other interactions, or cannot be written
     */
    public static Exported export(
            RunStore store, MultimodalDataset data, Path results, boolean otherCode, boolean failed) {
        Map<String, String> leftOut = new LinkedHashMap<>();
        Map<String, RunRecord> chosen = new LinkedHashMap<>();
        for (StoredRun stored : store.list()) {
            choose(stored, data, otherCode, failed, leftOut).ifPresent(run -> {
                // A run is stored without its model and with it; the one with it comes later and tells more.
                String specification = specification(run);
                RunRecord other = chosen.get(specification);
                if (other == null || !finished(run).isBefore(finished(other))) {
                    chosen.put(specification, run);
                }
            });
        }
        return write(chosen, DataOutline.of(data), results.resolve(data.name()), leftOut);
    }

    private static Instant finished(RunRecord run) {
        String text = run.provenance().environment().get("finished");
        return text == null ? Instant.EPOCH : Instant.parse(text);
    }

    private static Optional<RunRecord> choose(
            StoredRun stored, MultimodalDataset data, boolean otherCode, boolean failed, Map<String, String> leftOut) {
        String name = name(stored.folder());
        if (stored.state() == StoredRun.State.DAMAGED) {
            leftOut.put(name, "it is damaged");
            return Optional.empty();
        }
        if (stored.state() == StoredRun.State.LEFTOVER
                || stored.state() == StoredRun.State.UNFINISHED
                || !data.fingerprint()
                        .equals(RunFolder.outline(stored.folder())
                                .provenance()
                                .data()
                                .get("fingerprint"))) {
            return Optional.empty();
        }
        if (stored.state() != StoredRun.State.CURRENT && !otherCode) {
            leftOut.put(name, "its code is " + stored.state());
            return Optional.empty();
        }
        RunRecord run = RunFolder.read(stored.folder(), data);
        if (run.status() == RunRecord.Status.FAILED && !failed) {
            leftOut.put(name, "it failed");
            return Optional.empty();
        }
        return Optional.of(run);
    }

    /** What two runs have in common of which the later is to be recorded: all but code, versions and machine. */
    private static String specification(RunRecord run) {
        Map<String, String> graphs = new LinkedHashMap<>(run.provenance().graphs());
        graphs.remove("fingerprint");
        return run.spec().model() + " " + run.spec().seed() + " " + run.spec().probes()
                + run.provenance().data() + graphs + run.provenance().options()
                + run.provenance().training();
    }

    private static Exported write(
            Map<String, RunRecord> chosen, DataOutline outline, Path folder, Map<String, String> leftOut) {
        Path header = folder.resolve(OUTLINE);
        if (Files.exists(header)) {
            DataOutline old = DataOutline.read(header);
            if (!old.fingerprint().equals(outline.fingerprint())) {
                throw DataException.of(
                        folder.toString(),
                        "records of other interactions (" + old.users() + " users, " + old.items() + " items)",
                        "those of " + outline.name() + " (" + outline.users() + " users, " + outline.items()
                                + " items)",
                        "give the data set another name, or delete the folder");
            }
        }
        List<Path> written = new ArrayList<>();
        List<Path> replaced = new ArrayList<>();
        int unchanged = 0;
        if (!chosen.isEmpty()) {
            Folders.make(folder);
            outline.write(header);
            for (Path file : files(folder)) {
                RunRecord later = chosen.get(specification(RecordFile.read(file)));
                if (later != null && !name(file).equals(fileName(later))) {
                    replaced.add(file);
                }
            }
            for (RunRecord run : chosen.values()) {
                Path file = folder.resolve(fileName(run));
                if (changes(file, run)) {
                    written.add(file);
                } else {
                    unchanged++;
                }
            }
            replaced.forEach(Folders::discard);
        }
        return new Exported(written, unchanged, replaced, leftOut);
    }

    private static String fileName(RunRecord run) {
        return RunStore.name(run.spec(), run.key()) + SUFFIX;
    }

    private static boolean changes(Path file, RunRecord run) {
        Optional<byte[]> before = bytes(file);
        RecordFile.write(file, run.with(LineAccuracy.added(run)));
        return before.isEmpty() || !Arrays.equals(before.get(), bytes(file).orElseThrow());
    }

    private static Optional<byte[]> bytes(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw DataException.unreadable(file.toString(), e);
        }
    }
}
