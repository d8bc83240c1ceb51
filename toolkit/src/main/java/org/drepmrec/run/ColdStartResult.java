package org.drepmrec.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.drepmrec.analysis.Axis;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.Findings;
import org.drepmrec.analysis.Plots;
import org.drepmrec.analysis.ResultTable;
import org.drepmrec.analysis.Series;
import tech.tablesaw.api.Table;

/** The result of {@link ColdStart}. */
public final class ColdStartResult implements Report {

    private static final String RECALL = "Recall@20";

    private final String title;
    private final int hidden;
    private final int items;
    private final SeedComparison amongNew;
    private final SeedComparison amongAll;
    private final List<String> notes;

    ColdStartResult(
            String data, int hidden, int items, SeedComparison amongNew, SeedComparison amongAll, List<String> notes) {
        this.title = "New items of " + data;
        this.hidden = hidden;
        this.items = items;
        this.amongNew = amongNew;
        this.amongAll = amongAll;
        this.notes = List.copyOf(notes);
    }

    /** Lists of new items alone: a row for each model and floor, mean and deviation over seeds. */
    public ResultTable amongNew() {
        return amongNew.table();
    }

    /** Lists of all items that a user has not bought, new and known. */
    public ResultTable amongAll() {
        return amongAll.table();
    }

    /** Recall@20 among new items, a bar for each model and floor, with the deviation over seeds. */
    public Chart chart() {
        Table numbers = amongNew().numbers();
        List<String> names = amongNew().rows();
        double[] places = new double[names.size()];
        for (int k = 0; k < places.length; k++) {
            places[k] = k;
        }
        return Chart.builder(
                        title + ", ranked among each other",
                        Axis.categories("ranked by", names),
                        Axis.linear("test " + RECALL))
                .errors(Plots.OVER_SEEDS)
                .add(new Series.Bars(
                        RECALL,
                        places,
                        numbers.doubleColumn(RECALL).asDoubleArray(),
                        numbers.doubleColumn(RECALL + " sd").asDoubleArray(),
                        0.6))
                .build();
    }

    private Map<String, Table> tables(Function<ResultTable, Table> form) {
        Map<String, Table> all = new LinkedHashMap<>();
        all.put("among-new", form.apply(amongNew()).setName(title + ", ranked among each other"));
        all.put("among-all", form.apply(amongAll()).setName(title + ", ranked among all items"));
        return all;
    }

    @Override
    public Map<String, Table> tables() {
        return tables(ResultTable::numbers);
    }

    @Override
    public Map<String, Table> printed() {
        return tables(ResultTable::styled);
    }

    @Override
    public Map<String, Chart> charts() {
        return Map.of("among-new", chart());
    }

    /** The first model against the best of the others, with a paired test over users. */
    @Override
    public Map<String, Findings> findingsByTable() {
        Map<String, Findings> all = new LinkedHashMap<>();
        all.put(
                "among-new",
                Findings.of(String.format(
                                Locale.ROOT,
                                "Of %d items %d are new; their purchases are looked for among the new ones, and among all.",
                                items,
                                hidden))
                        .and(amongNew.findings()));
        all.put("among-all", amongAll.findings());
        return all;
    }

    @Override
    public List<String> notes() {
        return notes;
    }
}
