package org.drepmrec.spark;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.drepmrec.graph.similarity.Approximation;
import scala.Tuple2;

/**
 * The k nearest items of every item by cosine, where vectors do not fit one machine: a partition of the items is searched by one
 * task, and the nearest of all partitions are merged.
 *
 * <pre>{@code
 * ItemNeighbors.of(spark.read().parquet("hdfs:///vectors"), "id", 10).partitions(16).to("hdfs:///neighbors");
 * }</pre>
 */
public final class ItemNeighbors {

    private static final StructType ROW = new StructType()
            .add("item", DataTypes.StringType, false)
            .add("rank", DataTypes.IntegerType, false)
            .add("neighbor", DataTypes.StringType, false)
            .add("cosine", DataTypes.FloatType, false);

    private final Dataset<Row> items;
    private final int k;
    private final int partitions;
    private final OptionalDouble recall;

    private ItemNeighbors(Dataset<Row> items, int k, int partitions, OptionalDouble recall) {
        if (k < 1 || partitions < 1) {
            throw new IllegalArgumentException(
                    "neighbors: found " + k + " in " + partitions + " partitions, expected at least 1 of both");
        }
        if (recall.isPresent() && !(recall.getAsDouble() > 0 && recall.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(
                    "recall: found " + recall.getAsDouble() + ", expected a number above 0 and up to 1, such as 0.95");
        }
        this.items = items;
        this.k = k;
        this.partitions = partitions;
        this.recall = recall;
    }

    /**
     * Of a table of vectors; every pair is compared, in the arithmetic of the toolkit's
     * {@link org.drepmrec.graph.similarity.Neighbors#search}. Items are numbered by name, and the lower number is first among
     * equally near ones.
     *
     * @param id the column with the names of items, each once; the other column, "vector", has d numbers (array of float)
     * @param k the number of neighbors, at least 1; an item gets fewer if there are no more
     */
    public static ItemNeighbors of(Dataset<Row> vectors, String id, int k) {
        Dataset<Row> items =
                vectors.select(vectors.col(id).cast(DataTypes.StringType).as("item"), vectors.col("vector"));
        return new ItemNeighbors(items, k, 1, OptionalDouble.empty());
    }

    /**
     * In how many parts items are searched; 1 by default. A part is held by one task: 4 d bytes an item, twice that for a moment in an approximate
     * search. For every part each item has k candidates to be merged, so as few as memory allows.
     */
    public ItemNeighbors partitions(int parts) {
        return new ItemNeighbors(items, k, parts, recall);
    }

    /**
     * Finds most of the nearest, as the toolkit's {@link org.drepmrec.graph.similarity.Neighbors#approximate} does and, if no two
     * vectors are equal, the same: items come in lists by direction, one travels to the parts that hold a list near it, and is
     * compared with these lists alone. The driver holds the vectors of a sample that makes the lists.
     *
     * @param least the share of the nearest neighbors of a sample that must be found, above 0 and up to 1
     */
    public ItemNeighbors approximate(double least) {
        return new ItemNeighbors(items, k, partitions, OptionalDouble.of(least));
    }

    /**
     * The neighbors: columns item, rank (from 1, nearest first), neighbor and cosine.
     *
     * @throws IllegalArgumentException if an approximate search does not find the share that was asked for
     */
    public Dataset<Row> table() {
        return found().table;
    }

    /** @param approximation of an approximate search */
    private record Found(Dataset<Row> table, Optional<Approximation> approximation) {}

    private Found found() {
        SparkSession spark = items.sparkSession();
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        NumberedVectors vectors = NumberedVectors.of(items, partitions);
        Optional<ListedNeighbors> listed = recall.isPresent()
                ? Optional.of(ListedNeighbors.of(vectors, k, partitions, recall.getAsDouble()))
                : Optional.empty();
        int wanted = k;
        Broadcast<String[]> names = context.broadcast(vectors.names());
        var rows = listed.map(ListedNeighbors::candidates)
                .orElseGet(() -> allPairs(vectors, wanted))
                .reduceByKey((a, b) -> a.merge(b, wanted))
                .sortByKey()
                .flatMap(found -> rows(names.value(), found._1(), found._2()));
        return new Found(spark.createDataFrame(rows, ROW), listed.map(ListedNeighbors::approximation));
    }

    private static JavaPairRDD<Integer, Nearest> allPairs(NumberedVectors vectors, int k) {
        List<Broadcast<VectorBlock>> queries = vectors.broadcast();
        return vectors.blocks().flatMapToPair(corpus -> {
            ExactSearch search = new ExactSearch(corpus);
            return queries.stream()
                    .map(Broadcast::value)
                    .flatMap(q -> pairs(q, search.nearest(q, k)))
                    .iterator();
        });
    }

    private static Stream<Tuple2<Integer, Nearest>> pairs(VectorBlock queries, Nearest... nearest) {
        return IntStream.range(0, nearest.length).mapToObj(q -> new Tuple2<>(queries.number(q), nearest[q]));
    }

    private static Iterator<Row> rows(String[] names, int item, Nearest nearest) {
        return IntStream.range(0, nearest.size())
                .mapToObj(r -> RowFactory.create(names[item], r + 1, names[nearest.item(r)], nearest.cosine(r)))
                .iterator();
    }

    /**
     * Writes {@link #table} as Parquet.
     *
     * @param folder on a file system that the cluster shares; its content is replaced
     * @return how well an approximate search agrees with the nearest; empty if every pair was compared
     */
    public Optional<Approximation> to(String folder) {
        Found found = found();
        found.table.write().mode(SaveMode.Overwrite).parquet(folder);
        return found.approximation;
    }
}
