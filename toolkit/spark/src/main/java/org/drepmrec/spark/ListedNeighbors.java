package org.drepmrec.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.drepmrec.graph.similarity.Approximation;
import org.drepmrec.graph.similarity.DirectionLists;
import org.drepmrec.sparse.TopK;
import scala.Tuple2;

/** The steps of an approximate search by {@link DirectionLists}. */
final class ListedNeighbors {

    /** Items that are looked up together, and travel together. */
    private static final int QUERIES = 1 << 14;

    private final NumberedVectors vectors;
    private final int k;
    private final int parts;
    private final DirectionLists lists;
    private final int[] listOf;
    private final BitSet zeros;
    private final Approximation approximation;

    private ListedNeighbors(
            NumberedVectors vectors, int k, int parts, DirectionLists lists, Placed placed, double recall) {
        this.vectors = vectors;
        this.k = k;
        this.parts = parts;
        this.lists = lists;
        this.listOf = placed.listOf;
        this.zeros = BitSet.valueOf(placed.zeros);
        int[] drawn = DirectionLists.drawn(IntStream.range(0, listOf.length)
                .filter(item -> !zeros.get(item))
                .toArray());
        float[] theirs = vectors.of(drawn);
        this.approximation =
                lists.plan(listOf, drawn, theirs, nearest(drawn, theirs), Math.min(k, listOf.length - 1), recall);
    }

    /** Makes lists, places the items in them, and finds in how many to look. */
    static ListedNeighbors of(NumberedVectors vectors, int k, int parts, double recall) {
        int n = vectors.names().length;
        DirectionLists all = DirectionLists.of(n, vectors.dimension(), vectors::of);
        Placed first = Placed.of(vectors, all);
        DirectionLists lists = all.withoutShort(first.listOf);
        Placed placed = lists.count() == all.count() ? first : Placed.of(vectors, lists);
        return new ListedNeighbors(vectors, k, parts, lists, placed, recall);
    }

    /** The list of each item; a bit for each zero vector. */
    private record Placed(int[] listOf, long[] zeros) implements Serializable {

        static Placed of(NumberedVectors vectors, DirectionLists lists) {
            Broadcast<DirectionLists> sent = vectors.context().broadcast(lists);
            List<Tuple2<Integer, Placed>> found = vectors.blocks()
                    .flatMap(block -> block.split(QUERIES).iterator())
                    .map(block -> new Tuple2<>(block.number(0), of(block, sent.value())))
                    .collect();
            int[] all = new int[vectors.names().length];
            BitSet zero = new BitSet();
            for (Tuple2<Integer, Placed> part : found) {
                int[] some = part._2().listOf;
                System.arraycopy(some, 0, all, part._1(), some.length);
                BitSet.valueOf(part._2().zeros).stream().forEach(row -> zero.set(part._1() + row));
            }
            return new Placed(all, zero.toLongArray());
        }

        private static Placed of(VectorBlock block, DirectionLists lists) {
            BitSet zero = new BitSet();
            float[] inverse = block.inverseLengths();
            IntStream.range(0, inverse.length).filter(r -> inverse[r] == 0f).forEach(zero::set);
            return new Placed(lists.listOf(block.vectors()), zero.toLongArray());
        }
    }

    /** The nearest of some items among all. */
    private int[][] nearest(int[] items, float... theirs) {
        int[] order = IntStream.range(0, items.length)
                .boxed()
                .sorted((a, b) -> Integer.compare(items[a], items[b]))
                .mapToInt(place -> place)
                .toArray();
        VectorBlock drawn = new VectorBlock(items, vectors.dimension(), theirs).rows(order);
        Broadcast<VectorBlock> sent = vectors.context().broadcast(drawn);
        int wanted = k;
        Nearest[] none = new Nearest[items.length];
        Arrays.fill(none, Nearest.NONE);
        Nearest[] all = vectors.blocks()
                .map(corpus -> new ExactSearch(corpus).nearest(sent.value(), wanted))
                .fold(none, (a, b) -> merged(a, b, wanted));
        int[][] nearest = new int[items.length][];
        for (int q = 0; q < order.length; q++) {
            Nearest found = all[q];
            nearest[order[q]] =
                    IntStream.range(0, found.size()).map(found::item).toArray();
        }
        return nearest;
    }

    private static Nearest[] merged(Nearest[] a, Nearest[] b, int k) {
        return IntStream.range(0, a.length).mapToObj(q -> a[q].merge(b[q], k)).toArray(Nearest[]::new);
    }

    Approximation approximation() {
        return approximation;
    }

    /** The nearest of each item in each part that holds a list near it. */
    JavaPairRDD<Integer, Nearest> candidates() {
        int count = lists.count();
        int probes = approximation.probes();
        int wanted = k;
        int most = parts;
        Broadcast<DirectionLists> sent = vectors.context().broadcast(lists);
        Broadcast<int[]> places = vectors.context().broadcast(listOf);
        Broadcast<int[]> partOf = vectors.context().broadcast(lists.parts(listOf, parts));
        return vectors.blocks()
                .flatMapToPair(all -> all.split(QUERIES).stream()
                        .flatMap(block -> parcels(block, sent.value(), places.value(), probes, most, partOf.value()))
                        .iterator())
                .repartitionAndSortWithinPartitions(new ListedPart.Parts(parts))
                .mapPartitionsToPair(part -> new ListedPart(part, count, wanted))
                .union(ofZeros());
    }

    private static Stream<Tuple2<Long, ListedBlock>> parcels(
            VectorBlock block, DirectionLists lists, int[] places, int probes, int parts, int... partOf) {
        int[] own = IntStream.range(0, block.size())
                .map(r -> places[block.number(r)])
                .toArray();
        float[] inverse = block.inverseLengths();
        int[] directed =
                IntStream.range(0, own.length).filter(r -> inverse[r] != 0f).toArray();
        VectorBlock queries = block.rows(directed);
        int[] theirs = Arrays.stream(directed).map(r -> own[r]).toArray();
        ListedBlock members = ListedBlock.members(block, own);
        ListedBlock asking = new ListedBlock(
                queries,
                IntStream.rangeClosed(0, directed.length).map(r -> r * probes).toArray(),
                lists.chosen(queries.vectors(), theirs, probes));
        return IntStream.range(0, parts)
                .boxed()
                .flatMap(part -> Stream.of(
                        parcel(part, false, members.in(part, partOf)), parcel(part, true, asking.in(part, partOf))))
                .flatMap(List::stream);
    }

    private static List<Tuple2<Long, ListedBlock>> parcel(int part, boolean asks, ListedBlock block) {
        return block.vectors().size() == 0
                ? List.of()
                : List.of(new Tuple2<>(ListedPart.key(part, asks, block), block));
    }

    /** Every cosine with a zero vector is 0. */
    private JavaPairRDD<Integer, Nearest> ofZeros() {
        List<Tuple2<Integer, Nearest>> found = new ArrayList<>();
        zeros.stream().forEach(item -> {
            TopK best = new TopK(k);
            IntStream.rangeClosed(0, Math.min(k, listOf.length - 1))
                    .filter(other -> other != item)
                    .forEach(other -> best.offer(other, 0f));
            found.add(new Tuple2<>(item, Nearest.of(best)));
        });
        return vectors.context().parallelizePairs(found, 1);
    }
}
