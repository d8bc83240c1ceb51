package org.drepmrec.graph;

import java.util.Optional;
import org.drepmrec.graph.similarity.Approximation;
import org.drepmrec.sparse.Csr;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** One row of numbers per graph; how neighbors were found is said where any are approximate. */
final class GraphTable {

    private final StringColumn name = StringColumn.create("graph");
    private final IntColumn nodes = IntColumn.create("nodes");
    private final IntColumn edges = IntColumn.create("edges");
    private final DoubleColumn degree = DoubleColumn.create("mean degree");
    private final DoubleColumn time = DoubleColumn.create("seconds");
    private final StringColumn neighbors = StringColumn.create("neighbors");
    private boolean approximate;

    void add(String graph, Csr matrix, double seconds) {
        name.append(graph);
        nodes.append(matrix.rows());
        edges.append(matrix.nonZeros());
        degree.append(matrix.nonZeros() / (double) matrix.rows());
        time.append(seconds);
        neighbors.append("");
    }

    /** As {@link #add}, and how the neighbors were found. */
    void add(String graph, Csr matrix, double seconds, Optional<Approximation> how) {
        add(graph, matrix, seconds);
        neighbors.set(neighbors.size() - 1, how.map(Approximation::toString).orElse("exact"));
        approximate |= how.isPresent();
    }

    Table of(String title) {
        Table table = Table.create("graphs of " + title, name, nodes, edges, degree, time);
        return approximate ? table.addColumns(neighbors) : table;
    }
}
