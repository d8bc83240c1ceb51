package org.drepmrec.layered.option;

import tech.tablesaw.api.Table;

interface HasTable {
    Table summary();
}
