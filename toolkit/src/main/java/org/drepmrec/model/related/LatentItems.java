package org.drepmrec.model.related;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.Side;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.model.Projection;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;

/**
 * The item graphs of LATTICE and MICRO as an epoch has them: for each modality the constant one of raw features and the edges of
 * the one that is learned.
 *
 * @param latent the learned edges, by modality; null before the first epoch
 * @param fresh whether the epoch's first step is still to come
 */
record LatentItems(
        Recommender model, ParameterStore store, List<View> views, List<LatentEdges> latent, AtomicBoolean fresh)
        implements AutoCloseable {

    /** λ, the share of the graph of raw features. */
    static final Option<Double> RAW =
            Option.real("latent.rawShare", 0.9, 0, 1, "LATTICE's and MICRO's code: 0.9; 1 learns no graph");

    /** In which steps the learned graph is differentiated. */
    static final Option<Learning> LEARNING = Option.choice(
            "latent.learning", Learning.EACH_STEP, "LATTICE: updated with the parameters; its code: firstStep");

    /** In which steps the learned graph is differentiated. */
    enum Learning {
        /** In each. */
        EACH_STEP,
        /** In the first of an epoch; in the others it is what it was there, and its parameters {@linkplain #coast coast}. */
        FIRST_STEP
    }

    /** One modality: its projection and the graph of its raw features, weighted by cosines. */
    record View(Projection projection, SparseOperator raw) {

        static View of(Recommender model, Modality m, ParameterStore into) {
            return new View(
                    Projection.of(model, m, into),
                    SparseOperator.of(into, model.graphs().relation(Side.ITEM, m, RelationNorm.WEIGHTED)));
        }
    }

    static LatentItems of(Recommender model, ParameterStore into) {
        List<View> views =
                model.modalities().stream().map(m -> View.of(model, m, into)).toList();
        return new LatentItems(model, into, views, null, null);
    }

    /** With the edges that the parameters give now. */
    LatentItems searched() {
        List<LatentEdges> found = views.stream()
                .map(v -> LatentEdges.search(model, store, v.projection))
                .toList();
        return new LatentItems(model, store, views, found, new AtomicBoolean(true));
    }

    /** The number of modalities. */
    int size() {
        return views.size();
    }

    /** Whether a step on this tape differentiates the graph; with {@link Learning#FIRST_STEP} true once an epoch. */
    boolean differentiates(Tape tape) {
        return model.get(LEARNING) == Learning.EACH_STEP
                || (tape.parameter(views.get(0).projection.weight()).tracked() && fresh.getAndSet(false));
    }

    /**
     * Gives a gradient of zeros to what the learned graph is computed from, where a step does not differentiate it: as in
     * PyTorch before version 2, on which the codes of LATTICE, MICRO and MMRec stand, Adam goes on moving by its means.
     *
     * @param more parameters beside those of the projections
     */
    void coast(Tape tape, Parameter... more) {
        Stream.concat(views.stream().flatMap(v -> v.projection.parameters()), Stream.of(more))
                .map(tape::parameter)
                .filter(Var::tracked)
                .forEach(p -> p.accumulate(p.value().zerosLike()));
    }

    /** The cosines of each modality's edges, E x 1: of the parameters, or as they were found. */
    List<Var> cosines(Tape tape, boolean ofParameters) {
        return IntStream.range(0, size())
                .mapToObj(m -> ofParameters
                        ? latent.get(m).cosines(views.get(m).projection.items(tape))
                        : tape.constant(latent.get(m).found()))
                .toList();
    }

    /** The sums of an item's cosines, N x 1. */
    Var sums(int m, Var cosines) {
        return latent.get(m).edges().sums(cosines);
    }

    /**
     * (λ A_raw + (1 - λ) D^-1/2 S D^-1/2) h of a modality.
     *
     * @param cosines S, E x 1
     * @param root D^-1/2, N x 1
     */
    Var times(int m, Var cosines, Var root, Var h) {
        Var learned = latent.get(m).edges().product(cosines, h.scaleRows(root)).scaleRows(root);
        double share = model.get(RAW);
        return h.propagate(views.get(m).raw).scale(share).plus(learned.scale(1 - share));
    }

    @Override
    public void close() {
        latent.forEach(LatentEdges::close);
    }
}
