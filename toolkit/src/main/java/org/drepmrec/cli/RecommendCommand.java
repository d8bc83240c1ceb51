package org.drepmrec.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Places;
import org.drepmrec.train.Recommendations;
import org.drepmrec.train.TrainedModel;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code recommend}. */
@Command(
        name = "recommend",
        description = {
            "Prints the best items for a user, or writes those of all users to a file.",
            "By its number, a user's list is as the evaluation ranks: held-out test items are among the candidates.",
            "By own id, and for all users, it is for use: without anything that the user has."
        })
final class RecommendCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SavedArgument saved;

    @ArgGroup(multiplicity = "1")
    private Whom whom;

    /** One user or all. */
    private static final class Whom {

        @Option(names = "--user", required = true, paramLabel = "N", description = "The user's number in the data.")
        private Integer user;

        @Option(names = "--id", required = true, paramLabel = "ID", description = "The user's own id.")
        private String id;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "FILE",
                description = {
                    "Writes user, rank, item and score of all users to FILE.csv or FILE.parquet.",
                    "The same command goes on after a stop."
                })
        private Path out;
    }

    @Option(names = "--top", paramLabel = "K", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
    private int top;

    @Option(names = "--allow", paramLabel = "FILE", description = "Only items in this file, an id a line; with --out.")
    private Path allow;

    @Option(names = "--deny", paramLabel = "FILE", description = "No item in this file, an id a line; with --out.")
    private Path deny;

    @Override
    public void run() {
        if (top < 1) {
            throw new IllegalArgumentException("--top: found " + top + ", expected a number of at least 1");
        }
        if (whom.out == null && (allow != null || deny != null)) {
            throw new IllegalArgumentException(
                    "--allow, --deny: found without --out, expected with it; add --out FILE.csv");
        }
        new OutputPlaces().file("--out", whom.out).check();
        List<String> allowed = allow == null ? null : ids(allow);
        List<String> denied = deny == null ? List.of() : ids(deny);
        TrainedModel model = saved.load();
        String answer;
        if (whom.out != null) {
            Recommendations all = model.recommendAll(top).deny(denied);
            int users = (allowed == null ? all : all.allow(allowed)).to(whom.out);
            int without = model.data().users() - users;
            answer = whom.out + ": the " + top + " best items of " + users + " users"
                    + (without == 0 ? "" : "; " + without + " without a training interaction have none");
        } else {
            answer = TextTable.of(whom.id == null ? model.recommend(whom.user, top) : model.recommend(whom.id, top));
        }
        spec.commandLine().getOut().println(answer);
        spec.commandLine().getOut().flush();
    }

    private static List<String> ids(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw DataException.unreadable(Places.name(file), e);
        }
    }
}
