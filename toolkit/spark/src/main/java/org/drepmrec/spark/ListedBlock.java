package org.drepmrec.spark;

import java.io.Serializable;
import java.util.stream.IntStream;

/**
 * Vectors with lists: those that they are in, or those that they are looked up in.
 *
 * @param start where the lists of each row begin among all, and last where they end
 * @param lists of all rows
 */
record ListedBlock(VectorBlock vectors, int[] start, int[] lists) implements Serializable {

    /** Each row in one list. */
    static ListedBlock members(VectorBlock vectors, int... listOf) {
        return new ListedBlock(vectors, IntStream.rangeClosed(0, listOf.length).toArray(), listOf);
    }

    /**
     * The rows that have a list in some part, each with those lists alone.
     *
     * @param partOf the part of each list
     */
    ListedBlock in(int part, int... partOf) {
        Ints rows = new Ints();
        Ints starts = new Ints();
        Ints kept = new Ints();
        for (int r = 0; r < vectors.size(); r++) {
            int before = kept.size();
            for (int e = start[r]; e < start[r + 1]; e++) {
                if (partOf[lists[e]] == part) {
                    kept.add(lists[e]);
                }
            }
            if (kept.size() > before) {
                rows.add(r);
                starts.add(before);
            }
        }
        starts.add(kept.size());
        return new ListedBlock(vectors.rows(rows.toArray()), starts.toArray(), kept.toArray());
    }

    /** The rows of each list, ascending. */
    int[][] rowsByList(int count) {
        Ints[] rows = new Ints[count];
        for (int r = 0; r < vectors.size(); r++) {
            for (int e = start[r]; e < start[r + 1]; e++) {
                rows[lists[e]] = rows[lists[e]] == null ? new Ints() : rows[lists[e]];
                rows[lists[e]].add(r);
            }
        }
        int[][] all = new int[count][];
        for (int list = 0; list < count; list++) {
            all[list] = rows[list] == null ? new int[0] : rows[list].toArray();
        }
        return all;
    }
}
