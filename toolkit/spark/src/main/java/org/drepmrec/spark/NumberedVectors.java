package org.drepmrec.spark;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Vectors of items, numbered by name.
 *
 * @param names of all items, in the order of their numbers
 * @param blocks one for each partition that is not empty; on the disks of the executors
 */
record NumberedVectors(String[] names, JavaRDD<VectorBlock> blocks) {

    /** Items that are looked up together, and travel together. */
    private static final int QUERIES = 1 << 16;

    /**
     * Numbers items.
     *
     * @param items columns "item" and "vector"
     */
    static NumberedVectors of(Dataset<Row> items, int partitions) {
        JavaRDD<Tuple2<Row, Long>> numbered = items.repartitionByRange(partitions, col("item"))
                .sortWithinPartitions("item")
                .toJavaRDD()
                .zipWithIndex()
                .map(found -> new Tuple2<>(found._1(), found._2()));
        JavaRDD<VectorBlock> blocks =
                numbered.mapPartitions(NumberedVectors::block).persist(StorageLevel.DISK_ONLY());
        String[] names =
                numbered.map(found -> found._1().getString(0)).collect().toArray(String[]::new);
        return new NumberedVectors(names, blocks);
    }

    /** The vectors of a partition; none of an empty one. */
    private static Iterator<VectorBlock> block(Iterator<Tuple2<Row, Long>> rows) {
        List<float[]> vectors = new ArrayList<>();
        int first = 0;
        int d = 0;
        while (rows.hasNext()) {
            Tuple2<Row, Long> next = rows.next();
            List<Float> vector = next._1().getList(1);
            if (vectors.isEmpty()) {
                first = Math.toIntExact(next._2());
                d = vector.size();
            }
            float[] values = new float[d];
            VectorTables.copy("item " + next._1().getString(0), vector, d, values, 0);
            vectors.add(values);
        }
        if (vectors.isEmpty()) {
            return List.<VectorBlock>of().iterator();
        }
        float[] values = new float[Math.multiplyExact(vectors.size(), d)];
        for (int r = 0; r < vectors.size(); r++) {
            System.arraycopy(vectors.get(r), 0, values, r * d, d);
        }
        int[] numbers = IntStream.range(first, first + vectors.size()).toArray();
        return List.of(new VectorBlock(numbers, d, values)).iterator();
    }

    JavaSparkContext context() {
        return new JavaSparkContext(blocks.context());
    }

    /** All vectors, some at a time. */
    List<Broadcast<VectorBlock>> broadcast() {
        JavaSparkContext context = context();
        List<Broadcast<VectorBlock>> all = new ArrayList<>();
        blocks.toLocalIterator()
                .forEachRemaining(block -> block.split(QUERIES).forEach(b -> all.add(context.broadcast(b))));
        return all;
    }

    /** Numbers of a vector. */
    int dimension() {
        return blocks.map(VectorBlock::dimension).first();
    }

    /** The vectors of some items, row-major in the order asked for. */
    float[] of(int... numbers) {
        int[] sorted = Arrays.stream(numbers).sorted().toArray();
        Broadcast<int[]> wanted = context().broadcast(sorted);
        List<VectorBlock> found = blocks.map(block -> block.rows(IntStream.range(0, block.size())
                        .filter(r -> Arrays.binarySearch(wanted.value(), block.number(r)) >= 0)
                        .toArray()))
                .collect();
        int d = dimension();
        int[] place = IntStream.range(0, numbers.length)
                .boxed()
                .sorted((a, b) -> Integer.compare(numbers[a], numbers[b]))
                .mapToInt(p -> p)
                .toArray();
        float[] vectors = new float[Math.multiplyExact(numbers.length, d)];
        for (VectorBlock block : found) {
            for (int r = 0; r < block.size(); r++) {
                int to = place[Arrays.binarySearch(sorted, block.number(r))];
                System.arraycopy(block.vectors(), r * d, vectors, to * d, d);
            }
        }
        return vectors;
    }
}
