package org.drepmrec.run;

import java.util.List;
import java.util.Map;
import org.drepmrec.analysis.Chart;
import tech.tablesaw.api.Table;

/** The results of an experiment for display and export: tables, charts and notes. */
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

    /** Notes for the reader, one sentence each. */
    default List<String> notes() {
        return List.of();
    }
}
