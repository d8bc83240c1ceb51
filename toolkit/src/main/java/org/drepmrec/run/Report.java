package org.drepmrec.run;

import java.util.List;
import java.util.Map;
import org.drepmrec.analysis.Chart;
import tech.tablesaw.api.Table;

/** What an experiment found, ready to be shown and written: tables, charts and remarks. */
public interface Report {

    /** Tables of numbers, by a name that can be a file's. */
    Map<String, Table> tables();

    /** The same tables as a reader should see them, for example with the best value marked. */
    default Map<String, Table> printed() {
        return tables();
    }

    /** Charts, by a name that can be a file's. */
    default Map<String, Chart> charts() {
        return Map.of();
    }

    /** What a reader should know, one sentence each. */
    default List<String> notes() {
        return List.of();
    }
}
