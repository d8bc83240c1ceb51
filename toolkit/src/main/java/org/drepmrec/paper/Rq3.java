package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.Findings;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.model.Models;
import org.drepmrec.run.Experiment;
import org.drepmrec.run.LineProbes;
import org.drepmrec.run.Report;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.RunSpec;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * RQ3, the contribution of each part: DRepMRec without each alignment and without the similarity-supervised signal
 * (paper Table 3), other models with and without Behavior-Modal Alignment (Table 4), and what the second version,
 * DREAM, adds: without filter gate, without relation graphs, and how well modal similarity is preserved with and
 * without S3.
 *
 * <p>A removed part has weight 0; all other weights are unchanged. In Table 4 the settings of a model are also those of
 * the model with alignment.
 */
public final class Rq3 implements Experiment {

    static final String WITHOUT_SSS = "without SSS";
    static final String WITHOUT_S3 = "DREAM without S3";
    static final List<String> HOSTS = List.of("VBPR", "BM3", "MGCN");

    static final String MODEL = "DRepMRec";
    static final String DREAM = "DREAM";

    /** What is changed to remove a part, by the name of the row. */
    static final Map<String, Map<String, String>> PARTS = parts(
            "without Intra-Alignment",
            Map.of("alpha", "0"),
            "without Inter-Alignment",
            Map.of("beta", "0"),
            "without Alignment",
            Map.of("alpha", "0", "beta", "0"),
            WITHOUT_SSS,
            Map.of("gamma", "0"));

    /** Likewise, of DREAM. */
    static final Map<String, Map<String, String>> DREAM_PARTS = parts(
            "DREAM without filter gate",
            Map.of("gate.enabled", "false"),
            "DREAM without relation graphs",
            Map.of("graph.modal.enabled", "false"),
            WITHOUT_S3,
            Map.of("gamma", "0"));

    private static final List<String> LABELS = List.of("Recall@20", "NDCG@20");

    private final Builder spec;

    private Rq3(Builder spec) {
        this.spec = spec;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, String>> parts(Object... namesAndChanges) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        for (int k = 0; k < namesAndChanges.length; k += 2) {
            all.put((String) namesAndChanges[k], (Map<String, String>) namesAndChanges[k + 1]);
        }
        return Collections.unmodifiableMap(all);
    }

    /** Starts with DRepMRec, one seed, the paper's settings, and VBPR, BM3 and MGCN for Table 4. */
    public static Builder builder(MultimodalDataset data) {
        return new Builder(data);
    }

    @Override
    public Result run() {
        Map<String, List<RunSpec>> all = new LinkedHashMap<>();
        all.putAll(spec.table3());
        all.putAll(spec.table4());
        all.putAll(spec.dream());
        Variants runs = Variants.run(spec.runner(true), spec.popularity(), all);
        return new Result(
                spec.data().name(),
                runs.only(List.copyOf(spec.table3().keySet())),
                runs.only(List.copyOf(spec.table4().keySet())),
                runs.only(List.copyOf(spec.dream().keySet())));
    }

    /** Collects the settings. */
    public static final class Builder extends LineExperiment<Builder> {

        private List<String> hosts = HOSTS;

        private Builder(MultimodalDataset data) {
            super(data, MODEL);
        }

        /**
         * The models of Table 4, each compared with the model of that name with {@code + BMA} behind it; VBPR, BM3 and MGCN
         * by default.
         */
        public Builder hosts(String... models) {
            hosts = List.of(models).stream().map(Models::spelled).toList();
            return this;
        }

        @Override
        public Rq3 build() {
            requireOneModel("RQ3");
            return new Rq3(this);
        }

        /** RQ2 looks at the whole model and at the one without the signal too; the others need no probes. */
        private Map<String, List<RunSpec>> table3() {
            Map<String, List<RunSpec>> all = new LinkedHashMap<>();
            all.put(model(), observed(model(), Map.of()));
            PARTS.forEach((name, change) ->
                    all.put(name, name.equals(WITHOUT_SSS) ? observed(model(), change) : specs(model(), change)));
            return all;
        }

        private Map<String, List<RunSpec>> table4() {
            Map<String, List<RunSpec>> all = new LinkedHashMap<>();
            for (String host : hosts) {
                all.put(host, specs(host, Map.of()));
                all.put(host + BMA, aligned(host));
            }
            return all;
        }

        private Map<String, List<RunSpec>> dream() {
            Map<String, List<RunSpec>> all = new LinkedHashMap<>();
            all.put(DREAM, remembering(Map.of()));
            DREAM_PARTS.forEach((name, change) -> all.put(name, remembering(change)));
            return all;
        }

        private List<RunSpec> remembering(Map<String, String> changes) {
            return specs(DREAM, changes).stream()
                    .map(s -> s.probes(LineProbes.MEMORY))
                    .toList();
        }
    }

    /** Tables 3 and 4, and what DREAM adds. */
    public static final class Result implements Report {

        private final String data;
        private final Variants table3;
        private final Variants table4;
        private final Variants dream;

        Result(String data, Variants table3, Variants table4, Variants dream) {
            this.data = data;
            this.table3 = table3;
            this.table4 = table4;
            this.dream = dream;
        }

        /**
         * Table 3: a row per variant, with Recall and NDCG on the test split, mean and deviation over seeds; beside them, where
         * the paper has this data set, its numbers.
         */
        public Table table3() {
            return besidePaper(3, table3.means("Table 3: ablation on " + data, Split.TEST));
        }

        private Table besidePaper(int number, Table table) {
            Published.of(data)
                    .ifPresent(paper -> LABELS.forEach(label -> table.addColumns(DoubleColumn.create(
                            label + " (paper)",
                            table.stringColumn("model").asList().stream()
                                    .mapToDouble(row -> paper.value(number, row, label))
                                    .toArray()))));
            return table;
        }

        /** Table 3 as bars of Recall@20 and NDCG@20, with popularity as a line. */
        public Chart table3Chart() {
            return table3.bars("Table 3: ablation on " + data);
        }

        /**
         * Table 4: a row per model, without and with alignment, and by how many per cent that changes Recall@20 and NDCG@20;
         * beside them, where the paper has this data set, its numbers.
         */
        public Table table4() {
            Table table = table4.means("Table 4: Behavior-Modal Alignment in other models on " + data, Split.TEST);
            for (String label : LABELS) {
                DoubleColumn change = DoubleColumn.create(label + " change %");
                Map<String, Double> values = new LinkedHashMap<>();
                for (Row row : table) {
                    String name = row.getString("model");
                    values.put(name, row.getDouble(label));
                    Double without = name.endsWith(LineExperiment.BMA)
                            ? values.get(name.substring(0, name.length() - LineExperiment.BMA.length()))
                            : null;
                    change.append(without == null ? null : (Double) (100 * (row.getDouble(label) / without - 1)));
                }
                table.addColumns(change);
            }
            return besidePaper(4, table);
        }

        /** Table 4 as bars of Recall@20 and NDCG@20, with popularity as a line. */
        public Chart table4Chart() {
            return table4.bars("Table 4: Behavior-Modal Alignment in other models on " + data);
        }

        /** DREAM whole, without filter gate, without relation graphs, without S3. */
        public Table dream() {
            return dream.means("What DREAM adds, on " + data, Split.TEST);
        }

        /** {@link #dream} as bars of Recall@20 and NDCG@20, with popularity as a line. */
        public Chart dreamChart() {
            return dream.bars("What DREAM adds, on " + data);
        }

        /**
         * What the modal representations of items keep of the raw features' similarities: a row per epoch, with and without
         * S3. Spearman's correlation of 20,000 pairs and the overlap of 10 nearest neighbors; 1 is everything.
         */
        public Table memoryTable() {
            return remembered().curves("Modal similarity remembered, on " + data, ModalMemory.COLUMNS);
        }

        private Variants remembered() {
            return dream.only(dream.names().stream()
                    .filter(List.of(DREAM, WITHOUT_S3)::contains)
                    .toList());
        }

        /** {@link #memoryTable} as curves. */
        public Chart memory() {
            return Variants.chart(memoryTable(), "remembered (1 is all)", ModalMemory.COLUMNS);
        }

        /** The runs behind a row of {@link #table3}, {@link #table4} or {@link #dream}, by its name. */
        public List<RunRecord> runs(String row) {
            return List.of(table3, table4, dream).stream()
                    .filter(v -> v.names().contains(row))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("row: found \"" + row + "\", expected one of "
                            + table3.names() + table4.names() + dream.names()))
                    .of(row);
        }

        @Override
        public Map<String, Table> tables() {
            Map<String, Table> all = new LinkedHashMap<>();
            if (!table3.names().isEmpty()) {
                all.put("table3", table3());
            }
            if (!table4.names().isEmpty()) {
                all.put("table4", table4());
            }
            if (!dream.names().isEmpty()) {
                all.put("dream", dream());
                all.put("dream-memory", memoryTable());
            }
            return all;
        }

        @Override
        public Map<String, Chart> charts() {
            Map<String, Chart> all = new LinkedHashMap<>();
            if (!table3.names().isEmpty()) {
                all.put("table3", table3Chart());
            }
            if (!table4.names().isEmpty()) {
                all.put("table4", table4Chart());
            }
            if (!dream.names().isEmpty()) {
                all.put("dream", dreamChart());
            }
            if (!remembered().names().isEmpty() && remembered().anyFinished()) {
                all.put("dream-memory", memory());
            }
            return all;
        }

        @Override
        public Map<String, Findings> findingsByTable() {
            Map<String, Findings> all = new LinkedHashMap<>();
            all.put(
                    "table3",
                    Rq3Findings.removals(table3, "The paper's finding, that every part of DRepMRec contributes, "));
            all.put("table4", Rq3Findings.table4(table4));
            all.put("dream", Rq3Findings.removals(dream, "That every part of DREAM contributes "));
            if (!remembered().names().isEmpty()) {
                all.put(
                        "dream-memory",
                        new ModalMemory(dream, DREAM, WITHOUT_S3, "S3")
                                .findings("DREAM's finding, that S3 preserves modal similarity, "));
            }
            all.values().removeIf(Findings::isEmpty);
            return all;
        }

        @Override
        public List<String> notes() {
            List<String> notes = new ArrayList<>(table3.notes());
            notes.addAll(table4.notes());
            notes.addAll(dream.notes());
            Published.of(data).ifPresent(paper -> {
                notes.add("columns marked (paper) are printed there; its split and its weights are not known");
                notes.addAll(paper.notes(3));
                notes.addAll(paper.notes(4));
            });
            return notes;
        }
    }
}
