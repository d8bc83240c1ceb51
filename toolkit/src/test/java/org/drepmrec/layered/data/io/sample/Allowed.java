package org.drepmrec.layered.data.io.sample;

import org.drepmrec.layered.data.Stock;
import org.drepmrec.layered.option.Choice;
import tech.tablesaw.api.Table;

public interface Allowed {
    Stock shop();

    Choice[][] settings();

    Table summary();

    float[][] numbers();
}
