package org.drepmrec.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.drepmrec.analysis.Axis;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Numbers;
import org.drepmrec.analysis.Plots;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.analysis.Series;
import org.drepmrec.analysis.Significance;
import org.drepmrec.data.Fill;
import org.drepmrec.data.Modality;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metrics;
import tech.tablesaw.api.Table;

/** The result of {@link Missing}. */
public final class MissingResult implements Report {

    private static final String NAME = "missing";

    private final String data;
    private final Modality modality;
    private final List<Fill> fills;
    private final double[] shares;
    private final Map<String, Map<String, SeedRuns>> models;
    private final Optional<RunRecord> popularity;
    private final List<ConditionRow> rows;

    /**
     * A result of runs that are there.
     *
     * @param models by model and condition: {@link Missing#AS_IS}, and one such as {@code mean, 25 %} for each fill and share above 0
     * @param popularity the floor that the chart shows, if there is a run of it
     */
    MissingResult(
            String data,
            Modality modality,
            List<Fill> fills,
            double[] shares,
            Map<String, Map<String, SeedRuns>> models,
            Optional<RunRecord> popularity) {
        this.data = data;
        this.modality = modality;
        this.fills = List.copyOf(fills);
        this.shares = Arrays.stream(shares).filter(s -> s > 0).toArray();
        this.models = models;
        this.popularity = popularity;
        this.rows = ConditionRow.all(models, Missing.AS_IS);
    }

    /**
     * A row per model, fill and share of items that lack the modality: Recall@20 and NDCG@20 on the test split, mean and deviation over
     * seeds, the change of Recall@20 against the features as they are, in per cent, and its p-value.
     */
    public ResultTable table() {
        return ConditionRow.table(
                title(),
                models.size() == 1 ? "in their place, missing" : "model, in their place, missing",
                rows,
                names());
    }

    private String title() {
        return "Missing " + modality + " features: "
                + (models.size() == 1 ? models.keySet().iterator().next() + " on " : "") + data;
    }

    private List<String> names() {
        return rows.stream()
                .map(r -> models.size() == 1 ? r.condition() : r.model() + ", " + r.condition())
                .toList();
    }

    /** Recall@20 against the share of items that lack the modality: a curve for each model and fill, with the deviation over seeds. */
    public Chart chart() {
        double[] x = new double[shares.length + 1];
        for (int s = 0; s < shares.length; s++) {
            x[s + 1] = 100 * shares[s];
        }
        Chart.Builder chart = Chart.builder(
                        title(),
                        Axis.linear("items without " + modality + " features (%)"),
                        Axis.linear("test " + ConditionRow.RECALL))
                .errors(Plots.OVER_SEEDS);
        for (String model : models.keySet()) {
            for (Fill fill : fills) {
                List<SeedRuns> curve = curve(model, fill);
                chart.add(new Series.Curve(
                        models.size() == 1 ? fill.toString() : model + ", " + fill,
                        x.clone(),
                        curve.stream()
                                .mapToDouble(r -> r.mean(Metrics.RECALL, 20))
                                .toArray(),
                        curve.stream()
                                .mapToDouble(r -> r.deviation(Metrics.RECALL, 20))
                                .toArray(),
                        Series.Stroke.VALUES));
            }
        }
        popularity.ifPresent(run -> {
            double level = run.metric(Split.TEST, ConditionRow.RECALL);
            chart.add(new Series.Curve(
                    run.spec().model(),
                    new double[] {0, x[x.length - 1]},
                    new double[] {level, level},
                    Series.Stroke.LEVEL));
        });
        return chart.build();
    }

    /** From no share to the largest. */
    private List<SeedRuns> curve(String model, Fill fill) {
        List<SeedRuns> curve = new ArrayList<>(List.of(runs(model, Missing.AS_IS)));
        for (double share : shares) {
            curve.add(runs(model, Missing.condition(fill, share)));
        }
        return curve;
    }

    /** A sentence for each model, fill and share, and for each model one on what stands in best at the largest share. */
    @Override
    public Map<String, Findings> findingsByTable() {
        List<String> sentences = new ArrayList<>();
        for (ConditionRow row : rows) {
            if (!Double.isNaN(row.change())) {
                sentences.add(finding(row));
            }
        }
        models.keySet().forEach(model -> best(model).ifPresent(sentences::add));
        return sentences.isEmpty() ? Map.of() : Map.of(NAME, new Findings(sentences));
    }

    private String finding(ConditionRow row) {
        String[] parts = row.condition().split(", ", 2);
        return row.model() + ", " + parts[1] + " of the items without " + modality + " features, " + parts[0]
                + " in their place: " + row.verdict() + (row.significant() ? "." : "");
    }

    /** Which fill is best at the largest share, tested against each other one. */
    private Optional<String> best(String model) {
        double share = shares[shares.length - 1];
        List<Fill> ranked = fills.stream()
                .filter(f -> runs(model, Missing.condition(f, share)).failures() == 0)
                .sorted(Comparator.comparingDouble(
                        f -> -runs(model, Missing.condition(f, share)).mean(Metrics.RECALL, 20)))
                .toList();
        if (ranked.size() < 2) {
            return Optional.empty();
        }
        SeedRuns first = runs(model, Missing.condition(ranked.get(0), share));
        List<Fill> others = ranked.subList(1, ranked.size());
        double[] p = Significance.holm(others.stream()
                .mapToDouble(f -> ConditionRow.probability(first, runs(model, Missing.condition(f, share))))
                .toArray());
        List<String> above = new ArrayList<>();
        List<Fill> alike = new ArrayList<>();
        for (int k = 0; k < p.length; k++) {
            double gain = ConditionRow.change(first, runs(model, Missing.condition(others.get(k), share)));
            if (p[k] < ConditionRow.LEVEL) {
                above.add(String.format(Locale.ROOT, "%.1f %% above %s (%s)", gain, others.get(k), Numbers.p(p[k])));
            } else {
                alike.add(others.get(k));
            }
        }
        String start = model + ", " + Missing.percent(share) + ": " + ranked.get(0) + " does best, ";
        String unclear = alike.stream().map(Fill::toString).collect(Collectors.joining(" and "))
                + " by too little to tell from chance.";
        if (above.isEmpty()) {
            return Optional.of(start + "better than " + unclear);
        }
        return Optional.of(start + String.join(", ", above) + (alike.isEmpty() ? "." : ", and above " + unclear));
    }

    /**
     * The runs of a model under a condition such as {@code mean, 25 %}.
     *
     * @throws IllegalArgumentException if there are none, listing all
     */
    public SeedRuns runs(String model, String condition) {
        SeedRuns found = models.getOrDefault(model, Map.of()).get(condition);
        if (found == null) {
            throw new IllegalArgumentException("missing: found model \"" + model + "\" with \"" + condition
                    + "\", expected one of " + names() + " of models " + models.keySet());
        }
        return found;
    }

    @Override
    public Map<String, Table> tables() {
        return Map.of(NAME, table().numbers());
    }

    @Override
    public Map<String, Table> printed() {
        return Map.of(NAME, table().styled());
    }

    @Override
    public Map<String, Chart> charts() {
        return Map.of(NAME, chart());
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(ConditionRow.failures(rows, names()));
        notes.add(ConditionRow.NOTE);
        return notes;
    }

    @Override
    public String toString() {
        return title();
    }
}
