package org.drepmrec.bench;

import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;

/**
 * The work of one step of DRepMRec, or of LightGCN where there are no features, counted from shapes: arithmetic, and memory that
 * must be read and written at least. A device that has done neither faster than its limits allow needs {@link Roofline#seconds}.
 */
final class StepWork {

    private static final int D = Benchmark.D;
    private static final int LAYERS = 2;
    private static final int NEIGHBORS = 10;

    private final MultimodalDataset data;
    private final double batch;
    private final int contrasts;
    private final boolean signal;
    private final double features;

    /**
     * A step.
     *
     * @param batch B
     * @param contrasts how many InfoNCE terms it has
     * @param signal whether it has the similarity signal
     */
    StepWork(MultimodalDataset data, int batch, int contrasts, boolean signal) {
        this.data = data;
        this.batch = batch;
        this.contrasts = contrasts;
        this.signal = signal;
        this.features = data.modalities().stream()
                .mapToDouble(m -> data.features(m).dimension())
                .sum();
    }

    /**
     * 10<sup>9</sup> operations: gates and graphs forward and backward, contrasts of three products, and the signal's products
     * with its targets.
     *
     * @param onDevice whether the targets are products of rows as well, not looked up
     */
    double gflop(boolean onDevice) {
        double gates = 4.0 * data.items() * features * D;
        double squares = batch * batch * D;
        double targets = onDevice ? 2 * 2 * batch * batch * features : 0;
        double ofSignal = signal ? 2 * 2 * squares + targets : 0;
        return 1e-9 * (gates + 2 * D * edges() + contrasts * 3 * 2 * squares + ofSignal);
    }

    /** Numbers of all graphs, each counted as often as it is multiplied by. */
    private double edges() {
        double behavior = 2.0 * LAYERS * 2 * data.train().size();
        return behavior + 2.0 * data.modalities().size() * NEIGHBORS * nodes();
    }

    private double nodes() {
        return data.users() + data.items();
    }

    /**
     * 10<sup>9</sup> bytes: features read forward and backward; tables, gradients and moments read and written; each graph read
     * with what it is multiplied by, forward and backward; the vectors of the targets; the B x B matrices once written and read.
     */
    double gbytes() {
        double table = nodes() * D;
        double parameters = table + features * D;
        double graphs = 2 * edges() + 2 * (LAYERS + data.modalities().size()) * 2 * table;
        double targets = signal ? 2 * batch * features : 0;
        double squares = (contrasts + (signal ? 2 : 0)) * 2 * batch * batch;
        return 4e-9 * (2.0 * data.items() * features + 7 * parameters + graphs + targets + squares);
    }

    @Override
    public String toString() {
        return "step of B = " + (int) batch + " on " + data.name() + " with "
                + data.modalities().stream().map(Modality::name).toList();
    }
}
