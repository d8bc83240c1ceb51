package org.drepmrec.paper;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.eval.Metrics;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.SeedRuns;

/**
 * The recorded results in one table: a row per data set, with popularity, item kNN, LightGCN, the best of all other models
 * and DRepMRec, by Recall@20 on the test split, mean ± standard deviation over seeds.
 */
final class ResultsOverview {

    private static final List<String> NAMED = List.of("Popularity", "ItemKNN", "LightGCN");
    private static final String HEAD =
            """
            | data set | popularity | item kNN | LightGCN | best other | DRepMRec | seeds |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: |
            """;

    private ResultsOverview() {}

    /** The table in Markdown; what is not recorded is an empty cell. */
    static String of(List<Results> all) {
        return all.stream().map(ResultsOverview::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(Results results) {
        Optional<String> best = results.models().stream()
                .filter(m -> !NAMED.contains(m) && !Rq1.PROPOSED.contains(m))
                .filter(m -> !Double.isNaN(recall(results, m)))
                .max(Comparator.comparingDouble(m -> recall(results, m)));
        Stream<String> cells = Stream.of(
                        Stream.of(results.data().name()),
                        NAMED.stream().map(m -> cell(results, m)),
                        Stream.of(best.map(m -> m + " " + cell(results, m)).orElse("")),
                        Stream.of(cell(results, Rq3.MODEL)),
                        Stream.of(
                                results.models().contains(Rq3.MODEL)
                                        ? Integer.toString(
                                                runs(results, Rq3.MODEL).size())
                                        : ""))
                .flatMap(s -> s);
        return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static double recall(Results results, String model) {
        return seeds(results, model).mean(Metrics.RECALL, 20);
    }

    private static SeedRuns seeds(Results results, String model) {
        return new SeedRuns(runs(results, model));
    }

    private static List<RunRecord> runs(Results results, String model) {
        return results.recorded().chosen(model).orElseThrow().runs();
    }

    private static String cell(Results results, String model) {
        if (!results.models().contains(model)) {
            return "";
        }
        double deviation = seeds(results, model).deviation(Metrics.RECALL, 20);
        return Phrases.value(recall(results, model))
                + (Double.isNaN(deviation) || results.isComputed(model)
                        ? ""
                        : String.format(Locale.ROOT, " ± %.4f", deviation));
    }
}
