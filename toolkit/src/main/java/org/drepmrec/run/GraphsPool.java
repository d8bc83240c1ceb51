package org.drepmrec.run;

import java.nio.file.Path;
import java.util.Map;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.Graphs;
import org.drepmrec.option.Options;

/**
 * Graphs shared by runs with the same graph options. Only the most recent are kept: item similarities can fill half of
 * the heap.
 */
final class GraphsPool {

    private final MultimodalDataset data;
    private final Path cache;
    private Map<String, String> options;
    private Graphs last;

    /**
     * A pool without graphs.
     *
     * @param cache folder of relation graphs, or null
     */
    GraphsPool(MultimodalDataset data, Path cache) {
        this.data = data;
        this.cache = cache;
    }

    synchronized Graphs get(Options wanted) {
        if (last == null || !wanted.asMap().equals(options)) {
            Graphs.Builder builder = Graphs.builder(data).options(wanted);
            if (cache != null) {
                builder.cache(cache);
            }
            last = builder.build();
            options = wanted.asMap();
        }
        return last;
    }
}
