package org.drepmrec.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drepmrec.engine.Backend;
import org.drepmrec.io.DataException;
import org.drepmrec.train.TrainingCode;

/** Looks through a store's folder: every run, whoever made it, and what killed processes left. */
final class StoreContents {

    private static final Pattern RUN = Pattern.compile("[^.].*-[0-9a-f]{24}(\\+model)?");
    private static final Pattern LEFTOVER = Pattern.compile("\\.(.*-[0-9a-f]{24})(\\+model)?\\.(part|old)");
    private static final Pattern UNFINISHED = Pattern.compile("\\.(.*-[0-9a-f]{24})\\.checkpoint");
    private static final String METRIC = "Recall@20";

    private StoreContents() {}

    static boolean isRun(Path place) {
        return RUN.matcher(name(place)).matches();
    }

    private static boolean isLeftover(Path place) {
        return LEFTOVER.matcher(name(place)).matches();
    }

    private static boolean isUnfinished(Path place) {
        return UNFINISHED.matcher(name(place)).matches();
    }

    private static String name(Path place) {
        return place.getFileName().toString();
    }

    /** The name of the lock under which a run's folder, or what is left of it, may be touched. */
    static String lock(Path place) {
        return name(place).replaceFirst("^\\.", "").replaceFirst("(\\+model)?(\\.part|\\.old|\\.checkpoint)?$", "")
                + ".lock";
    }

    /** Everything, in order of the folders' names. */
    static List<StoredRun> list(Path store) {
        try (Stream<Path> entries = Files.list(store)) {
            return entries.filter(p -> isRun(p) || isLeftover(p) || isUnfinished(p))
                    .sorted()
                    .map(StoreContents::glance)
                    .toList();
        } catch (IOException e) {
            throw DataException.unreadable(store.toString(), e);
        }
    }

    private static StoredRun glance(Path place) {
        if (isLeftover(place)) {
            return nameless(place, StoredRun.State.LEFTOVER);
        }
        if (isUnfinished(place)) {
            return nameless(place, StoredRun.State.UNFINISHED);
        }
        RunFolder.Outline run;
        try {
            run = RunFolder.outline(place);
        } catch (DataException e) {
            return nameless(place, StoredRun.State.DAMAGED);
        }
        Map<String, Double> shown =
                run.metrics().getOrDefault("test", run.metrics().getOrDefault("validation", Map.of()));
        return new StoredRun(
                place,
                state(run.provenance().environment()),
                run.provenance().model(),
                run.seed(),
                run.provenance().data().getOrDefault("name", ""),
                run.provenance().environment().getOrDefault("finished", ""),
                shown.getOrDefault(METRIC, Double.NaN),
                bytes(place));
    }

    private static StoredRun nameless(Path place, StoredRun.State state) {
        return new StoredRun(place, state, "", 0, "", "", Double.NaN, bytes(place));
    }

    private static StoredRun.State state(Map<String, String> environment) {
        if (!Backend.djlVersion().equals(environment.get("djl"))) {
            return StoredRun.State.STALE;
        }
        return switch (TrainingCode.standing(environment)) {
            case CURRENT -> StoredRun.State.CURRENT;
            case OTHER -> StoredRun.State.STALE;
            case NOT_HERE -> StoredRun.State.NOT_HERE;
        };
    }

    /** What another process is just writing or deleting may vanish while it is counted. */
    private static long bytes(Path place) {
        try (Stream<Path> all = Files.walk(place)) {
            return all.mapToLong(p -> p.toFile().length()).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
