package org.drepmrec.graph.similarity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Lists in parts of about as many nodes each, lists of like direction together: cut in two between two that differ, again and again. */
final class ListParts {

    private final float[] centroids;
    private final int dimension;
    private final int[] sizes;
    private final int[] partOf;

    private ListParts(float[] centroids, int dimension, int... sizes) {
        this.centroids = centroids;
        this.dimension = dimension;
        this.sizes = sizes;
        this.partOf = new int[sizes.length];
    }

    /**
     * The part of each list.
     *
     * @param sizes how many nodes a list has
     */
    static int[] of(float[] centroids, int dimension, int[] sizes, int parts) {
        ListParts all = new ListParts(centroids, dimension, sizes);
        all.cut(IntStream.range(0, sizes.length).toArray(), 0, parts);
        return all.partOf;
    }

    private void cut(int[] lists, int first, int parts) {
        if (parts == 1 || lists.length < 2) {
            for (int list : lists) {
                partOf[list] = first;
            }
            return;
        }
        int one = farthest(lists, lists[0]);
        int other = farthest(lists, one);
        int[] ordered = Arrays.stream(lists)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer list) -> cosine(list, other) - cosine(list, one)))
                .mapToInt(list -> list)
                .toArray();
        int half = parts / 2;
        long nodes = Arrays.stream(lists).mapToLong(list -> sizes[list]).sum();
        long before = sizes[ordered[0]];
        int at = 1;
        while (at < ordered.length - 1 && (before + sizes[ordered[at]] / 2) * parts < nodes * half) {
            before += sizes[ordered[at++]];
        }
        cut(Arrays.copyOf(ordered, at), first, half);
        cut(Arrays.copyOfRange(ordered, at, ordered.length), first + half, parts - half);
    }

    private int farthest(int[] lists, int from) {
        return Arrays.stream(lists)
                .boxed()
                .min(Comparator.comparingDouble(list -> cosine(list, from)))
                .orElseThrow();
    }

    private double cosine(int a, int b) {
        double sum = 0;
        for (int j = 0; j < dimension; j++) {
            sum += (double) centroids[a * dimension + j] * centroids[b * dimension + j];
        }
        return sum;
    }
}
