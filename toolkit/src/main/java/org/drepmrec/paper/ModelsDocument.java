package org.drepmrec.paper;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metrics;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Models;
import org.drepmrec.model.Publication;
import org.drepmrec.run.FeatureChange;
import org.drepmrec.run.Knockout;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.SeedRuns;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The page {@code MODELS.md}: the published models of the registry, and what is recorded of them on one data set. */
public final class ModelsDocument {

    private static final int K = 20;

    private ModelsDocument() {}

    /** The published types of the registry, oldest first; presets and combinations are left out. */
    public static List<ModelType> published() {
        List<ModelType> all = Models.names().stream()
                .map(Models::type)
                .filter(t -> t.publication().isPresent())
                .toList();
        List<String> presets = all.stream()
                .flatMap(t -> t.presets().stream())
                .map(ModelType::name)
                .toList();
        return all.stream()
                .filter(t -> !presets.contains(t.name()))
                .sorted(Comparator.comparingInt(
                        t -> t.publication().orElseThrow().year()))
                .toList();
    }

    /**
     * The page.
     *
     * @param types published ones
     * @param sizes the number of parameters by the model's name, see {@link ModelSizes}
     */
    public static String of(Results results, List<ModelType> types, Map<String, Long> sizes) {
        String features =
                results.data().features().values().stream().map(String::valueOf).collect(Collectors.joining(" and "));
        return String.format(
                        Locale.ROOT,
                        """
            # Models

            Every published model that the toolkit trains, oldest first. `results models` makes this page from the registry and the
            records of %1$s in [`data/results`](../data/results), and a test checks that they agree. Each model's Javadoc maps the
            paper's equations to methods, and says what differs from MMRec's or the authors' code. All take the same commands:

                java -jar drepmrec-0.1.0.jar train --data sample --model LATTICE
                java -jar drepmrec-0.1.0.jar experiment rq1 --data sample --models LATTICE,DRepMRec --seeds 3
                java -jar drepmrec-0.1.0.jar experiment knockout --data sample --models LATTICE

            `MODEL-MMRec` is the form that MMRec computes, where it differs, and `MODEL + BMA` adds Behavior-Modal Alignment to a model
            with two representations.

            """,
                        results.data().name())
                + PageTable.of(literature(types))
                + String.format(
                        Locale.ROOT,
                        """

            ## On %1$s

            Parameters at the defaults, for %2$,d users, %3$,d items and features of width %4$s. An epoch's seconds are those of the
            recorded runs by their epochs, evaluation included, on one core beside other work. *Shuffled* is what Recall@20 loses on the
            test split when the features are dealt out among the items at random: what the model has of them, beyond their number. The
            place is that in Table 2 of [RESULTS.md](RESULTS.md), models with nothing to train included. Empty cells are not recorded
            yet.%5$s

            """,
                        results.data().name(),
                        results.data().users(),
                        results.data().items(),
                        features,
                        unfit(types))
                + PageTable.of(measured(results, types, sizes));
    }

    /** A sentence on the models that these data do not suit. */
    private static String unfit(List<ModelType> types) {
        String names = types.stream()
                .filter(ModelType::readsRegions)
                .map(ModelType::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " These data have no features of regions, which " + names + " needs.";
    }

    private static Table literature(List<ModelType> types) {
        List<Publication> all =
                types.stream().map(t -> t.publication().orElseThrow()).toList();
        return Table.create(
                StringColumn.create("model", types.stream().map(ModelType::name)),
                StringColumn.create("published", all.stream().map(p -> p.venue() + " " + p.year())),
                StringColumn.create("idea", all.stream().map(Publication::idea)),
                StringColumn.create("its numbers are on", all.stream().map(Publication::data)));
    }

    private static Table measured(Results results, List<ModelType> types, Map<String, Long> sizes) {
        StringColumn parameters = StringColumn.create("parameters");
        DoubleColumn seconds = DoubleColumn.create("seconds an epoch");
        StringColumn shuffled = StringColumn.create("shuffled");
        DoubleColumn recall = DoubleColumn.create("Recall@20");
        IntColumn place = IntColumn.create("place");
        for (ModelType type : types) {
            parameters.append(
                    sizes.containsKey(type.name()) ? String.format(Locale.ROOT, "%,d", sizes.get(type.name())) : "");
            List<RunRecord> runs = runs(results, type.name());
            append(seconds, epoch(runs));
            shuffled.append(lost(results, type.name()).map(p -> p + " %").orElse(""));
            append(recall, runs.isEmpty() ? Optional.empty() : Optional.of(recall(results, type.name())));
            if (runs.isEmpty()) {
                place.appendMissing();
            } else {
                double own = recall(results, type.name());
                place.append((int) results.models().stream()
                                .filter(m -> recall(results, m) > own)
                                .count()
                        + 1);
            }
        }
        return Table.create(
                StringColumn.create("model", types.stream().map(ModelType::name)),
                parameters,
                seconds,
                shuffled,
                recall,
                place);
    }

    private static void append(DoubleColumn column, Optional<Double> number) {
        number.ifPresentOrElse(column::append, column::appendMissing);
    }

    private static List<RunRecord> runs(Results results, String model) {
        return results.models().contains(model)
                ? results.recorded().chosen(model).orElseThrow().runs()
                : List.of();
    }

    private static double recall(Results results, String model) {
        return runs(results, model).stream()
                .mapToDouble(r -> r.metric(Split.TEST, Metrics.RECALL, K))
                .average()
                .orElseThrow();
    }

    private static Optional<Double> epoch(List<RunRecord> runs) {
        int epochs = runs.stream().mapToInt(r -> r.epochs().size()).sum();
        return epochs == 0
                ? Optional.empty()
                : Optional.of(runs.stream().mapToDouble(RunRecord::seconds).sum() / epochs);
    }

    /** In percent of what the model reaches with the features as they are. */
    private static Optional<String> lost(Results results, String model) {
        Map<String, List<RunRecord>> changed = results.recorded().knockout(model);
        String one = results.data().features().size() == 1
                ? results.data().features().keySet().iterator().next()
                : Knockout.ALL;
        List<RunRecord> shuffled = changed.get(one + " " + FeatureChange.SHUFFLED);
        if (shuffled == null) {
            return Optional.empty();
        }
        double as = new SeedRuns(results.recorded().find(model, Map.of())).mean(Metrics.RECALL, K);
        double without = new SeedRuns(shuffled).mean(Metrics.RECALL, K);
        return Optional.of(String.format(Locale.ROOT, "%+.1f", 100 * (without / as - 1)));
    }
}
