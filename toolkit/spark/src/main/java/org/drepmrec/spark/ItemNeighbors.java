package org.drepmrec.spark;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The k nearest items of every item by cosine, where vectors do not fit one machine: a partition of the items is searched by one
 * task for all items, and the nearest of all partitions are merged.
 *
 * <pre>{@code ItemNeighbors.of(spark.read().parquet("hdfs:///vectors"), "id", 10).partitions(16).to("hdfs:///neighbors");}</pre>
 */
public final class ItemNeighbors {

    /** Items that are looked up together, and travel together. */
    private static final int QUERIES = 1 << 16;

    private static final StructType ROW = new StructType()
            .add("item", DataTypes.StringType, false)
            .add("rank", DataTypes.IntegerType, false)
            .add("neighbor", DataTypes.StringType, false)
            .add("cosine", DataTypes.FloatType, false);

    private final Dataset<Row> items;
    private final int k;
    private final int partitions;
    private final BlockSearch search;

    private ItemNeighbors(Dataset<Row> items, int k, int partitions, BlockSearch search) {
        if (k < 1 || partitions < 1) {
            throw new IllegalArgumentException(
                    "neighbors: found " + k + " in " + partitions + " partitions, expected at least 1 of both");
        }
        this.items = items;
        this.k = k;
        this.partitions = partitions;
        this.search = search;
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
        return new ItemNeighbors(items, k, 1, ExactSearch::new);
    }

    /**
     * In how many parts items are searched; 1 by default. A part is held by one task: 4 d bytes an item, and for every part each
     * item has k candidates to be merged, so as few as memory allows.
     */
    public ItemNeighbors partitions(int parts) {
        return new ItemNeighbors(items, k, parts, search);
    }

    /** The neighbors: columns item, rank (from 1, nearest first), neighbor and cosine. */
    public Dataset<Row> table() {
        SparkSession spark = items.sparkSession();
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        JavaRDD<Tuple2<Row, Long>> numbered = items.repartitionByRange(partitions, col("item"))
                .sortWithinPartitions("item")
                .toJavaRDD()
                .zipWithIndex()
                .map(found -> new Tuple2<>(found._1(), found._2()));
        JavaRDD<VectorBlock> blocks =
                numbered.mapPartitions(ItemNeighbors::block).persist(StorageLevel.DISK_ONLY());
        String[] all = numbered.map(found -> found._1().getString(0)).collect().toArray(String[]::new);
        Broadcast<String[]> names = context.broadcast(all);
        List<Broadcast<VectorBlock>> queries = new ArrayList<>();
        blocks.toLocalIterator()
                .forEachRemaining(block -> split(block).forEach(b -> queries.add(context.broadcast(b))));

        BlockSearch how = search;
        int wanted = k;
        JavaPairRDD<Integer, Nearest> candidates = blocks.flatMapToPair(corpus -> {
            BlockSearch.Opened opened = how.open(corpus);
            return queries.stream()
                    .map(Broadcast::value)
                    .flatMap(q -> pairs(q, opened.nearest(q, wanted)))
                    .iterator();
        });
        JavaRDD<Row> rows = candidates
                .reduceByKey((a, b) -> a.merge(b, wanted))
                .sortByKey()
                .flatMap(found -> rows(names.value(), found._1(), found._2()));
        return spark.createDataFrame(rows, ROW);
    }

    private static Stream<Tuple2<Integer, Nearest>> pairs(VectorBlock queries, Nearest... nearest) {
        return IntStream.range(0, nearest.length).mapToObj(q -> new Tuple2<>(queries.first() + q, nearest[q]));
    }

    private static Iterator<Row> rows(String[] names, int item, Nearest nearest) {
        return IntStream.range(0, nearest.size())
                .mapToObj(r -> RowFactory.create(names[item], r + 1, names[nearest.item(r)], nearest.cosine(r)))
                .iterator();
    }

    /** The vectors of a partition; none of an empty one. */
    private static Iterator<VectorBlock> block(Iterator<Tuple2<Row, Long>> rows) {
        List<List<Float>> vectors = new ArrayList<>();
        int first = 0;
        while (rows.hasNext()) {
            Tuple2<Row, Long> next = rows.next();
            first = vectors.isEmpty() ? Math.toIntExact(next._2()) : first;
            vectors.add(next._1().getList(1));
        }
        if (vectors.isEmpty()) {
            return List.<VectorBlock>of().iterator();
        }
        int d = vectors.get(0).size();
        float[] values = new float[Math.multiplyExact(vectors.size(), d)];
        for (int r = 0; r < vectors.size(); r++) {
            VectorTables.copy("item " + (first + r), vectors.get(r), d, values, r);
        }
        return List.of(new VectorBlock(first, d, values)).iterator();
    }

    private static List<VectorBlock> split(VectorBlock block) {
        List<VectorBlock> parts = new ArrayList<>();
        int d = block.dimension();
        for (int from = 0; from < block.size(); from += QUERIES) {
            int to = Math.min(block.size(), from + QUERIES);
            parts.add(new VectorBlock(block.first() + from, d, Arrays.copyOfRange(block.vectors(), from * d, to * d)));
        }
        return parts;
    }

    /**
     * Writes {@link #table} as Parquet.
     *
     * @param folder on a file system that the cluster shares; its content is replaced
     */
    public void to(String folder) {
        table().write().mode(SaveMode.Overwrite).parquet(folder);
    }
}
