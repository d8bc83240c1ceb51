package org.drepmrec.graph;

import org.drepmrec.sparse.Csr;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** One row of numbers per graph. */
final class GraphTable {

    private final StringColumn name = StringColumn.create("graph");
    private final IntColumn nodes = IntColumn.create("nodes");
    private final IntColumn edges = IntColumn.create("edges");
    private final DoubleColumn degree = DoubleColumn.create("mean degree");
    private final DoubleColumn time = DoubleColumn.create("seconds");

    void add(String graph, Csr matrix, double seconds) {
        name.append(graph);
        nodes.append(matrix.rows());
        edges.append(matrix.nonZeros());
        degree.append(matrix.nonZeros() / (double) matrix.rows());
        time.append(seconds);
    }

    Table of(String title) {
        return Table.create("graphs of " + title, name, nodes, edges, degree, time);
    }
}
