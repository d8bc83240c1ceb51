package org.drepmrec.graph.similarity;

/**
 * Things by the group that they belong to, in ascending order within a group.
 *
 * @param start where the things of each group begin among all, and last where they end
 * @param member all things, group after group
 */
record ByGroup(int[] start, int[] member) {

    /**
     * Sorts the things 0, 1, 2, ...
     *
     * @param groupOf the group of each
     */
    static ByGroup of(int[] groupOf, int count) {
        int[] start = new int[count + 1];
        for (int group : groupOf) {
            start[group + 1]++;
        }
        for (int group = 0; group < count; group++) {
            start[group + 1] += start[group];
        }
        int[] member = new int[groupOf.length];
        int[] next = start.clone();
        for (int thing = 0; thing < groupOf.length; thing++) {
            member[next[groupOf[thing]]++] = thing;
        }
        return new ByGroup(start, member);
    }

    int start(int group) {
        return start[group];
    }

    int end(int group) {
        return start[group + 1];
    }

    int size(int group) {
        return end(group) - start(group);
    }
}
