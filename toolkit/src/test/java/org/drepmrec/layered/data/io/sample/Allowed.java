package org.drepmrec.layered.data.io.sample;

import org.drepmrec.layered.data.Shop;
import org.drepmrec.layered.option.Setting;
import tech.tablesaw.api.Table;

public interface Allowed {
    Shop shop();

    Setting[][] settings();

    Table summary();

    float[][] numbers();
}
