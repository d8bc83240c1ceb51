package org.drepmrec.model.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.ModalWeights;
import org.drepmrec.model.ModelPlugin;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;
import org.drepmrec.option.Setting;

/**
 * Behavior-Modal Alignment in another model (paper 4.6.2, Table 4): the model's own loss plus {@link Alignment} of its
 * two representations and, if enabled, the {@link SimilaritySignal}. Everything else is unchanged.
 *
 * <pre>{@code
 * var vbpr = Vbpr.builder(graphs).build();
 * var aligned = Bma.into(vbpr).alpha(0.1).beta(0.1).build();
 * }</pre>
 *
 * <p>Its options are those of the model and those of the alignment. The paper does not say whether the similarity signal
 * belongs to the plug-in; it is off unless γ is set.
 */
public final class Bma implements ModelPlugin {

    /** Weight γ of the similarity signal. */
    public static final Option<Double> GAMMA =
            SimilaritySignal.GAMMA.defaulting(0.0, "Table 4 leaves open whether the signal takes part");

    @Override
    public String name() {
        return "BMA";
    }

    /**
     * A model type with alignment. Where the type {@linkplain ModelType#contrastsLines contrasts its lines} already, as MGCN
     * does, Inter-Alignment starts with β = 0 (paper Table 4).
     */
    @Override
    public ModelType into(ModelType type) {
        List<Setting<?>> values = type.contrastsLines() ? List.of(Alignment.BETA.to(0.0)) : List.of();
        return type.with(
                        name(),
                        modalities -> own(type, modalities),
                        values,
                        Net.class,
                        (model, into) -> Net.open(type, model, into))
                .checks(Bma::check);
    }

    private static List<Option<?>> own(ModelType type, Set<Modality> modalities) {
        Options taken = type.options(modalities);
        List<Option<?>> own = new ArrayList<>(Alignment.options());
        own.add(GAMMA);
        SimilaritySignal.options().stream()
                .filter(o -> o != SimilaritySignal.GAMMA)
                .forEach(own::add);
        for (Option<?> option : own) {
            if (taken.knows(option.key())) {
                throw new IllegalArgumentException(type.name() + ModelPlugin.SIGN + "BMA: the model has option "
                        + option.key() + ", expected a model without alignment; use the alignment that it has");
            }
        }
        ModalWeights.options(modalities).stream()
                .filter(o -> !taken.knows(o.key()))
                .forEach(own::add);
        return own;
    }

    private static void check(Recommender model) {
        ModalWeights.read(model);
        if (model.get(SimilaritySignal.TARGET) == SimilaritySignal.Target.PER_MODALITY) {
            throw new IllegalArgumentException(model.name() + ": option " + SimilaritySignal.TARGET
                    + ": found perModality, expected another target: the model exposes one modal representation for"
                    + " all modalities");
        }
    }

    /**
     * Starts an aligned copy of a model, with its options; the model itself is unchanged.
     *
     * @throws IllegalArgumentException if the model already has an alignment
     */
    public static Builder into(Recommender model) {
        return new Builder(new Bma().into(model.type()), model);
    }

    /** Adds to the losses of the wrapped net. */
    record Net(Recommender model, RecommenderNet inner, Alignment alignment, SimilaritySignal signal)
            implements RecommenderNet {

        static Net open(ModelType type, Recommender model, ParameterStore into) {
            Recommender inner =
                    type.builder(model.graphs()).like(model.options()).build();
            return new Net(
                    model,
                    inner.openInto(into),
                    new Alignment(model.options(), model.data().train().matrix()),
                    SimilaritySignal.of(model, ModalWeights.read(model), into));
        }

        @Override
        public boolean usesNegatives() {
            return inner.usesNegatives();
        }

        @Override
        public RecommenderNet forEpoch(int epoch, SplittableRandom random) {
            RecommenderNet of = inner.forEpoch(epoch, random);
            return of == inner ? this : new Net(model, of, alignment, signal);
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalStateException if the model does not expose a behavior and a modal representation, or
         *     Inter-Alignment is enabled and they differ in size
         */
        @Override
        public Lines forward(Tape tape) {
            Lines lines = inner.forward(tape);
            String name = inner.model().name();
            if (!lines.dual()) {
                throw new IllegalStateException(model.name() + ": " + name + " exposes "
                        + (lines.behavior() == null
                                ? lines.modal() == null ? "one representation only" : "no behavior representation"
                                : "no modal representation")
                        + ", expected a behavior and a modal one; give both in its Lines or align another model");
            }
            int behavior = lines.behavior().cols();
            int modal = lines.modal().cols();
            if (behavior != modal && get(Alignment.BETA) > 0) {
                throw new IllegalStateException(model.name() + ": " + name + " has a behavior representation of size "
                        + behavior + " and a modal one of size " + modal
                        + ", expected one size for Inter-Alignment; call intraOnly()");
            }
            return lines;
        }

        @Override
        public Lines inference(Tape tape) {
            return inner.inference(tape);
        }

        @Override
        public void prepare(Batch batch) {
            inner.prepare(batch);
            batch.withoutNegatives().prepareNodes(users());
            signal.prepare(batch.withoutNegatives());
        }

        @Override
        public List<int[]> rowNumbers(Batch batch) {
            List<int[]> all = new ArrayList<>(inner.rowNumbers(batch));
            all.addAll(batch.withoutNegatives().rowNumbers(users()));
            return all;
        }

        /** The model's loss plus the terms of the alignment. */
        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            Batch positives = batch.withoutNegatives();
            BatchRows behavior = BatchRows.gather(lines.behavior(), positives, users());
            BatchRows modal = BatchRows.gather(lines.modal(), positives, users());
            LossTerms aligned = alignment.addTo(inner.loss(lines, batch), behavior, modal, positives);
            return signal.addTo(aligned, modal, Map.of(), positives);
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    /** Collects the options of a model and of its alignment. */
    public static final class Builder extends Recommender.Builder<Builder> {

        private Builder(ModelType type, Recommender model) {
            super(type, model.graphs());
            like(model.options());
        }

        /** Weight α of Intra-Alignment; 0.01 by default. */
        public Builder alpha(double alpha) {
            return set(Alignment.ALPHA, alpha);
        }

        /** Weight β of Inter-Alignment; 0.01 by default, 0 for a model that contrasts its lines already. */
        public Builder beta(double beta) {
            return set(Alignment.BETA, beta);
        }

        /** Weight γ of the similarity-supervised signal of items and users; 0, none, by default. */
        public Builder gamma(double gamma) {
            return set(GAMMA, gamma);
        }

        /** Temperature τ of the contrastive losses; 0.2 by default. */
        public Builder temperature(double tau) {
            return set(Alignment.TAU, tau);
        }

        /** Without Inter-Alignment, β = 0, for a model that aligns its lines already (paper Table 4, MGCN). */
        public Builder intraOnly() {
            return beta(0);
        }
    }
}
