package org.drepmrec.bench;

import java.util.Set;
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
    private final DistinctNodes nodes;
    private final Set<Term> terms;
    private final double features;

    /** A loss term that compares the nodes of a batch with each other. */
    enum Term {
        /** InfoNCE between users and items, in both lines. */
        INTRA,
        /** InfoNCE between the lines, of users and of items. */
        INTER,
        /** The similarity signal of users and of items. */
        SIGNAL
    }

    /**
     * A step.
     *
     * @param nodes of its batch
     * @param terms that it has beside BPR
     */
    StepWork(MultimodalDataset data, DistinctNodes nodes, Set<Term> terms) {
        this.data = data;
        this.nodes = nodes;
        this.terms = terms;
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
        double ofPair = 2 * (D + (onDevice ? features : 0));
        return 1e-9 * (gates + 2 * D * edges() + 3 * 2 * D * contrasted() + ofPair * compared());
    }

    /** Pairs of nodes in all InfoNCE terms. */
    private double contrasted() {
        return (terms.contains(Term.INTRA) ? 2 * nodes.users() * nodes.items() : 0)
                + (terms.contains(Term.INTER) ? likePairs() : 0);
    }

    /** Pairs of nodes in the similarity signal. */
    private double compared() {
        return terms.contains(Term.SIGNAL) ? likePairs() : 0;
    }

    private double likePairs() {
        return nodes.users() * nodes.users() + nodes.items() * nodes.items();
    }

    /** Numbers of all graphs, each counted as often as it is multiplied by. */
    private double edges() {
        double behavior = 2.0 * LAYERS * 2 * data.train().size();
        return behavior + 2.0 * data.modalities().size() * NEIGHBORS * (data.users() + data.items());
    }

    /**
     * 10<sup>9</sup> bytes: features read forward and backward; tables, gradients and moments read and written; each graph read
     * with what it is multiplied by, forward and backward; the vectors of the targets; the matrices of pairs once written and read.
     */
    double gbytes() {
        double table = (double) (data.users() + data.items()) * D;
        double parameters = table + features * D;
        double graphs = 2 * edges() + 2 * (LAYERS + data.modalities().size()) * 2 * table;
        double targets = terms.contains(Term.SIGNAL) ? (nodes.users() + nodes.items()) * features : 0;
        double squares = 2 * (contrasted() + compared());
        return 4e-9 * (2.0 * data.items() * features + 7 * parameters + graphs + targets + squares);
    }

    @Override
    public String toString() {
        return "step with " + terms + " on " + data.name() + " with "
                + data.modalities().stream().map(Modality::name).toList();
    }
}
