package org.drepmrec.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.drepmrec.run.RunStore;
import org.drepmrec.run.StoredRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code runs}. */
@Command(
        name = "runs",
        description = {
            "Lists the runs in a store, and removes some.",
            "A run is \"current\" if the code that made it is this jar's, \"stale\" if not: a stale run is never used again.",
            "An \"unfinished\" one is the checkpoint of a run in progress or stopped; the same command resumes from it.",
            "Of a model whose classes are not in this jar, such as a notebook's, the code is \"not here\"."
        })
final class RunsCommand implements Runnable {

    /** What may be removed. */
    enum Removed {
        STALE,
        ALL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--store", required = true, paramLabel = "FOLDER", description = "Where the runs are kept.")
    private Path store;

    @Option(names = "--model", paramLabel = "NAME", description = "The runs of one model only.")
    private String model;

    @Option(
            names = "--remove",
            paramLabel = "WHICH",
            description = {
                "stale: runs of other code, and what killed processes left. all: all runs that are listed.",
                "A run that another process is just doing stays."
            })
    private Removed removed;

    @Option(names = "--dry-run", description = "Says what --remove would remove, and removes nothing.")
    private boolean dryRun;

    @Override
    public void run() {
        RunStore runs = RunStore.existing(store);
        Predicate<StoredRun> asked = this::ofModel;
        List<StoredRun> listed = runs.list().stream().filter(asked).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (removed == null) {
            out.println(TextTable.of(StoredRun.table(listed)));
            out.println(count(listed) + ", "
                    + listed.stream().filter(RunsCommand::stale).count() + " of them stale");
        } else {
            Predicate<StoredRun> which = asked.and(removed == Removed.ALL ? r -> true : RunsCommand::stale);
            List<StoredRun> gone = dryRun ? listed.stream().filter(which).toList() : runs.remove(which);
            out.println(TextTable.of(StoredRun.table(gone)));
            out.println(count(gone) + (dryRun ? " would be removed" : " removed"));
        }
        out.flush();
    }

    /** Case and spaces do not matter; the model need not be one of this jar's. */
    private boolean ofModel(StoredRun run) {
        return model == null || plain(run.model()).equals(plain(model));
    }

    private static String plain(String name) {
        return name.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    private static boolean stale(StoredRun run) {
        return run.state() == StoredRun.State.STALE || run.state() == StoredRun.State.LEFTOVER;
    }

    private static String count(List<StoredRun> runs) {
        return runs.size() + (runs.size() == 1 ? " run" : " runs");
    }
}
