package org.drepmrec.paper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.analysis.Axis;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.data.Modality;
import org.drepmrec.data.Summarized;
import org.drepmrec.model.Models;
import org.drepmrec.run.DataOutline;
import org.drepmrec.run.Knockout;
import org.drepmrec.run.KnockoutResult;
import org.drepmrec.run.LineProbes;
import org.drepmrec.run.Records;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.SeedRuns;
import org.drepmrec.train.EpochRecord;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Recorded runs of a data set at full scale, as the tables and figures of the experiments: neither the data nor any training
 * is needed. What was not recorded is missing in the tables, and a figure without any record is not among
 * {@link org.drepmrec.run.Report#tables()}.
 *
 * <p>Which experiment a run belongs to follows from its model, its settings and its data:
 *
 * <ul>
 *   <li>Runs that differ in their seeds alone are taken together. Those of a model on the data as they are, without those in
 *       which a part is removed, are its trials ({@link #search}); of the trials with the most seeds, the best by validation
 *       is its row in Table 2. A model with {@code + BMA} behind its name has none, but a row in Table 4.
 *   <li>Runs of DRepMRec and DREAM whose settings differ from those of Table 2 in what {@link Rq3} removes are rows of Table
 *       3, and of what DREAM adds; those without the similarity-supervised signal are the other curve of Figure 6.
 *   <li>Runs of DRepMRec whose settings differ in the weights that {@link Rq4} changes are points of Figures 8 and 9, those
 *       that differ in the source of the modal line's IDs are curves of Figure 1 (a).
 *   <li>Runs with the settings of Table 2 on the same data with features that were replaced or left out, as their
 *       provenance says, are conditions of the {@link Knockout}.
 * </ul>
 */
public final class Results implements Summarized {

    private final RecordedRuns runs;
    private Rq1Result rq1;

    Results(Records records) {
        runs = new RecordedRuns(records);
    }

    /** The data sets that the toolkit brings results of. */
    public static List<String> names() {
        return ShippedRecords.read(Records::names).orElse(List.of());
    }

    /**
     * The results that the toolkit brings of a data set.
     *
     * @throws IllegalArgumentException if it brings none, listing the names
     */
    public static Results of(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("results: found \"" + name + "\", expected one of " + names()
                    + "; read a folder of your own by Results.read");
        }
        return ShippedRecords.read(folder -> read(folder.resolve(name))).orElseThrow();
    }

    /**
     * Reads results from a folder with the records of one data set, such as {@code data/results/toys}.
     *
     * @throws org.drepmrec.io.DataException if a record is damaged
     */
    public static Results read(Path folder) {
        return new Results(Records.read(folder));
    }

    /**
     * Reads the results on all data sets of a folder, such as {@code data/results}, in order of their names.
     *
     * @throws org.drepmrec.io.DataException if a record is damaged
     */
    public static List<Results> all(Path folder) {
        return Records.names(folder).stream()
                .map(name -> read(folder.resolve(name)))
                .toList();
    }

    /** The data set. */
    public DataOutline data() {
        return runs.data();
    }

    /** The models of Table 2: those with nothing to train first, then in the paper's order, then all others. */
    public List<String> models() {
        List<String> all = runs.models().stream()
                .filter(m -> !m.endsWith(LineExperiment.BMA))
                .toList();
        return Stream.of(
                        Models.names().stream().filter(all::contains).filter(this::isComputed),
                        Models.all().stream().filter(all::contains),
                        all.stream())
                .flatMap(s -> s)
                .distinct()
                .filter(m -> runs.chosen(m).isPresent())
                .toList();
    }

    /** Whether a model has nothing to train. */
    boolean isComputed(String model) {
        return runs.of(model).stream()
                .flatMap(g -> g.runs().stream())
                .allMatch(r ->
                        r.status() == RunRecord.Status.FINISHED && r.epochs().isEmpty());
    }

    /** Tables 1 and 2, with tests, which take seconds and are done once. */
    public synchronized Rq1Result rq1() {
        if (rq1 == null) {
            rq1 = compared();
        }
        return rq1;
    }

    private Rq1Result compared() {
        Map<String, SeedRuns> models = new LinkedHashMap<>();
        models().forEach(m ->
                models.put(m, new SeedRuns(runs.chosen(m).orElseThrow().runs())));
        return new Rq1Result(data(), models, Rq1.PROPOSED, popularity());
    }

    private Optional<RunRecord> popularity() {
        return runs.find("Popularity", Map.of()).stream().findFirst();
    }

    private Variants variants(Map<String, List<RunRecord>> rows) {
        rows.values().removeIf(List::isEmpty);
        return Variants.of(data().name(), rows, popularity());
    }

    /** Table 2, see {@link Rq1Result#table2()}. */
    public ResultTable table2() {
        return rq1().table2();
    }

    /** Figures 5 and 6. */
    public Rq2.Result rq2() {
        Map<String, List<RunRecord>> variants = new LinkedHashMap<>();
        variants.put(Rq2.WITH, observed(Rq3.MODEL, Map.of()));
        variants.put(Rq2.WITHOUT, observed(Rq3.MODEL, Map.of("gamma", "0")));
        return new Rq2.Result(Rq3.MODEL + " on " + data().name(), 0, variants(variants));
    }

    private List<RunRecord> observed(String model, Map<String, String> changes) {
        return runs.find(model, changes).stream()
                .filter(r -> r.spec().probes().contains(LineProbes.DISTANCE))
                .toList();
    }

    /** Tables 3 and 4, and what DREAM adds. */
    public Rq3.Result rq3() {
        Map<String, List<RunRecord>> table4 = new LinkedHashMap<>();
        for (String host : Rq3.HOSTS) {
            List<RunRecord> aligned = runs.find(host + LineExperiment.BMA, Map.of());
            if (!aligned.isEmpty()) {
                table4.put(host, runs.find(host, Map.of()));
                table4.put(host + LineExperiment.BMA, aligned);
            }
        }
        return new Rq3.Result(
                data().name(), ablation(Rq3.MODEL, Rq3.PARTS), variants(table4), ablation(Rq3.DREAM, Rq3.DREAM_PARTS));
    }

    /** The whole model and what there is without a part; nothing if there is only the whole. */
    private Variants ablation(String model, Map<String, Map<String, String>> parts) {
        Map<String, List<RunRecord>> rows = new LinkedHashMap<>();
        rows.put(model, runs.find(model, Map.of()));
        parts.forEach((name, changes) -> rows.put(name, runs.find(model, changes)));
        rows.values().removeIf(List::isEmpty);
        return rows.size() > 1 ? variants(rows) : variants(new LinkedHashMap<>());
    }

    /** Figures 8 and 9, on what was recorded of the grids. */
    public Rq4.Result rq4() {
        List<Modality> modalities =
                data().features().keySet().stream().map(Modality::of).toList();
        Sweeps sweeps = Sweeps.recorded(
                modalities, changes -> !runs.find(Rq3.MODEL, changes).isEmpty());
        Map<String, List<RunRecord>> points = new LinkedHashMap<>();
        sweeps.all().forEach((name, changes) -> points.put(name, runs.find(Rq3.MODEL, changes)));
        return new Rq4.Result(Rq3.MODEL + " on " + data().name(), sweeps, variants(points));
    }

    /** Figure 1 (a). */
    public Figure1.Result figure1() {
        Map<String, List<RunRecord>> rows = new LinkedHashMap<>();
        rows.put("MGCN", observed("MGCN", Map.of()));
        Figure1.ID_SOURCES.forEach(
                source -> rows.put(Rq3.MODEL + " " + source, observed(Rq3.MODEL, Map.of(Figure1.ID_SOURCE, source))));
        return new Figure1.Result(data().name(), 0, List.of(), variants(rows), variants(new LinkedHashMap<>()));
    }

    /** Every model with runs on changed features, in the order of {@link #models}. */
    public KnockoutResult knockout() {
        Map<String, Map<String, SeedRuns>> found = new LinkedHashMap<>();
        for (String model : models()) {
            Map<String, List<RunRecord>> changed = runs.knockout(model);
            if (!changed.isEmpty()) {
                Map<String, SeedRuns> conditions = new LinkedHashMap<>();
                conditions.put(Knockout.AS_IS, new SeedRuns(runs.find(model, Map.of())));
                changed.forEach((condition, list) -> conditions.put(condition, new SeedRuns(list)));
                found.put(model, conditions);
            }
        }
        return new KnockoutResult(data().name(), found, List.of(), popularity());
    }

    /** How the settings of Table 2 were chosen, a row per model. */
    public Table search() {
        return Trials.table(runs, models());
    }

    /** Everything that was tried for a model, the best by validation first; nothing of the test split. */
    public Table search(String model) {
        return Trials.table(runs, Models.spelled(model));
    }

    /** The selecting metric over the epochs, for the first seed of these models' rows in Table 2. */
    public Chart curves(String... models) {
        List<RunRecord> first = Arrays.stream(models).map(this::first).toList();
        String metric = first.stream().map(RunRecord::selectedBy).distinct().collect(Collectors.joining(", "));
        Chart.Builder chart = Chart.builder(
                "Training on " + data().name(), Axis.linear("epoch"), Axis.linear("validation " + metric));
        for (RunRecord run : first) {
            chart.curve(
                    run.spec().model(),
                    run.epochs().stream().mapToDouble(EpochRecord::number).toArray(),
                    run.epochs().stream()
                            .mapToDouble(e -> e.selection().get(run.selectedBy()))
                            .toArray());
        }
        return chart.build();
    }

    private RunRecord first(String model) {
        return runs.chosen(Models.spelled(model))
                .orElseThrow(() ->
                        new IllegalArgumentException("model: found \"" + model + "\", expected one of " + models()))
                .runs()
                .get(0);
    }

    /**
     * The record of a model's row in Table 2.
     *
     * @throws IllegalArgumentException if there is none, listing what there is
     */
    public RunRecord record(String model, long seed) {
        List<RunRecord> row =
                runs.chosen(Models.spelled(model)).map(RecordedRuns.Group::runs).orElse(List.of());
        return row.stream()
                .filter(r -> r.spec().seed() == seed)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("record: found model " + model + " with seed " + seed
                        + ", expected one of models " + models() + " with one of seeds "
                        + row.stream().map(r -> r.spec().seed()).toList()));
    }

    RecordedRuns recorded() {
        return runs;
    }

    /** Which tables and figures there are, with the number of their rows. */
    @Override
    public Table summary() {
        Map<String, Table> all = new LinkedHashMap<>(rq1().tables());
        all.putAll(rq2().tables());
        all.putAll(rq3().tables());
        all.putAll(rq4().tables());
        all.putAll(figure1().tables());
        all.putAll(knockout().tables());
        List<String> rows = new ArrayList<>();
        all.values().forEach(t -> rows.add(Integer.toString(t.rowCount())));
        return Table.create(
                "Results on " + data().name(),
                StringColumn.create("name", all.keySet()),
                StringColumn.create("content", all.values().stream().map(Table::name)),
                StringColumn.create("rows", rows));
    }

    @Override
    public String toString() {
        return "results on " + data().name() + ": " + models();
    }
}
