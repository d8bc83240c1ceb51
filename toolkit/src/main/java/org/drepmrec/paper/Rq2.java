package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Plots;
import org.drepmrec.analysis.Projections;
import org.drepmrec.analysis.Space;
import org.drepmrec.analysis.Summaries;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.run.Experiment;
import org.drepmrec.run.LineAccuracy;
import org.drepmrec.run.Report;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.RunSpec;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * RQ2, the two representations (paper 4.6): the accuracy of each alone (Figure 5), their distance over the epochs, with
 * and without the similarity-supervised signal (Figure 6), and their projection to the plane (Figure 7); also what the
 * modal line remembers of the features with and without the signal, which is what the signal is for.
 */
public final class Rq2 implements Experiment {

    static final String WITH = "with SSS";
    static final String WITHOUT = Rq3.WITHOUT_SSS;
    static final List<String> DISTANCES = List.of("distance users", "distance items");

    private final Builder spec;

    private Rq2(Builder spec) {
        this.spec = spec;
    }

    /** Starts with DRepMRec, one seed and the paper's settings. */
    public static Builder builder(MultimodalDataset data) {
        return new Builder(data);
    }

    @Override
    public Result run() {
        Map<String, List<RunSpec>> wanted = new LinkedHashMap<>();
        wanted.put(WITH, spec.observed(spec.model(), Map.of()));
        wanted.put(WITHOUT, spec.observed(spec.model(), Map.of("gamma", "0")));
        return new Result(
                spec.model() + " on " + spec.data().name(),
                spec.points,
                Variants.run(spec.runner(true), spec.popularity(), wanted));
    }

    /** Collects the settings. */
    public static final class Builder extends LineExperiment<Builder> {

        private int points = 1000;

        private Builder(MultimodalDataset data) {
            super(data, "DRepMRec");
        }

        /** The most items, and the most users, that Figure 7 shows; 1,000 by default (paper 4.6.3). */
        public Builder points(int most) {
            points = most;
            return this;
        }

        @Override
        public Rq2 build() {
            requireOneModel("RQ2");
            return new Rq2(this);
        }
    }

    /** Figures 5 to 7. */
    public static final class Result implements Report {

        private final String name;
        private final int points;
        private final Variants runs;
        private final Table alone;
        private final Map<Side, Table> planes = new EnumMap<>(Side.class);

        Result(String name, int points, Variants runs) {
            this.name = name;
            this.points = points;
            this.runs = runs;
            this.alone = alone();
        }

        private Table alone() {
            Table table = Table.create(
                    "Figure 5: representations of " + name + ", each alone",
                    StringColumn.create("model"),
                    StringColumn.create("seed"),
                    StringColumn.create("split"));
            List<Map<String, Double>> values = new ArrayList<>();
            for (RunRecord run : runs.finished(WITH)) {
                LineAccuracy.of(run).forEach((space, metrics) -> {
                    table.stringColumn("model").append(space.label());
                    table.stringColumn("seed").append(Long.toString(run.spec().seed()));
                    table.stringColumn("split").append("test");
                    values.add(metrics);
                });
            }
            return Variants.withNumbers(table, values);
        }

        private Map<String, Map<Space, double[]>> valuesAlone() {
            Map<String, Map<Space, double[]>> all = new LinkedHashMap<>();
            for (String label : List.of("Recall@20", "NDCG@20")) {
                Map<Space, double[]> bySpace = new EnumMap<>(Space.class);
                for (Space space : Space.values()) {
                    bySpace.put(
                            space,
                            alone.where(alone.stringColumn("model").isEqualTo(space.label()))
                                    .doubleColumn(label)
                                    .asDoubleArray());
                }
                all.put(label, bySpace);
            }
            return all;
        }

        /** Figure 5: a row per representation, with Recall and NDCG on the test split, mean and deviation over seeds. */
        public Table figure5Table() {
            return Summaries.overSeeds(alone);
        }

        /** Figure 5: Recall@20 and NDCG@20 as bars, with popularity as a line. */
        public Chart figure5() {
            return runs.bars(alone);
        }

        /** Figure 6: a row per epoch, with and without the signal: mean of 1 - cos between the lines, of users and items. */
        public Table figure6Table() {
            return runs.curves("Figure 6: cosine distance between the lines, " + name, DISTANCES);
        }

        /** Figure 6 as curves. */
        public Chart figure6() {
            return Variants.chart(figure6Table(), "mean of 1 - cos(behavior, modal)", DISTANCES);
        }

        /**
         * What the modal representations of items keep of the raw features' similarities, with and without the signal: a row
         * per epoch. Spearman's correlation of 20,000 pairs and the overlap of 10 nearest neighbors; 1 is everything.
         */
        public Table memoryTable() {
            return runs.curves("Modal similarity remembered by " + name, ModalMemory.COLUMNS);
        }

        /** {@link #memoryTable} as curves. */
        public Chart memory() {
            return Variants.chart(memoryTable(), "remembered (1 is all)", ModalMemory.COLUMNS);
        }

        /**
         * Figure 7: t-SNE of the behavior and the modal representations of items or users, by the run of the first seed.
         * Computed once, in up to some minutes for 1,000 nodes.
         */
        public Table figure7Table(Side side) {
            return planes.computeIfAbsent(side, s -> {
                Projections projections = Projections.of(runs.model(WITH)).sample(points);
                Table plane = (s == Side.ITEM ? projections.items() : projections.users()).tsne();
                return plane.setName("Figure 7: " + kind(s) + " of " + name + " by t-SNE");
            });
        }

        /** Figure 7: points colored by line, a dashed line between the two of a node. */
        public Chart figure7(Side side) {
            return Plots.projectionWithLinks(figure7Table(side));
        }

        /** Records have none. */
        private boolean hasModel() {
            return runs.finished(WITH).stream().anyMatch(RunRecord::hasModel);
        }

        private static String kind(Side side) {
            return side.name().toLowerCase(Locale.ROOT) + "s";
        }

        /** The runs behind the figures, by {@code with SSS} and {@code without SSS}. */
        public List<RunRecord> runs(String variant) {
            return runs.of(variant);
        }

        @Override
        public Map<String, Table> tables() {
            Map<String, Table> all = new LinkedHashMap<>();
            if (!runs.names().isEmpty()) {
                all.put("figure6", figure6Table());
                all.put("memory", memoryTable());
            }
            if (!alone.isEmpty()) {
                all.put("figure5", figure5Table());
            }
            for (Side side : hasModel() ? Side.values() : new Side[0]) {
                all.put("figure7-" + kind(side), figure7Table(side));
            }
            return all;
        }

        @Override
        public Map<String, Chart> charts() {
            Map<String, Chart> all = new LinkedHashMap<>();
            if (runs.anyFinished()) {
                all.put("figure6", figure6());
                all.put("memory", memory());
            }
            if (!alone.isEmpty()) {
                all.put("figure5", figure5());
            }
            for (Side side : hasModel() ? Side.values() : new Side[0]) {
                all.put("figure7-" + kind(side), figure7(side));
            }
            return all;
        }

        @Override
        public Map<String, Findings> findingsByTable() {
            Map<String, Findings> all = new LinkedHashMap<>();
            if (!alone.isEmpty()) {
                all.put("figure5", Rq2Findings.figure5(valuesAlone()));
            }
            if (runs.names().size() > 1) {
                all.put("figure6", Rq2Findings.figure6(runs));
                all.put(
                        "memory",
                        new ModalMemory(runs, WITH, WITHOUT, "the signal")
                                .findings("That the signal keeps the modal line from forgetting "));
            }
            all.values().removeIf(Findings::isEmpty);
            return all;
        }

        @Override
        public List<String> notes() {
            return new ArrayList<>(runs.notes());
        }
    }
}
