package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.drepmrec.analysis.Axis;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.LineStatistics;
import org.drepmrec.analysis.Plots;
import org.drepmrec.analysis.Projections;
import org.drepmrec.analysis.Series;
import org.drepmrec.analysis.Space;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.data.Split;
import org.drepmrec.model.Models;
import org.drepmrec.model.Representations;
import org.drepmrec.run.Experiment;
import org.drepmrec.run.LineProbes;
import org.drepmrec.run.Report;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.RunSpec;
import org.drepmrec.train.TrainedModel;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Figure 1 of the paper: (a) how far the behavior and the modal losses pull the ID embeddings that they share into
 * different directions, over the epochs; (b) and (c) how the representations of both lines are distributed without and with
 * Behavior-Modal Alignment.
 *
 * <p>The paper gives no formula for (a); here it is the angle between the gradients of the two lines' own losses, see
 * {@link LineProbes#CONFLICT}. DRepMRec is taken with its three sources of the modal line's IDs: one shared table, that
 * table behind a stop-gradient, and a table of its own. In the latter two the modal loss does not reach the shared table,
 * and there is no angle.
 */
public final class Figure1 implements Experiment {

    static final String BEFORE = " without BMA";
    static final String AFTER = " with BMA";
    static final String ID_SOURCE = "modal.idSource";
    static final List<String> ID_SOURCES = List.of("shared", "sharedDetached", "separate");
    private static final int PAIRS = 20_000;

    private final Builder spec;

    private Figure1(Builder spec) {
        this.spec = spec;
    }

    /** Starts with MGCN and DRepMRec for (a), DRepMRec, VBPR and BM3 for (b) and (c), one seed and the paper's settings. */
    public static Builder builder(MultimodalDataset data) {
        return new Builder(data);
    }

    @Override
    public Result run() {
        Map<String, List<RunSpec>> all = new LinkedHashMap<>(spec.conflicts());
        all.putAll(spec.beforeAndAfter());
        Variants runs = Variants.run(spec.runner(true), spec.popularity(), all);
        return new Result(
                spec.data().name(),
                spec.points,
                spec.distributions,
                runs.only(List.copyOf(spec.conflicts().keySet())),
                runs.only(List.copyOf(spec.beforeAndAfter().keySet())));
    }

    /** Collects the settings. */
    public static final class Builder extends LineExperiment<Builder> {

        private List<String> distributions = List.of("DRepMRec", "VBPR", "BM3");
        private int points = 1000;

        private Builder(MultimodalDataset data) {
            super(data, "MGCN", "DRepMRec");
        }

        /**
         * The models of (b) and (c): DRepMRec and DREAM with α = β = 0 and as they are, any other alone and with {@code +
         * BMA} behind its name; DRepMRec, VBPR and BM3 by default.
         */
        public Builder distributions(String... models) {
            distributions = Arrays.stream(models).map(Models::spelled).toList();
            return this;
        }

        /** The most items, and the most users, that (b) and (c) show; 1,000 by default. */
        public Builder points(int most) {
            points = most;
            return this;
        }

        @Override
        public Figure1 build() {
            return new Figure1(this);
        }

        private boolean knows(String model, String key) {
            return Models.type(model).options(data().modalities()).knows(key);
        }

        private Map<String, List<RunSpec>> conflicts() {
            Map<String, List<RunSpec>> all = new LinkedHashMap<>();
            for (String model : models()) {
                if (knows(model, ID_SOURCE)) {
                    for (String source : ID_SOURCES) {
                        all.put(model + " " + source, observed(model, Map.of(ID_SOURCE, source)));
                    }
                } else {
                    all.put(model, observed(model, Map.of()));
                }
            }
            return all;
        }

        private Map<String, List<RunSpec>> beforeAndAfter() {
            Map<String, List<RunSpec>> all = new LinkedHashMap<>();
            for (String model : distributions) {
                if (knows(model, ID_SOURCE)) {
                    all.put(model + BEFORE, observed(model, Map.of("alpha", "0", "beta", "0")));
                    all.put(model + AFTER, observed(model, Map.of()));
                } else {
                    all.put(model + BEFORE, specs(model, Map.of()));
                    all.put(model + AFTER, aligned(model));
                }
            }
            return all;
        }
    }

    /** Figure 1 (a) to (c). */
    public static final class Result implements Report {

        private final String data;
        private final int points;
        private final List<String> distributions;
        private final Variants conflicts;
        private final Variants beforeAndAfter;
        private final Variants forms;

        Result(String data, int points, List<String> distributions, Variants conflicts, Variants beforeAndAfter) {
            this.data = data;
            this.points = points;
            this.distributions = distributions;
            this.conflicts = conflicts;
            this.beforeAndAfter = beforeAndAfter;
            forms = conflicts.only(conflicts.names().stream()
                    .filter(n -> ID_SOURCES.stream().anyMatch(source -> n.endsWith(" " + source)))
                    .toList());
        }

        /**
         * (a): a row per model and epoch. For the users and for the items of the probe batches: the mean cosine of the two
         * gradients, the share of rows where it is below 0, and the share of rows that the modal loss does not reach.
         */
        public Table figure1aTable() {
            return conflicts.curves(
                    "Figure 1 (a): gradients of both lines on " + data,
                    List.of(
                            "conflict users cosine",
                            "conflict users below zero",
                            "conflict users unreached",
                            "conflict items cosine",
                            "conflict items below zero",
                            "conflict items unreached"));
        }

        /** (a): mean cosine over the epochs; below 0 the lines pull apart. A model whose lines do not meet has no curve. */
        public Chart figure1a(Side side) {
            return curves(side, "cosine", "mean cosine of gradients, " + kind(side));
        }

        /** (a): share of rows whose cosine is below 0, over the epochs. */
        public Chart figure1aBelowZero(Side side) {
            return curves(side, "below zero", "share of " + kind(side) + " below 0");
        }

        private Chart curves(Side side, String column, String value) {
            Table conflicts = figure1aTable();
            conflicts.setName("Figure 1 (a): " + value + ", on " + data);
            boolean cosines = column.equals("cosine");
            Axis axis = Axis.linear(value).including(cosines ? -0.1 : 0, 1);
            Chart.Builder chart = Variants.chart(conflicts, axis, List.of("conflict " + kind(side) + " " + column));
            int last = (int) conflicts.intColumn("epoch").max();
            return cosines ? chart.add(conflictBelow(last)).build() : chart.build();
        }

        private static Series conflictBelow(int lastEpoch) {
            return new Series.Curve(
                    "0: conflict below", new double[] {1, lastEpoch}, new double[] {0, 0}, Series.Stroke.LEVEL);
        }

        private static String kind(Side side) {
            return side.name().toLowerCase(Locale.ROOT) + "s";
        }

        /**
         * What decoupling is worth: the accuracy of each form of the models that have several, by where the modal line's IDs
         * come from; a row per form, with Recall and NDCG on the test split, mean and deviation over seeds.
         */
        public Table formsTable() {
            return forms.means("Accuracy by how the lines share ID embeddings, on " + data, Split.TEST);
        }

        /** {@link #formsTable} as bars of Recall@20 and NDCG@20, with popularity as a line. */
        public Chart formsChart() {
            return forms.bars("Accuracy by how the lines share ID embeddings, on " + data);
        }

        /**
         * (b) and (c) in numbers, means over the seeds: a row per model, without and with alignment. Distance between
         * the lines (mean of 1 - cos), and for each line alignment of users with their training items (0 is together) and
         * uniformity (small is spread out) of users and items.
         */
        public Table figure1bTable() {
            Table table = Table.create(
                    "Figure 1 (b), (c): both lines without and with alignment on " + data,
                    StringColumn.create("model"));
            List<Map<String, Double>> rows = new ArrayList<>();
            for (String name : beforeAndAfter.names()) {
                List<RunRecord> runs = beforeAndAfter.finished(name);
                if (!runs.isEmpty()) {
                    table.stringColumn("model").append(name);
                    rows.add(means(runs.stream().map(r -> regions(r.model())).toList()));
                }
            }
            return Variants.withNumbers(table, rows);
        }

        private static Map<String, Double> regions(TrainedModel model) {
            Representations r = model.representations();
            Map<String, Double> values = new LinkedHashMap<>();
            for (Side side : Side.values()) {
                values.put("distance " + kind(side), LineStatistics.distance(r, side));
            }
            for (Space line : List.of(Space.BEHAVIOR, Space.MODAL)) {
                values.put(
                        line.label() + " alignment",
                        LineStatistics.alignment(r, line, model.data().train()));
                for (Side side : Side.values()) {
                    values.put(
                            line.label() + " uniformity " + kind(side),
                            LineStatistics.uniformity(r, line, side, PAIRS, 999));
                }
            }
            return values;
        }

        private static Map<String, Double> means(List<Map<String, Double>> ofSeeds) {
            Map<String, Double> means = new LinkedHashMap<>();
            ofSeeds.forEach(
                    seed -> seed.forEach((what, value) -> means.merge(what, value / ofSeeds.size(), Double::sum)));
            return means;
        }

        /** Between the lines, by variant and side, a value per seed. */
        private Map<String, Map<String, double[]>> distances() {
            Map<String, Map<String, double[]>> all = new LinkedHashMap<>();
            for (String name : beforeAndAfter.names()) {
                List<RunRecord> runs = beforeAndAfter.finished(name);
                if (!runs.isEmpty()) {
                    Map<String, double[]> bySide = new LinkedHashMap<>();
                    for (Side side : Side.values()) {
                        bySide.put(
                                kind(side),
                                runs.stream()
                                        .mapToDouble(r -> LineStatistics.distance(
                                                r.model().representations(), side))
                                        .toArray());
                    }
                    all.put(name, bySide);
                }
            }
            return all;
        }

        /**
         * (b) and (c) in the plane: users and items of both lines on their two principal components, every row scaled to
         * length 1, by the run of the first seed.
         *
         * @param model one of the models of (b) and (c)
         */
        public Table figure1bTable(String model, boolean withBma) {
            String name = Models.spelled(model) + (withBma ? AFTER : BEFORE);
            if (!beforeAndAfter.names().contains(name)) {
                throw new IllegalArgumentException("model: found \"" + model + "\", expected one of " + distributions);
            }
            Table plane = Projections.of(beforeAndAfter.model(name))
                    .spaces(Space.BEHAVIOR, Space.MODAL)
                    .unitLength()
                    .sample(points)
                    .pca();
            StringColumn kind = StringColumn.create("representation");
            for (int r = 0; r < plane.rowCount(); r++) {
                kind.append(plane.getString(r, "line") + ", " + plane.getString(r, "kind") + "s");
            }
            return plane.addColumns(kind).setName("Figure 1 (b), (c): " + name + " on " + data);
        }

        /** (b) and (c) as points, colored by line and kind, on axes of the same length with alignment and without. */
        public Chart figure1b(String model, boolean withBma) {
            Chart chart = Plots.projection(figure1bTable(model, withBma), "representation");
            String other = Models.spelled(model) + (withBma ? BEFORE : AFTER);
            if (beforeAndAfter.finished(other).isEmpty()) {
                return chart;
            }
            return chart.including(Plots.projection(figure1bTable(model, !withBma), "representation"));
        }

        /** The runs behind a row of the tables, by its name. */
        public List<RunRecord> runs(String row) {
            return conflicts.names().contains(row) ? conflicts.of(row) : beforeAndAfter.of(row);
        }

        @Override
        public Map<String, Table> tables() {
            Map<String, Table> all = new LinkedHashMap<>();
            if (!conflicts.names().isEmpty()) {
                all.put("figure1a", figure1aTable());
            }
            if (forms.anyFinished()) {
                all.put("forms", formsTable());
            }
            if (!distributions.isEmpty()) {
                all.put("figure1b", figure1bTable());
            }
            return all;
        }

        @Override
        public Map<String, Chart> charts() {
            Map<String, Chart> all = new LinkedHashMap<>();
            for (Side side : conflicts.anyFinished() ? Side.values() : new Side[0]) {
                all.put("figure1a-" + kind(side), figure1a(side));
                all.put("figure1a-" + kind(side) + "-below-zero", figure1aBelowZero(side));
            }
            if (forms.anyFinished()) {
                all.put("forms", formsChart());
            }
            for (String model : distributions) {
                for (boolean with : new boolean[] {false, true}) {
                    String name = model + (with ? AFTER : BEFORE);
                    if (!beforeAndAfter.finished(name).isEmpty()) {
                        String file = name.replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT);
                        all.put("figure1b-" + file, figure1b(model, with));
                    }
                }
            }
            return all;
        }

        @Override
        public Map<String, Findings> findingsByTable() {
            Map<String, Findings> all = new LinkedHashMap<>();
            if (!conflicts.names().isEmpty()) {
                all.put("figure1a", Figure1Findings.conflict(conflicts));
            }
            all.put("forms", Figure1Findings.forms(forms));
            if (!distributions.isEmpty()) {
                all.put("figure1b", Figure1Findings.distance(distances()));
            }
            all.values().removeIf(Findings::isEmpty);
            return all;
        }

        @Override
        public List<String> notes() {
            List<String> notes = new ArrayList<>();
            for (String name : conflicts.names()) {
                double[] unreached = conflicts.finished(name).stream()
                        .flatMapToDouble(r -> Arrays.stream(r.probe("conflict items unreached")))
                        .toArray();
                if (unreached.length > 0 && Arrays.stream(unreached).allMatch(u -> u == 1)) {
                    notes.add(name + ": the modal loss reaches none of the shared ID embeddings (share of rows with"
                            + " gradient 0: 1), so there is no angle and no conflict");
                }
            }
            notes.addAll(conflicts.notes());
            notes.addAll(beforeAndAfter.notes());
            return notes;
        }
    }
}
