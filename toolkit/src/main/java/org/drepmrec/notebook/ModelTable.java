package org.drepmrec.notebook;

import java.util.Map;
import org.drepmrec.model.Recommender;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A model before its training: a row per option, with its value and where its default comes from. */
final class ModelTable {

    private ModelTable() {}

    static Table of(Recommender model) {
        StringColumn keys = StringColumn.create("option");
        StringColumn values = StringColumn.create("value");
        StringColumn sources = StringColumn.create("source of the default");
        for (Map.Entry<String, String> each : model.options().asMap().entrySet()) {
            keys.append(each.getKey());
            values.append(each.getValue());
            sources.append(model.options().known().get(each.getKey()).source());
        }
        return Table.create("Options of " + model.name() + " on " + model.data().name(), keys, values, sources);
    }
}
