package org.drepmrec.model.align;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.ModalWeights;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/**
 * Behavior-Modal Alignment in another model (paper 4.6.2, Table 4): its own loss plus {@link Alignment} of the two
 * representations that it exposes and, where asked, the {@link SimilaritySignal}. Everything else is the model's own.
 *
 * <pre>{@code
 * var vbpr = Vbpr.builder(graphs).build();
 * var aligned = Bma.into(vbpr).alpha(0.1).beta(0.1).build();
 * }</pre>
 *
 * <p>Its options are those of the model and those of the alignment. The paper does not say whether the similarity signal
 * belongs to the plug-in; it is off unless γ is set.
 */
public final class Bma extends Recommender {

    /** Weight γ of the similarity signal. */
    public static final Option<Double> GAMMA = Option.real(
            SimilaritySignal.GAMMA.key(), 0, 0, Double.MAX_VALUE, "Table 4 leaves open whether the signal takes part");

    private final Recommender model;
    private final Alignment alignment;
    private final SimilaritySignal signal;

    private Bma(String name, Recommender model, Options options) {
        super(name, model.graphs(), options);
        this.model = model;
        this.alignment = new Alignment(options, data().train().matrix());
        this.signal =
                new SimilaritySignal(options, graphs().similarity(), ModalWeights.of(options, data().modalities()));
    }

    /**
     * Starts the alignment of a model that is built already; its own options stay as they are.
     *
     * @throws IllegalArgumentException if the model has an alignment of its own
     */
    public static Builder into(Recommender model) {
        return new Builder(model.name() + " + BMA", model.graphs(), model.options(), all -> unchanged(model, all));
    }

    /**
     * Starts a model and its alignment together: the options of both can be set by name.
     *
     * @param name the name of the result
     * @throws IllegalArgumentException if the model has an alignment of its own
     */
    public static Builder builder(String name, Recommender.Builder<?> model) {
        return new Builder(name, model.graphs(), model.options(), all -> {
            model.options()
                    .known()
                    .keySet()
                    .forEach(key -> model.set(key, all.asMap().get(key)));
            return model.build();
        });
    }

    private static Recommender unchanged(Recommender model, Options all) {
        model.options().asMap().forEach((key, value) -> {
            if (!all.asMap().get(key).equals(value)) {
                throw new IllegalArgumentException(
                        "option " + key + ": found " + all.asMap().get(key) + ", expected " + value + ", which "
                                + model.name() + " was built with; set it there");
            }
        });
        return model;
    }

    @Override
    public Map<String, String> protocol() {
        return model.protocol();
    }

    @Override
    public Map<Modality, Var> modalParts() {
        return model.modalParts();
    }

    @Override
    public Set<Class<?>> code() {
        Set<Class<?>> both = new HashSet<>(model.code());
        both.add(Bma.class);
        return both;
    }

    @Override
    public boolean usesNegatives() {
        return model.usesNegatives();
    }

    @Override
    public void initialize(ParameterStore into) {
        model.initialize(into);
    }

    @Override
    public void beforeEpoch(int epoch, SplittableRandom random) {
        model.beforeEpoch(epoch, random);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the model does not expose a behavior and a modal representation, or Inter-Alignment
     *     is asked for and they differ in size
     */
    @Override
    public Lines forward(Tape tape) {
        Lines lines = model.forward(tape);
        if (!lines.dual()) {
            throw new IllegalStateException(name() + ": " + model.name() + " exposes "
                    + (lines.behavior() == null
                            ? lines.modal() == null ? "one representation only" : "no behavior representation"
                            : "no modal representation")
                    + ", expected a behavior and a modal one; give both in its Lines or align another model");
        }
        int behavior = lines.behavior().cols();
        int modal = lines.modal().cols();
        if (behavior != modal && options().get(Alignment.BETA) > 0) {
            throw new IllegalStateException(name() + ": " + model.name() + " has a behavior representation of size "
                    + behavior + " and a modal one of size " + modal
                    + ", expected one size for Inter-Alignment; call intraOnly()");
        }
        return lines;
    }

    @Override
    public Lines inference(Tape tape) {
        return model.inference(tape);
    }

    @Override
    public void prepare(Batch batch) {
        model.prepare(batch);
        super.prepare(batch.withoutNegatives());
        signal.prepare(batch.withoutNegatives());
    }

    /** The model's loss and the terms of the alignment. */
    @Override
    public LossTerms loss(Lines lines, Batch batch) {
        Batch positives = batch.withoutNegatives();
        BatchRows behavior = BatchRows.gather(lines.behavior(), positives, users());
        BatchRows modal = BatchRows.gather(lines.modal(), positives, users());
        LossTerms aligned = alignment.addTo(model.loss(lines, batch), behavior, modal, positives);
        return signal.addTo(aligned, modal, Map.of(), positives);
    }

    /** Collects the options of a model and of its alignment. */
    public static final class Builder extends Recommender.Builder<Builder> {

        private final String name;
        private final Function<Options, Recommender> model;

        private Builder(String name, Graphs graphs, Options ofModel, Function<Options, Recommender> model) {
            super(graphs, union(name, graphs, ofModel));
            this.name = name;
            this.model = model;
        }

        private static Options union(String name, Graphs graphs, Options ofModel) {
            List<Option<?>> own = new ArrayList<>(Alignment.options());
            own.add(GAMMA);
            SimilaritySignal.options().stream()
                    .filter(o -> o != SimilaritySignal.GAMMA)
                    .forEach(own::add);
            for (Option<?> option : own) {
                if (ofModel.knows(option.key())) {
                    throw new IllegalArgumentException(name + ": the model has option " + option.key()
                            + ", expected a model without alignment; use the alignment that it has");
                }
            }
            ModalWeights.options(graphs.data().modalities()).stream()
                    .filter(o -> !ofModel.knows(o.key()))
                    .forEach(own::add);
            List<Option<?>> all = new ArrayList<>(ofModel.known().values());
            all.addAll(own);
            Options union = Options.of(name, all.toArray(Option<?>[]::new));
            for (Map.Entry<String, String> e : ofModel.asMap().entrySet()) {
                union = union.with(e.getKey(), e.getValue());
            }
            return union;
        }

        /** Weight α of Intra-Alignment; 0.01 by default. */
        public Builder alpha(double alpha) {
            return set(Alignment.ALPHA, alpha);
        }

        /** Weight β of Inter-Alignment; 0.01 by default. */
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

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException if an option of a model that is built already was changed, or the similarity
         *     signal is asked for representations of single modalities, which models do not expose
         */
        @Override
        public Bma build() {
            if (options().get(SimilaritySignal.TARGET) == SimilaritySignal.Target.PER_MODALITY) {
                throw new IllegalArgumentException(name + ": option " + SimilaritySignal.TARGET
                        + ": found perModality, expected another target: the model exposes one modal representation for"
                        + " all modalities");
            }
            return new Bma(name, model.apply(options()), options());
        }
    }
}
