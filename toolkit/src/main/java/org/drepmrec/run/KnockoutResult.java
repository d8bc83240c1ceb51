package org.drepmrec.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drepmrec.analysis.Axis;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Plots;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.analysis.Series;
import org.drepmrec.data.Split;
import tech.tablesaw.api.Table;

/** The result of {@link Knockout}. */
public final class KnockoutResult implements Report {

    /** A difference counts if its p-value, corrected by Holm for all rows, is below this. */
    public static final double LEVEL = ConditionRow.LEVEL;

    private final String data;
    private final Map<String, Map<String, SeedRuns>> models;
    private final List<String> skipped;
    private final Optional<RunRecord> popularity;
    private final List<ConditionRow> rows;

    /**
     * A result of runs that are there.
     *
     * @param data the data set's name
     * @param models by model and condition, such as {@code textual shuffled}; {@link Knockout#AS_IS} is one of each model's
     * @param skipped conditions that could not be, one sentence each
     * @param popularity the floor that the chart shows, if there is a run of it
     */
    public KnockoutResult(
            String data,
            Map<String, Map<String, SeedRuns>> models,
            List<String> skipped,
            Optional<RunRecord> popularity) {
        this.data = data;
        this.popularity = popularity;
        this.models = models;
        this.skipped = List.copyOf(skipped);
        this.rows = ConditionRow.all(models, Knockout.AS_IS);
    }

    /**
     * A row per model and condition: Recall@20 and NDCG@20 on the test split, mean and deviation over seeds, the change of
     * Recall@20 against the features as they are, in per cent, and its p-value.
     */
    public ResultTable table() {
        return ConditionRow.table(title(), models.size() == 1 ? "features" : "model, features", rows, names());
    }

    private String title() {
        return "Knockout: " + (models.size() == 1 ? models.keySet().iterator().next() + " on " : "") + data;
    }

    private String name(ConditionRow row) {
        return models.size() == 1 ? row.condition() : row.model() + ", " + row.condition();
    }

    private List<String> names() {
        return rows.stream().map(this::name).toList();
    }

    /** Recall@20 of every condition, a group of bars for each, a bar per model, with the deviation over seeds, and popularity as a line. */
    public Chart chart() {
        List<String> conditions =
                rows.stream().map(ConditionRow::condition).distinct().toList();
        List<String> names = List.copyOf(models.keySet());
        double width = 0.8 / names.size();
        Chart.Builder chart = Chart.builder(
                        title(), Axis.categories("features", conditions), Axis.linear("test " + ConditionRow.RECALL))
                .errors(Plots.OVER_SEEDS);
        for (int m = 0; m < names.size(); m++) {
            String model = names.get(m);
            List<ConditionRow> bars =
                    rows.stream().filter(r -> r.model().equals(model)).toList();
            double shift = (m - (names.size() - 1) / 2.0) * width;
            chart.add(new Series.Bars(
                    model,
                    bars.stream()
                            .mapToDouble(r -> conditions.indexOf(r.condition()) + shift)
                            .toArray(),
                    bars.stream().mapToDouble(ConditionRow::recall).toArray(),
                    bars.stream().mapToDouble(ConditionRow::deviation).toArray(),
                    width * 0.92));
        }
        popularity.ifPresent(run -> chart.add(Series.Curve.levels(
                run.spec().model(),
                conditions.stream()
                        .mapToDouble(c -> run.metric(Split.TEST, ConditionRow.RECALL))
                        .toArray())));
        return chart.build();
    }

    /** A sentence for each model and changed condition. */
    @Override
    public Map<String, Findings> findingsByTable() {
        List<String> sentences = new ArrayList<>();
        for (ConditionRow row : rows) {
            if (!Double.isNaN(row.change())) {
                sentences.add(finding(row));
                misled(row).ifPresent(sentences::add);
            }
        }
        return sentences.isEmpty() ? Map.of() : Map.of("knockout", new Findings(sentences));
    }

    /** Where wrong features harm and no features do not: the model reads them, but gains nothing by them that could be shown. */
    private Optional<String> misled(ConditionRow without) {
        if (without.significant() || !without.condition().endsWith(" " + Knockout.LEFT_OUT)) {
            return Optional.empty();
        }
        String features = without.condition().replace(" " + Knockout.LEFT_OUT, "");
        return rows.stream()
                .filter(r -> r.model().equals(without.model())
                        && r.condition().equals(features + " " + FeatureChange.SHUFFLED))
                .filter(r -> r.significant() && r.change() < 0)
                .map(r -> r.model() + " is misled by wrong " + features
                        + " features, but without them it is hardly worse: what it gains by them is not shown.")
                .findFirst();
    }

    private static String finding(ConditionRow row) {
        String start = row.model() + ", " + row.condition() + ": " + row.verdict();
        if (!row.significant()) {
            return start;
        }
        if (row.change() > 0) {
            return start + ": what was taken away did harm.";
        }
        return start
                + (row.condition().endsWith(Knockout.LEFT_OUT)
                        ? ": that is what they are worth."
                        : ": the model reads them.");
    }

    /**
     * The runs of a model under a condition such as {@code textual shuffled}.
     *
     * @throws IllegalArgumentException if there are none, listing all
     */
    public SeedRuns runs(String model, String condition) {
        SeedRuns found = models.getOrDefault(model, Map.of()).get(condition);
        if (found == null) {
            throw new IllegalArgumentException("knockout: found model \"" + model + "\" with \"" + condition
                    + "\", expected one of " + names() + " of models "
                    + models.keySet());
        }
        return found;
    }

    @Override
    public Map<String, Table> tables() {
        return rows.isEmpty() ? Map.of() : Map.of("knockout", table().numbers());
    }

    @Override
    public Map<String, Table> printed() {
        return rows.isEmpty() ? Map.of() : Map.of("knockout", table().styled());
    }

    @Override
    public Map<String, Chart> charts() {
        return rows.isEmpty() ? Map.of() : Map.of("knockout", chart());
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(skipped);
        notes.addAll(ConditionRow.failures(rows, names()));
        notes.add(ConditionRow.NOTE);
        return notes;
    }

    @Override
    public String toString() {
        return title();
    }
}
