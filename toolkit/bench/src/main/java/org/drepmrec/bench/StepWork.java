package org.drepmrec.bench;

import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;

/**
 * The work of one step of DRepMRec with its default options, counted from shapes: arithmetic, and memory that must be read and
 * written at least. A device that has done neither faster than its limits allow needs {@link Roofline#seconds}.
 */
final class StepWork {

    private static final int D = Benchmark.D;
    private static final int LAYERS = 2;
    private static final int NEIGHBORS = 10;

    private final MultimodalDataset data;
    private final double batch;
    private final double features;

    StepWork(MultimodalDataset data, int batch) {
        this.data = data;
        this.batch = batch;
        this.features = data.modalities().stream()
                .mapToDouble(m -> data.features(m).dimension())
                .sum();
    }

    /**
     * 10<sup>9</sup> operations: gates forward and backward, four contrasts of three products, and the signal's products with
     * its targets.
     *
     * @param onDevice whether the targets are products of rows as well, not looked up
     */
    double gflop(boolean onDevice) {
        double gates = 4.0 * data.items() * features * D;
        double squares = batch * batch * D;
        double targets = onDevice ? 2 * 2 * batch * batch * features : 0;
        return 1e-9 * (gates + 4 * 3 * 2 * squares + 2 * 2 * squares + targets);
    }

    /**
     * 10<sup>9</sup> bytes: features read forward and backward; tables, gradients and moments read and written; each graph read
     * with what it is multiplied by, forward and backward; the vectors of the targets; the B x B matrices once written and read.
     */
    double gbytes() {
        double nodes = data.users() + data.items();
        double table = nodes * D;
        double parameters = table + features * D;
        double graphs = 2.0 * LAYERS * (2.0 * data.train().size() * 2 + 2 * table)
                + 2.0 * data.modalities().size() * (2 * NEIGHBORS * nodes + 2 * table);
        double targets = 2 * batch * features;
        double squares = (4 + 2) * 2 * batch * batch;
        return 4e-9 * (2.0 * data.items() * features + 7 * parameters + graphs + targets + squares);
    }

    @Override
    public String toString() {
        return "step of B = " + (int) batch + " on " + data.name() + " with "
                + data.modalities().stream().map(Modality::name).toList();
    }
}
