package org.drepmrec.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.Partitioner;
import scala.Tuple2;

/** One part of the lists: takes its members first, and then, block after block, the items that are looked up in them. */
final class ListedPart implements Iterator<Tuple2<Integer, Nearest>> {

    /** A key's lower bits are the number of a block's first item. */
    private static final int NUMBER = 32;

    private final Iterator<Tuple2<Long, ListedBlock>> blocks;
    private final ExactSearch[] lists;
    private final int k;
    private final Queue<Tuple2<Integer, Nearest>> done = new ArrayDeque<>();
    private ListedBlock asking;

    /**
     * Wraps the blocks of a part.
     *
     * @param blocks in the order of their keys
     * @param count the number of all lists
     */
    ListedPart(Iterator<Tuple2<Long, ListedBlock>> blocks, int count, int k) {
        this.blocks = blocks;
        this.lists = new ExactSearch[count];
        this.k = k;
        List<ListedBlock> members = new ArrayList<>();
        while (blocks.hasNext() && asking == null) {
            Tuple2<Long, ListedBlock> next = blocks.next();
            if (((next._1() >>> NUMBER) & 1) == 0) {
                members.add(next._2());
            } else {
                asking = next._2();
            }
        }
        open(members);
    }

    /** Where a block goes, behind the members if it asks. */
    static long key(int part, boolean asks, ListedBlock block) {
        return ((2L * part + (asks ? 1 : 0)) << NUMBER) + block.vectors().number(0);
    }

    private void open(List<ListedBlock> members) {
        List<int[][]> rows =
                members.stream().map(block -> block.rowsByList(lists.length)).toList();
        for (int list = 0; list < lists.length; list++) {
            List<VectorBlock> some = new ArrayList<>();
            for (int b = 0; b < rows.size(); b++) {
                if (rows.get(b)[list].length > 0) {
                    some.add(members.get(b).vectors().rows(rows.get(b)[list]));
                }
            }
            if (!some.isEmpty()) {
                lists[list] = new ExactSearch(VectorBlock.joined(some));
            }
        }
    }

    @Override
    public boolean hasNext() {
        return !done.isEmpty() || asking != null;
    }

    @Override
    public Tuple2<Integer, Nearest> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (done.isEmpty()) {
            search();
        }
        return done.remove();
    }

    private void search() {
        VectorBlock queries = asking.vectors();
        float[] inverse = queries.inverseLengths();
        Nearest[] found = new Nearest[queries.size()];
        Arrays.fill(found, Nearest.NONE);
        int[][] rows = asking.rowsByList(lists.length);
        for (int list = 0; list < rows.length; list++) {
            if (rows[list].length > 0) {
                lists[list].nearest(queries, inverse, rows[list], k, found);
            }
        }
        for (int q = 0; q < found.length; q++) {
            done.add(new Tuple2<>(queries.number(q), found[q]));
        }
        asking = blocks.hasNext() ? blocks.next()._2() : null;
    }

    /** A partition for each part. */
    static final class Parts extends Partitioner {

        private static final long serialVersionUID = 1L;

        private final int parts;

        Parts(int parts) {
            this.parts = parts;
        }

        @Override
        public int numPartitions() {
            return parts;
        }

        @Override
        public int getPartition(Object key) {
            return (int) ((Long) key >>> (NUMBER + 1));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Parts o && parts == o.parts;
        }

        @Override
        public int hashCode() {
            return parts;
        }
    }
}
