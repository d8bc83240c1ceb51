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

    private double[] x;
    private double[] y;
    private double[] side;
    private int[] mass;
    /** The first of four neighboring children. */
    private int[] child;

    private int nodes;

    /** The tree of the points (x[i], y[i]). */
    QuadTree(double[] pointX, double[] pointY) {
        int room = 4 * pointX.length + 4;
        x = new double[room];
        y = new double[room];
        side = new double[room];
        mass = new int[room];
        child = new int[room];
        double left = Arrays.stream(pointX).min().orElseThrow();
        double low = Arrays.stream(pointY).min().orElseThrow();
        double width = Arrays.stream(pointX).max().orElseThrow() - left;
        double height = Arrays.stream(pointY).max().orElseThrow() - low;
        double all = Math.max(width, height) * (1 + 1e-9) + Double.MIN_NORMAL;
        add(all);
        for (int i = 0; i < pointX.length; i++) {
            insert(pointX[i], pointY[i], left, low, all);
        }
    }

    private int add(double length) {
        if (nodes == x.length) {
            int room = 2 * nodes;
            x = Arrays.copyOf(x, room);
            y = Arrays.copyOf(y, room);
            side = Arrays.copyOf(side, room);
            mass = Arrays.copyOf(mass, room);
            child = Arrays.copyOf(child, room);
        }
        side[nodes] = length;
        child[nodes] = NONE;
        return nodes++;
    }

    private void insert(double px, double py, double left, double low, double length) {
        int node = 0;
        for (int depth = 0; mass[node] > 0; depth++) {
            double half = length / 2;
            if (child[node] == NONE) {
                if (depth == DEEPEST || (px == x[node] && py == y[node])) {
                    break;
                }
                split(node, left + half, low + half, half);
            }
            move(node, px, py);
            int quadrant = quadrant(px, py, left + half, low + half);
            node = child[node] + quadrant;
            left += (quadrant & 1) * half;
            low += (quadrant >> 1) * half;
            length = half;
        }
        move(node, px, py);
    }

    /** What the node holds so far goes to one of four new children. */
    private void split(int node, double middleX, double middleY, double half) {
        int first = add(half);
        add(half);
        add(half);
        add(half);
        child[node] = first;
        int heir = first + quadrant(x[node], y[node], middleX, middleY);
        x[heir] = x[node];
        y[heir] = y[node];
        mass[heir] = mass[node];
    }

    private static int quadrant(double px, double py, double middleX, double middleY) {
        return (px >= middleX ? 1 : 0) + (py >= middleY ? 2 : 0);
    }

    private void move(int node, double px, double py) {
        x[node] = (x[node] * mass[node] + px) / (mass[node] + 1);
        y[node] = (y[node] * mass[node] + py) / (mass[node] + 1);
        mass[node]++;
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
            int node = stack[--waiting];
            double dx = px - x[node];
            double dy = py - y[node];
            double square = dx * dx + dy * dy;
            if (child[node] == NONE || side[node] * side[node] < THETA * THETA * square) {
                double q = 1 / (1 + square);
                double weight = mass[node] * q;
                sum += weight;
                sumX += weight * q * dx;
                sumY += weight * q * dy;
            } else {
                for (int c = child[node]; c < child[node] + 4; c++) {
                    if (mass[c] > 0) {
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
