package org.drepmrec.run;

import java.util.List;
import java.util.Map;
import org.drepmrec.analysis.Chart;
import org.drepmrec.analysis.Findings;
import tech.tablesaw.api.Table;

/** The results of an experiment for display and export: tables, charts, what the numbers say, and notes. */
public interface Report {

    /** Tables of numbers, by names that are valid file names. */
    Map<String, Table> tables();

    /** The same tables as displayed, for example with the best value marked. */
    default Map<String, Table> printed() {
        return tables();
    }

    /** Charts, by names that are valid file names. */
    default Map<String, Chart> charts() {
        return Map.of();
    }

    /** What the numbers of each table say, by the table's name; a table of which nothing is said is missing. */
    default Map<String, Findings> findingsByTable() {
        return Map.of();
    }

    /** What all numbers say. */
    default Findings findings() {
        return findingsByTable().values().stream().reduce(Findings.NONE, Findings::and);
    }

    /** What the numbers of a table say; {@link Findings#NONE} if there is no such table. */
    default Findings findings(String table) {
        return findingsByTable().getOrDefault(table, Findings.NONE);
    }

    /** Notes for the reader, one sentence each. */
    default List<String> notes() {
        return List.of();
    }
}
