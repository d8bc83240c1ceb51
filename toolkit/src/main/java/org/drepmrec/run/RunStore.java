package org.drepmrec.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Folders;
import org.drepmrec.io.LockFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finished runs in a folder, each in a subfolder that appears atomically. Several processes may share it: each locks
 * the run that it performs, and the lock ends with the process.
 */
public final class RunStore {

    private static final Logger LOG = LoggerFactory.getLogger(RunStore.class);
    private static final int KEY_DIGITS = 24;
    private static final String WITH_MODEL = "+model";
    private static final String LOCKS = "locks";

    private final Path folder;

    private RunStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens or creates a store.
     *
     * @throws DataException if the folder cannot be made
     */
    public static RunStore at(Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(target.resolve(LOCKS));
        } catch (IOException e) {
            throw failed(target, e);
        }
        return new RunStore(target);
    }

    /**
     * Opens a store that is there already.
     *
     * @throws DataException if there is no such folder
     */
    public static RunStore existing(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw DataException.of(
                    folder.toString(),
                    "no such folder",
                    "the store of earlier runs",
                    "name the folder given as --store");
        }
        return at(folder);
    }

    private static DataException failed(Path place, IOException e) {
        return DataException.of(
                place.toString(),
                "not written (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                "a folder with write permission and free space",
                "choose another store folder or free some space; the runs stored before are as they were",
                e);
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** The folder of relation graphs, which all runs of the store share. */
    Path graphs() {
        return folder.resolve("graphs");
    }

    /**
     * All runs, in order of their folders' names; without their models unless the data set is given.
     *
     * @param data of the runs whose models may be asked for, or null
     * @throws DataException if one is damaged
     */
    public List<RunRecord> all(MultimodalDataset data) {
        Map<String, RunRecord> byKey = new LinkedHashMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(StoreContents::isRun)
                    .sorted()
                    .map(p -> RunFolder.read(p, data))
                    .forEach(r -> byKey.put(r.key(), r));
        } catch (IOException e) {
            throw DataException.unreadable(folder.toString(), e);
        }
        return List.copyOf(byKey.values());
    }

    /** An overview of every run, including those of other code, and of leftovers of killed processes. */
    public List<StoredRun> list() {
        return StoreContents.list(folder);
    }

    /**
     * Deletes runs and leftovers, except for those of a run in progress.
     *
     * @param which of {@link #list}
     * @return what was deleted
     * @throws DataException if one cannot be deleted
     */
    public List<StoredRun> remove(Predicate<StoredRun> which) {
        List<StoredRun> removed = new ArrayList<>();
        for (StoredRun run : list()) {
            if (which.test(run) && removeUnlessHeld(run.folder())) {
                removed.add(run);
            }
        }
        return removed;
    }

    private boolean removeUnlessHeld(Path place) {
        Optional<LockFile> lock = tryLock(folder.resolve(LOCKS).resolve(StoreContents.lock(place)));
        if (lock.isEmpty()) {
            return false;
        }
        try {
            if (StoreContents.isRun(place)) {
                remove(place);
            } else {
                Folders.delete(place);
            }
            return true;
        } catch (IOException e) {
            throw failed(place, e);
        } finally {
            lock.get().close();
        }
    }

    /** The outlines of the runs with the model and the seed of a specification, without those that are damaged. */
    List<RunFolder.Outline> outlines(RunSpec spec) {
        String name = name(spec, "");
        List<RunFolder.Outline> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(p ->
                            StoreContents.isRun(p) && p.getFileName().toString().startsWith(name))
                    .forEach(p -> {
                        try {
                            found.add(RunFolder.outline(p));
                        } catch (DataException e) {
                            LOG.debug("{}: passed over", p, e);
                        }
                    });
        } catch (IOException e) {
            throw DataException.unreadable(folder.toString(), e);
        }
        return found;
    }

    /**
     * The run of a key, or empty if there is none. A failed run has no model and is enough nevertheless.
     *
     * @throws DataException if it is damaged
     */
    Optional<RunRecord> find(RunSpec spec, String key, MultimodalDataset data, boolean needsModel) {
        for (boolean model : new boolean[] {true, false}) {
            Path place = place(spec, key, model);
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                RunRecord found;
                try {
                    found = RunFolder.read(place, data);
                } catch (DataException e) {
                    if (Files.exists(place)) {
                        throw e;
                    }
                    // Another process has just put the run with its model in its place.
                    return find(spec, key, data, needsModel);
                }
                if (!found.key().equals(key)) {
                    throw RunFolder.damaged(place, "the run of key " + found.key(), "that of " + key, null);
                }
                boolean enough = !needsModel || found.hasModel() || found.status() == RunRecord.Status.FAILED;
                if (enough) {
                    discardCheckpoint(spec, key);
                    return Optional.of(found.as(spec));
                }
            }
        }
        return Optional.empty();
    }

    private Path place(RunSpec spec, String key, boolean model) {
        return folder.resolve(name(spec, key) + (model ? WITH_MODEL : ""));
    }

    /** Where a run that takes long keeps its checkpoints until it is stored. */
    Path checkpoint(RunSpec spec, String key) {
        return folder.resolve("." + name(spec, key) + ".checkpoint");
    }

    /** Of a run that is stored; it may still be there if its deletion failed or a process was killed before. */
    private void discardCheckpoint(RunSpec spec, String key) {
        Path unneeded = checkpoint(spec, key);
        if (Files.exists(unneeded)) {
            Folders.discard(unneeded);
        }
    }

    static String name(RunSpec spec, String key) {
        return spec.model().replaceAll("[^A-Za-z0-9]+", "_") + "-seed" + spec.seed() + "-"
                + key.substring(0, Math.min(KEY_DIGITS, key.length()));
    }

    /** The lock of a run, or empty if another process or thread holds it. */
    Optional<LockFile> tryLock(RunSpec spec, String key) {
        return tryLock(lockFile(spec, key));
    }

    private static Optional<LockFile> tryLock(Path file) {
        try {
            return LockFile.tryTake(file);
        } catch (IOException e) {
            throw DataException.of(
                    file.toString(),
                    "cannot be locked (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                    "a store folder with write permission, on a file system with locks",
                    "choose another store folder",
                    e);
        }
    }

    /** Who does a run. */
    String owner(RunSpec spec, String key) {
        return LockFile.owner(lockFile(spec, key));
    }

    private Path lockFile(RunSpec spec, String key) {
        return folder.resolve(LOCKS).resolve(name(spec, key) + ".lock");
    }

    /**
     * Stores a run, of which the caller holds the lock, and reads it back.
     *
     * @throws DataException if it cannot be written; nothing is changed then
     */
    RunRecord put(RunRecord run, MultimodalDataset data, boolean keepModel) {
        boolean withModel = keepModel && run.hasModel();
        Path target = place(run.spec(), run.key(), withModel);
        // Only the holder of the lock writes here, so what is left of a killed process may go.
        Path temporary = folder.resolve("." + target.getFileName() + ".part");
        try {
            Folders.delete(temporary);
            Files.createDirectory(temporary);
            RunFolder.write(run, temporary, withModel);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            discardCheckpoint(run.spec(), run.key());
            if (withModel) {
                remove(place(run.spec(), run.key(), false));
            }
        } catch (IOException e) {
            throw failed(target, e);
        } finally {
            // After a failure, which is on its way to the caller, what was written so far must not fill the disk.
            Folders.discard(temporary);
        }
        return RunFolder.read(target, data).as(run.spec());
    }

    /** Deletes a run; out of sight in one step, so that no half of it is ever read. */
    private void remove(Path old) throws IOException {
        if (Files.exists(old)) {
            Path aside = folder.resolve("." + old.getFileName() + ".old");
            Folders.delete(aside);
            Files.move(old, aside, StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(aside);
        }
    }

    @Override
    public String toString() {
        return "RunStore at " + folder;
    }
}
