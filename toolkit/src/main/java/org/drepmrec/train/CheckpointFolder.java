package org.drepmrec.train;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Adam;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.DataException;
import org.drepmrec.model.Representations;

/**
 * The checkpoints of one training: {@code epoch-000012} after 12 epochs, or {@code finished}. Each is written beside the
 * one before it, forced to disk, and moved into place in one step; only then the older one goes. A process that is killed
 * at any moment leaves a whole one. One training at a time holds the folder.
 */
final class CheckpointFolder implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String FINISHED = "finished";
    private static final String PARAMETERS = "parameter.";
    private static final String MEAN = "adam.mean.";
    private static final String VARIANCE = "adam.variance.";
    private static final String BEST = "best.";
    private static final String BEST_PARAMETERS = "best.parameter.";
    private static final String REMEDY = "delete the folder to train from the beginning";
    private static final ArrayFolder FORM =
            new ArrayFolder("checkpoint.json", "drepmrec-checkpoint", 1, "a checkpoint", REMEDY);

    private final Path folder;
    private final FileChannel lock;

    private static final class Manifest extends RunManifest {
        Map<String, Integer> steps;

        @Override
        boolean whole() {
            return super.whole() && full(steps);
        }
    }

    private CheckpointFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder where there is none, and holds it until {@link #close}.
     *
     * @throws DataException if it cannot be written, holds something else, or another training holds it
     */
    static CheckpointFolder open(Path place) {
        Path folder = place.toAbsolutePath().normalize();
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            requireOwn(folder);
            channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            if (!held(channel)) {
                throw DataException.of(
                        folder.toString(),
                        "in use by another training",
                        "checkpoints that nobody writes now",
                        "wait for the other training, or choose another folder");
            }
            CheckpointFolder opened = new CheckpointFolder(folder, channel);
            opened.removeLeftovers();
            channel = null;
            return opened;
        } catch (IOException e) {
            throw ArrayFolder.notWritten(folder, e);
        } finally {
            closeQuietly(channel);
        }
    }

    private static boolean held(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("closing the lock of the checkpoints failed: " + e, e);
        }
    }

    private static void requireOwn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            Optional<String> foreign = entries.map(p -> p.getFileName().toString())
                    .filter(name -> !name.equals(LOCK) && !isCheckpoint(name) && !isLeftover(name))
                    .findFirst();
            if (foreign.isPresent()) {
                throw DataException.of(
                        folder.toString(),
                        DataException.quote(foreign.get()) + " is there",
                        "a new or empty folder, or nothing but checkpoints",
                        "choose another folder");
            }
        }
    }

    private static boolean isCheckpoint(String name) {
        return name.equals(FINISHED) || name.matches("epoch-\\d{6,}");
    }

    private static boolean isLeftover(String name) {
        return name.matches("\\.(finished|epoch-\\d{6,})\\.[0-9a-f-]{36}\\.part");
    }

    private void removeLeftovers() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(p -> isLeftover(p.getFileName().toString())).forEach(ArrayFolder::deleteQuietly);
        }
    }

    /** The finished checkpoint, or else that of the most epochs. */
    private Optional<Path> newest() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(p -> isCheckpoint(p.getFileName().toString())).max(CheckpointFolder::byAge);
        }
    }

    private static int byAge(Path a, Path b) {
        String x = a.getFileName().toString();
        String y = b.getFileName().toString();
        // "finished" is behind "epoch-...", and a longer number behind a shorter one.
        boolean sameKind = x.equals(FINISHED) == y.equals(FINISHED);
        return sameKind && x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
    }

    /**
     * Writes a checkpoint. An interrupt waits until it is whole.
     *
     * @throws DataException if it cannot be written; the one before it is as it was
     */
    void write(Checkpoint state) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    writeOnce(state);
                    return;
                } catch (DataException e) {
                    if (!(e.getCause() instanceof ClosedByInterruptException)) {
                        throw e;
                    }
                    Thread.interrupted();
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeOnce(Checkpoint state) {
        String name = state.finished() != null
                ? FINISHED
                : String.format(Locale.ROOT, "epoch-%06d", state.history().size());
        Path target = folder.resolve(name);
        Path temporary = folder.resolve("." + name + "." + UUID.randomUUID() + ".part");
        try {
            FORM.write(temporary, arrays(state), manifest(state));
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.forceFolder(folder);
            removeOthers(target);
        } catch (IOException e) {
            throw ArrayFolder.notWritten(target, e);
        } finally {
            ArrayFolder.deleteQuietly(temporary);
        }
    }

    private void removeOthers(Path kept) throws IOException {
        List<Path> others;
        try (Stream<Path> entries = Files.list(folder)) {
            others = entries.filter(p -> isCheckpoint(p.getFileName().toString()) && !p.equals(kept))
                    .toList();
        }
        others.forEach(ArrayFolder::deleteQuietly);
    }

    private static Map<String, ParameterValues> arrays(Checkpoint state) {
        Map<String, ParameterValues> arrays = new LinkedHashMap<>();
        LineArrays.putAll(arrays, PARAMETERS, state.parameters());
        state.moments().forEach((name, moments) -> {
            ParameterValues shape = state.parameters().get(name);
            arrays.put(MEAN + name, new ParameterValues(shape.rows(), shape.cols(), moments.mean()));
            arrays.put(VARIANCE + name, new ParameterValues(shape.rows(), shape.cols(), moments.variance()));
        });
        LineArrays.put(arrays, BEST, state.best());
        LineArrays.putAll(arrays, BEST_PARAMETERS, state.bestParameters());
        return arrays;
    }

    private static Manifest manifest(Checkpoint state) {
        Manifest m = new Manifest();
        m.describe(state.provenance(), state.finished(), state.warnings(), state.cutoffs(), state.history());
        m.steps = new LinkedHashMap<>();
        state.moments().forEach((name, moments) -> m.steps.put(name, moments.steps()));
        return m;
    }

    /**
     * Reads the newest checkpoint.
     *
     * @throws DataException if it is damaged or belongs to another training
     */
    Optional<Checkpoint> read(RunProvenance wanted, int[] cutoffs, MultimodalDataset data) {
        Path place = folder;
        try {
            Optional<Path> newest = newest();
            if (newest.isEmpty()) {
                return Optional.empty();
            }
            place = newest.get();
            Manifest m = FORM.readManifest(place, Manifest.class);
            new SameTraining(place).require(m.provenance(), m.cutoffs(), wanted, cutoffs);
            return Optional.of(state(place, m, data));
        } catch (IOException e) {
            throw DataException.unreadable(folder.toString(), e);
        } catch (IllegalArgumentException e) {
            throw DataException.of(
                    place.toString(), "values that do not fit (" + e.getMessage() + ")", "a checkpoint", REMEDY, e);
        }
    }

    private static Checkpoint state(Path place, Manifest m, MultimodalDataset data) {
        Map<String, ParameterValues> arrays = FORM.readArrays(place, m);
        Map<String, ParameterValues> parameters = LineArrays.below(PARAMETERS, arrays);
        Map<String, ParameterValues> means = LineArrays.below(MEAN, arrays);
        Map<String, ParameterValues> variances = LineArrays.below(VARIANCE, arrays);
        Map<String, Adam.Moments> moments = new LinkedHashMap<>();
        parameters.forEach((name, shape) -> {
            ParameterValues mean = means.get(name);
            ParameterValues variance = variances.get(name);
            Integer steps = m.steps.get(name);
            if (mean == null || variance == null || steps == null || steps < 0 || !alike(shape, mean, variance)) {
                throw DataException.of(
                        place.toString(),
                        "parameter " + name + " without its moments",
                        "two arrays of its shape and the number of steps",
                        REMEDY);
            }
            moments.put(name, new Adam.Moments(mean.values(), variance.values(), steps));
        });
        Representations best = LineArrays.representations(place, arrays, BEST, data, REMEDY);
        List<EpochRecord> history = m.history();
        for (int e = 0; e < history.size(); e++) {
            if (history.get(e).epoch() != e) {
                throw DataException.of(
                        place.toString(),
                        "epoch " + history.get(e).epoch() + " in place " + e + " of the history",
                        "every epoch in its place",
                        REMEDY);
            }
        }
        return new Checkpoint(
                m.provenance(),
                m.cutoffs(),
                m.stopReason(),
                history,
                m.warnings(),
                parameters,
                moments,
                best,
                LineArrays.below(BEST_PARAMETERS, arrays));
    }

    private static boolean alike(ParameterValues a, ParameterValues b, ParameterValues c) {
        return a.rows() == b.rows() && a.cols() == b.cols() && a.rows() == c.rows() && a.cols() == c.cols();
    }

    /** Lets the folder go. */
    @Override
    public void close() {
        closeQuietly(lock);
    }
}
