package org.drepmrec.analysis;

import java.util.Arrays;

/**
 * Points of the plane in squares that are halved until each holds one point. The sum over all points that t-SNE needs takes a
 * distant square as one point in its center of mass (Barnes and Hut 1986).
 */
final class QuadTree {

    /**
     * A square counts as distant if its side is below this part of the distance. Below 1 / √2, so that no point sees a square that
     * it lies in as distant.
     */
    private static final double THETA = 0.7;

    /** Points that still share a square after so many halvings stay together. */
    private static final int DEEPEST = 48;

    private static final int NONE = -1;

    /** Of a node, side by side so that a look at it touches one line of the cache: x, y, mass, the square of side / THETA. */
    private static final int FIELDS = 4;

    private double[] node;

    /** The first of four neighboring children. */
    private int[] child;

    private int nodes;

    /** The tree of the points (x[i], y[i]). */
    QuadTree(double[] x, double[] y) {
        int room = 4 * x.length + 4;
        node = new double[FIELDS * room];
        child = new int[room];
        double left = Arrays.stream(x).min().orElseThrow();
        double low = Arrays.stream(y).min().orElseThrow();
        double width = Arrays.stream(x).max().orElseThrow() - left;
        double height = Arrays.stream(y).max().orElseThrow() - low;
        double side = Math.max(width, height) * (1 + 1e-9) + Double.MIN_NORMAL;
        add(side);
        for (int i = 0; i < x.length; i++) {
            insert(x[i], y[i], left, low, side);
        }
        for (int n = 0; n < FIELDS * nodes; n += FIELDS) {
            double mass = Math.max(node[n + 2], 1);
            node[n] /= mass;
            node[n + 1] /= mass;
        }
    }

    private int add(double side) {
        if (nodes == child.length) {
            child = Arrays.copyOf(child, 2 * nodes);
            node = Arrays.copyOf(node, 2 * FIELDS * nodes);
        }
        node[FIELDS * nodes + 3] = side * side / (THETA * THETA);
        child[nodes] = NONE;
        return nodes++;
    }

    /** Adds a point; until all are in, x and y of a node are sums over its points. */
    private void insert(double x, double y, double left, double low, double side) {
        int at = 0;
        for (int depth = 0; node[FIELDS * at + 2] > 0; depth++) {
            double half = side / 2;
            if (child[at] == NONE) {
                double mass = node[FIELDS * at + 2];
                if (depth == DEEPEST || (x * mass == node[FIELDS * at] && y * mass == node[FIELDS * at + 1])) {
                    break;
                }
                split(at, left + half, low + half, half);
            }
            put(at, x, y);
            int quadrant = quadrant(x, y, left + half, low + half);
            at = child[at] + quadrant;
            left += (quadrant & 1) * half;
            low += (quadrant >> 1) * half;
            side = half;
        }
        put(at, x, y);
    }

    /** What the node holds so far goes to one of four new children. */
    private void split(int at, double middleX, double middleY, double half) {
        int first = add(half);
        add(half);
        add(half);
        add(half);
        child[at] = first;
        double mass = node[FIELDS * at + 2];
        int heir = first + quadrant(node[FIELDS * at] / mass, node[FIELDS * at + 1] / mass, middleX, middleY);
        System.arraycopy(node, FIELDS * at, node, FIELDS * heir, FIELDS - 1);
    }

    private static int quadrant(double px, double py, double middleX, double middleY) {
        return (px >= middleX ? 1 : 0) + (py >= middleY ? 2 : 0);
    }

    private void put(int at, double x, double y) {
        node[FIELDS * at] += x;
        node[FIELDS * at + 1] += y;
        node[FIELDS * at + 2]++;
    }

    /**
     * The sums over the other points j of q² (p - p_j) and of q, with q = 1 / (1 + |p - p_j|²).
     *
     * @param px one of the points of the tree
     * @param out receives x and y of the first sum, and the second
     * @param stack room for the nodes that wait, see {@link #stack}
     */
    void repulsion(double px, double py, double[] out, int[] stack) {
        double sumX = 0;
        double sumY = 0;
        double sum = 0;
        int waiting = 1;
        stack[0] = 0;
        while (waiting > 0) {
            int at = stack[--waiting];
            int n = FIELDS * at;
            double dx = px - node[n];
            double dy = py - node[n + 1];
            double square = dx * dx + dy * dy;
            int first = child[at];
            if (first == NONE || node[n + 3] < square) {
                double q = 1 / (1 + square);
                double weight = node[n + 2] * q;
                sum += weight;
                sumX += weight * q * dx;
                sumY += weight * q * dy;
            } else {
                for (int c = first; c < first + 4; c++) {
                    if (node[FIELDS * c + 2] > 0) {
                        stack[waiting++] = c;
                    }
                }
            }
        }
        out[0] = sumX;
        out[1] = sumY;
        // The point itself, which lies in a leaf at distance 0.
        out[2] = sum - 1;
    }

    static int[] stack() {
        return new int[3 * (DEEPEST + 1) + 1];
    }
}
