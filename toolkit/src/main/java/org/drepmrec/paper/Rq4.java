package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.analysis.Axis;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Plots;
import org.drepmrec.analysis.Series;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.run.Experiment;
import org.drepmrec.run.Report;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.RunSpec;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * RQ4, sensitivity to the weights: of the similarity-supervised signal and of the visual modality (paper Figure 8), and of Intra-
 * and Inter-Alignment together (Figure 9). All on the test split, as in the paper; nothing is selected by it.
 *
 * <p>The paper shows curves without naming its grids; the defaults span what its text says: the signal's optimum lies
 * inside, the visual modality's is 0.3 for all data sets.
 */
public final class Rq4 implements Experiment {

    private static final String RECALL = "Recall@20";

    private final Builder spec;

    private Rq4(Builder spec) {
        this.spec = spec;
    }

    /** Starts with DRepMRec, one seed and the default grids. */
    public static Builder builder(MultimodalDataset data) {
        return new Builder(data);
    }

    @Override
    public Result run() {
        Sweeps sweeps = spec.sweeps();
        Map<String, List<RunSpec>> all = new LinkedHashMap<>();
        sweeps.all().forEach((name, changes) -> all.put(name, spec.specs(spec.model(), changes)));
        return new Result(
                spec.model() + " on " + spec.data().name(),
                sweeps,
                Variants.run(spec.runner(false), spec.popularity(), all));
    }

    /** Collects the settings. */
    public static final class Builder extends LineExperiment<Builder> {

        private List<Double> gammas = Sweeps.GAMMAS;
        private List<Double> modalWeights = Sweeps.MODAL_WEIGHTS;
        private List<Double> alphas = Sweeps.ALPHAS;
        private List<Double> betas = Sweeps.BETAS;
        private Modality modality = Modality.VISUAL;

        private Builder(MultimodalDataset data) {
            super(data, "DRepMRec");
        }

        /** Weights γ of Figure 8 (a); 0, 0.01, 0.1, 0.3, 0.5 and 1 by default. */
        public Builder gammas(double... grid) {
            gammas = list("gammas", grid);
            return this;
        }

        /** Weights of a modality, Figure 8 (b), the rest shared equally by the other modalities; 0, 0.1, 0.3, ... 0.9, 1 by default. */
        public Builder modalWeights(double... grid) {
            modalWeights = list("modal weights", grid);
            return this;
        }

        /** The modality whose weight Figure 8 (b) changes; visual by default. */
        public Builder modality(Modality of) {
            modality = of;
            return this;
        }

        /** Weights α of Figure 9; 0.01, 0.03, 0.1, 0.3 and 1 by default. */
        public Builder alphas(double... grid) {
            alphas = list("alphas", grid);
            return this;
        }

        /** Weights β of Figure 9; 0.001, 0.01, 0.03, 0.1 and 0.3 by default. */
        public Builder betas(double... grid) {
            betas = list("betas", grid);
            return this;
        }

        private static List<Double> list(String what, double... grid) {
            if (grid.length == 0) {
                throw new IllegalArgumentException(what + ": found none, expected at least one value");
            }
            return Arrays.stream(grid).boxed().distinct().toList();
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException if there is more than one model, or the modality is not one of several
         */
        @Override
        public Rq4 build() {
            requireOneModel("RQ4");
            if (data().modalities().size() > 1 && !data().modalities().contains(modality)) {
                throw new IllegalArgumentException("modality: found " + modality + ", expected one of "
                        + data().modalities() + " of " + data().name() + "; call modality(...)");
            }
            return new Rq4(this);
        }

        private Sweeps sweeps() {
            return new Sweeps(gammas, modalWeights, alphas, betas, modality, List.copyOf(data().modalities()));
        }
    }

    /** Figures 8 and 9. */
    public static final class Result implements Report {

        private final String name;
        private final Sweeps sweeps;
        private final Variants runs;

        Result(String name, Sweeps sweeps, Variants runs) {
            this.name = name;
            this.sweeps = sweeps;
            this.runs = runs;
        }

        /** Figure 8 (a): a row per weight γ, with Recall and NDCG on the test split, mean and deviation over seeds. */
        public Table figure8aTable() {
            return sweep(
                    "gamma",
                    sweeps.gammas(),
                    "Figure 8 (a): weight of the similarity signal, " + name,
                    sweeps.signal());
        }

        /** Figure 8 (a): Recall@20 by γ, error bars of a standard deviation over seeds, popularity as a line. */
        public Chart figure8a() {
            return curve(figure8aTable(), "gamma");
        }

        /**
         * Figure 8 (b): a row per modal weight, likewise.
         *
         * @throws IllegalStateException if the data set has a single modality, whose weight is 1
         */
        public Table figure8bTable() {
            if (!hasFigure8b()) {
                throw new IllegalStateException(
                        name + ": found modalities " + sweeps.modalities() + ", expected at least 2 for Figure 8 (b)");
            }
            return sweep(
                    sweeps.modality() + " weight",
                    sweeps.modalWeights(),
                    "Figure 8 (b): weight of the " + sweeps.modality() + " modality, " + name,
                    sweeps.modal());
        }

        /** Figure 8 (b): Recall@20 by modal weight, likewise. */
        public Chart figure8b() {
            return curve(figure8bTable(), sweeps.modality() + " weight");
        }

        private boolean hasFigure8b() {
            return !sweeps.modal().isEmpty();
        }

        private Table sweep(String parameter, List<Double> values, String title, Map<String, ?> names) {
            Table means = only(names).means(title, Split.TEST);
            means.replaceColumn("model", DoubleColumn.create(parameter, values));
            return means;
        }

        private Chart curve(Table sweep, String parameter) {
            List<String> values = sweep.doubleColumn(parameter).asList().stream()
                    .map(v -> Double.toString(v))
                    .toList();
            Chart chart = Chart.builder(sweep.name(), Axis.categories(parameter, values), Axis.linear(RECALL))
                    .add(new Series.Curve(
                            RECALL,
                            Variants.places(values.size()),
                            sweep.doubleColumn(RECALL).asDoubleArray(),
                            sweep.doubleColumn(RECALL + " sd").asDoubleArray(),
                            Series.Stroke.VALUES))
                    .errors(Plots.OVER_SEEDS)
                    .build();
            return runs.withPopularity(
                    chart, Collections.nCopies(values.size(), RECALL).toArray(String[]::new));
        }

        /** Figure 9: a row per pair of α and β, with Recall and NDCG on the test split, mean and deviation over seeds. */
        public Table figure9Table() {
            Table means = only(sweeps.alignment())
                    .means("Figure 9: weights of Intra- and Inter-Alignment, " + name, Split.TEST);
            DoubleColumn alpha = DoubleColumn.create("alpha");
            DoubleColumn beta = DoubleColumn.create("beta");
            sweeps.alphas().forEach(a -> sweeps.betas().forEach(b -> {
                alpha.append(a);
                beta.append(b);
            }));
            means.replaceColumn("model", beta);
            means.insertColumn(0, alpha);
            return means;
        }

        /** Figure 9: Recall@20 as a heat map with its deviation over seeds, α downwards, β to the right. */
        public Chart figure9() {
            return Plots.heatMap(grid(RECALL), "beta", RECALL, grid(RECALL + " sd"));
        }

        private Table grid(String measure) {
            Table pairs = figure9Table();
            Table map = Table.create(
                    pairs.name(),
                    StringColumn.create("alpha", sweeps.alphas().stream().map(a -> Double.toString(a))));
            for (int b = 0; b < sweeps.betas().size(); b++) {
                DoubleColumn column =
                        DoubleColumn.create(Double.toString(sweeps.betas().get(b)));
                for (int a = 0; a < sweeps.alphas().size(); a++) {
                    column.append(pairs.doubleColumn(measure)
                            .getDouble(a * sweeps.betas().size() + b));
                }
                map.addColumns(column);
            }
            return map;
        }

        /** The runs with these weights, other settings as given. */
        public List<RunRecord> runs(double alpha, double beta) {
            List<RunRecord> found = runs.of(Sweeps.cell(alpha, beta));
            if (found == null) {
                throw new IllegalArgumentException("alpha " + alpha + ", beta " + beta + ": expected one of "
                        + sweeps.alphas() + " and " + sweeps.betas());
            }
            return found;
        }

        @Override
        public Map<String, Table> tables() {
            Map<String, Table> all = new LinkedHashMap<>();
            if (!sweeps.signal().isEmpty()) {
                all.put("figure8a", figure8aTable());
            }
            if (hasFigure8b()) {
                all.put("figure8b", figure8bTable());
            }
            if (!sweeps.alignment().isEmpty()) {
                all.put("figure9", figure9Table());
            }
            return all;
        }

        @Override
        public Map<String, Chart> charts() {
            Map<String, Chart> all = new LinkedHashMap<>();
            if (!sweeps.signal().isEmpty()) {
                all.put("figure8a", figure8a());
            }
            if (hasFigure8b()) {
                all.put("figure8b", figure8b());
            }
            if (!sweeps.alignment().isEmpty()) {
                all.put("figure9", figure9());
            }
            return all;
        }

        @Override
        public Map<String, Findings> findingsByTable() {
            Map<String, Findings> all = new LinkedHashMap<>();
            all.put("figure8a", Rq4Findings.signal(only(sweeps.signal())));
            all.put("figure8b", Rq4Findings.modal(only(sweeps.modal()), sweeps.modalWeights()));
            all.put("figure9", Rq4Findings.alignment(only(sweeps.alignment()), sweeps.alphas(), sweeps.betas()));
            all.values().removeIf(Findings::isEmpty);
            return all;
        }

        private Variants only(Map<String, ?> names) {
            return runs.only(List.copyOf(names.keySet()));
        }

        @Override
        public List<String> notes() {
            List<String> notes = new ArrayList<>(runs.notes());
            if (sweeps.modalities().size() < 2) {
                notes.add(name + ": the modalities are " + sweeps.modalities()
                        + " only, so there is no weight to change and no Figure 8 (b)");
            }
            return notes;
        }
    }
}
