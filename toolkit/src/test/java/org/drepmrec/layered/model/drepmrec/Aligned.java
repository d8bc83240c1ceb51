package org.drepmrec.layered.model.drepmrec;

import org.drepmrec.layered.data.Stock;
import org.drepmrec.layered.model.align.Plugin;

public interface Aligned {
    Plugin plugin();

    Stock shop();
}
