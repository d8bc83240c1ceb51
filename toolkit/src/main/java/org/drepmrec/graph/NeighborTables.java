package org.drepmrec.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.Side;
import org.drepmrec.sparse.Csr;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What the relation graphs of items have in common, with each other and with behavior. */
final class NeighborTables {

    private static final long SEED = 1;

    private final Graphs graphs;
    private final int items;
    private final List<Modality> modalities;

    NeighborTables(Graphs graphs) {
        this.graphs = graphs;
        items = graphs.data().items();
        modalities = List.copyOf(graphs.data().modalities());
    }

    /** The neighbors of an item by a modality, without itself. */
    private int[] others(Modality modality, int item) {
        return Arrays.stream(graphs.neighbors(Side.ITEM, modality, item))
                .filter(j -> j != item)
                .toArray();
    }

    Table overlap() {
        Table table = Table.create(
                "Neighbors that two modalities share, mean over items",
                StringColumn.create("nearest by"),
                StringColumn.create("and by"),
                DoubleColumn.create("shared"),
                IntColumn.create("of"),
                DoubleColumn.create("by chance"));
        for (Modality a : modalities) {
            for (Modality b : modalities.subList(modalities.indexOf(a) + 1, modalities.size())) {
                int k = others(a, 0).length;
                table.stringColumn(0).append(a.toString());
                table.stringColumn(1).append(b.toString());
                table.doubleColumn(2)
                        .append(IntStream.range(0, items)
                                .mapToDouble(i -> shared(others(a, i), others(b, i)))
                                .average()
                                .orElse(Double.NaN));
                table.intColumn(3).append(k);
                table.doubleColumn(4).append((double) k * k / (items - 1));
            }
        }
        return table;
    }

    private static double shared(int[] a, int[] b) {
        int[] sorted = b.clone();
        Arrays.sort(sorted);
        return Arrays.stream(a).filter(j -> Arrays.binarySearch(sorted, j) >= 0).count();
    }

    Table boughtTogether() {
        Csr buyers = graphs.data().train().matrix().transpose();
        List<String> names = new ArrayList<>();
        List<Double> means = new ArrayList<>();
        for (Modality modality : modalities) {
            names.add(modality.toString());
            means.add(cosine(buyers, i -> others(modality, i)));
        }
        int k = modalities.isEmpty() ? 1 : others(modalities.get(0), 0).length;
        SplittableRandom random = new SplittableRandom(SEED);
        names.add("chance");
        means.add(cosine(
                buyers, i -> random.ints(0, items).filter(j -> j != i).limit(k).toArray()));
        return Table.create(
                "Bought together: cosine of the buyers of an item and its neighbors, mean over items",
                StringColumn.create("neighbors by", names),
                DoubleColumn.create("cosine of buyers", means));
    }

    /** Of an item with its neighbors: users who bought both, over the root of the users of each. */
    private double cosine(Csr buyers, IntFunction<int[]> neighbors) {
        return IntStream.range(0, items)
                .boxed()
                .flatMapToDouble(i -> Arrays.stream(neighbors.apply(i)).mapToDouble(j -> {
                    long both = Arrays.stream(buyers.columns(j))
                            .filter(u -> buyers.contains(i, u))
                            .count();
                    return both == 0 ? 0 : both / Math.sqrt((double) buyers.degree(i) * buyers.degree(j));
                }))
                .average()
                .orElse(Double.NaN);
    }
}
