package org.drepmrec.model.recent;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;
import static org.drepmrec.model.SharedOptions.MODAL_LAYERS;
import static org.drepmrec.model.SharedOptions.TRAINABLE_FEATURES;

import java.util.List;
import java.util.function.UnaryOperator;
import org.drepmrec.data.Modality;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.BlendedGraph;
import org.drepmrec.model.ContrastedLines;
import org.drepmrec.model.FeatureMatrix;
import org.drepmrec.model.FeatureTable;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModalWeights;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.TableStart;
import org.drepmrec.option.Option;

/**
 * AlignRec (Liu et al., "AlignRec: Aligning and Training in Multimodal Recommendations", CIKM 2024): one vector of content per
 * item, aligned with IDs, and users aligned with items.
 *
 * <ul>
 *   <li>Content, from a vector z of each item: ID ⊙ σ((z W + b) W_g + b_g), propagated over an item graph that keeps cosines,
 *       s_ij / sqrt(deg_i deg_j) over the k most similar items; users get R_ui / sqrt(d_u d_i) of their items
 *       ({@code Net.content});
 *   <li>IDs: the mean of LightGCN's layers; general = IDs + content ({@link Net#forward});
 *   <li>alignment of content and IDs: InfoNCE from the content to the IDs, of users and of items ({@code ContrastedLines});
 *   <li>alignment of users and items: 1 - cos(u, i) of the batch's pairs;
 *   <li>regularization: among a batch's positive items, ‖C Cᵀ - T‖_F / B, with C their content and T the cosines of z
 *       ({@code CosineTarget});
 *   <li>L = BPR + the weights times these + λ L2 ({@link Net#loss}).
 * </ul>
 *
 * <p>The behavior representation is that of the IDs, the modal one the content.
 *
 * <p>What cannot be had here: z comes from an encoder (BEiT-3) that the authors pretrain on pictures and texts by masking and
 * predicting either, their first alignment. In its place stand the given features of all modalities, each vector divided by
 * its length and multiplied by √α_m, side by side, α_m alike by default. So T = Σ α_m cos_m. The item graph is Σ α_m S_m, each
 * S_m over the k most similar items of a modality, which needs no search among the joined vectors. Lengths are left out since
 * they are no part of a similarity, and long vectors with much in common close all gates at once: on TikTok, whose visual
 * features have length 33 and differ little, three epochs with raw ones left the content 0.1 % of the representations. With one
 * modality, such as features that BEiT-3 made, z is that modality.
 *
 * <p>The other details are those of the authors' code (github.com/sjtulyf123/AlignRec_CIKM24), as its script runs it; its
 * regularization is of items alone. That code (preset authors) differs in one point: W multiplies the raw features, whose tables
 * are trained, while T and the item graph stay those of the given features.
 */
public final class AlignRec {

    /** κ, the weight of the contrastive terms. */
    public static final Option<Double> CONTRAST =
            ContrastedLines.CONTRAST.defaulting(0.01, "AlignRec's grid: 1e-4, 0.001, 0.005, 0.01, 0.1");

    /** Temperature of the contrastive terms. */
    public static final Option<Double> TEMPERATURE =
            ContrastedLines.TEMPERATURE.defaulting(0.2, "AlignRec's code: 0.2");

    /** Weight of the alignment of users and items. */
    public static final Option<Double> USER_ITEM =
            Option.real("uia.weight", 0.1, 0, Double.MAX_VALUE, "AlignRec's code: 0.1");

    /** Weight of the regularization by similarities. */
    public static final Option<Double> SIMILARITY =
            Option.real("sim.weight", 0.1, 0, Double.MAX_VALUE, "AlignRec's grid: 0.1, 0.2, 0.3, 0.4, 0.5");

    /** Whether the vectors of content have length 1, times the root of their modality's weight; they are constants then. */
    public static final Option<Boolean> UNIT =
            Option.flag("content.unit", true, "AlignRec compares them by cosine; its code multiplies them as they are");

    /** The form of the paper, with the preset authors; the difference is stated above. */
    public static final ModelType TYPE = ModelType.named("AlignRec")
            .published(
                    2024,
                    "CIKM",
                    "one vector of content per item, aligned with IDs, and users aligned with items",
                    "three Amazon data sets")
            .options(
                    LAYERS.defaulting(2, "AlignRec's code: 2"),
                    MODAL_LAYERS.defaulting(1, "AlignRec's code: 1"),
                    CONTRAST,
                    TEMPERATURE,
                    USER_ITEM,
                    SIMILARITY,
                    UNIT,
                    TRAINABLE_FEATURES,
                    LAMBDA.defaulting(1e-4, "AlignRec's code: 1e-4"))
            .options(modalities -> ModalWeights.options(
                    modalities, 1.0 / Math.max(1, modalities.size()), "all alike; AlignRec has one vector; sum 1"))
            .checks(AlignRec::check)
            .needsModality()
            .contrastingLines()
            .preset("authors", UNIT.to(false), TRAINABLE_FEATURES.to(true))
            .opens(Net.class, Net::open);

    private AlignRec() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    private static void check(Recommender model) {
        ModalWeights.read(model);
        if (model.get(UNIT) && model.get(TRAINABLE_FEATURES)) {
            throw new IllegalArgumentException(model.name() + ": found " + UNIT.key() + "=true and "
                    + TRAINABLE_FEATURES.key()
                    + "=true, expected one of them: tables that are trained do not keep a length;"
                    + " set " + UNIT.key() + "=false");
        }
    }

    /** A modality's part of z W: a multiplication by its vectors, with a factor, and its rows of W. */
    private record Source(UnaryOperator<Var> vectors, Parameter weight, double factor) {

        static Source of(Recommender model, Modality m, ParameterStore into, double bound) {
            Parameter weight = into.uniform("W." + m, model.featureSize(m), model.embeddingSize(), bound);
            if (!model.get(UNIT)) {
                return new Source(FeatureTable.of(model, m, into)::times, weight, 1);
            }
            FeatureMatrix unit = FeatureMatrix.of(into, model.data().features(m).normalizedRows());
            return new Source(
                    unit::times, weight, Math.sqrt(ModalWeights.read(model).get(m)));
        }

        /** N x d. */
        Var items(Tape tape) {
            return vectors.apply(tape.parameter(weight).scale(factor));
        }
    }

    /** ID embeddings, (M+N) x d, the three graphs, W in parts, b, the gate, and T. */
    record Net(
            Recommender model,
            Parameter ids,
            SparseOperator behaviorGraph,
            SparseOperator itemGraph,
            SparseOperator usersAndItems,
            List<Source> sources,
            Parameter bias,
            Linear gate,
            CosineTarget target)
            implements ContrastedLines {

        static Net open(Recommender model, ParameterStore into) {
            int d = model.embeddingSize();
            int wide = model.modalities().stream().mapToInt(model::featureSize).sum();
            double bound = 1 / Math.sqrt(wide);
            return new Net(
                    model,
                    TableStart.XAVIER_UNIFORM.create(into, "E", model),
                    Propagation.behaviorGraph(model, into),
                    SparseOperator.of(into, BlendedGraph.of(model, RelationNorm.WEIGHTED)),
                    ContrastedLines.usersAndItems(model, into),
                    model.modalities().stream()
                            .map(m -> Source.of(model, m, into, bound))
                            .toList(),
                    into.uniformRow("b", d, bound),
                    Linear.of(into, "gate", d, d),
                    CosineTarget.of(model, into));
        }

        @Override
        public Lines forward(Tape tape) {
            Var id = tape.parameter(ids);
            Var behavior = Propagation.meanOfLayers(id, behaviorGraph, get(LAYERS));
            Var content = content(id);
            return new Lines(behavior.plus(content), behavior, content);
        }

        private Var content(Var id) {
            Tape tape = id.tape();
            Var projected =
                    Var.sum(sources.stream().map(source -> source.items(tape))).plusRow(tape.parameter(bias));
            Var gated = gate.apply(projected).gate(id.rowRange(users(), users() + items()));
            return Propagation.lastLayer(gated, itemGraph, get(MODAL_LAYERS)).propagate(usersAndItems);
        }

        @Override
        public void prepare(Batch batch) {
            if (get(SIMILARITY) > 0) {
                target.prepare(batch);
            }
        }

        @Override
        public LossTerms loss(Lines lines, Batch batch) {
            BatchRows general = rows(lines.general(), batch);
            return ContrastedLines.super
                    .loss(lines, batch)
                    .plus("uia", get(USER_ITEM), () -> Losses.cosineDistance(general.users(), general.positives()))
                    .plus(
                            "sim",
                            get(SIMILARITY),
                            () -> Losses.similarity(
                                    rows(lines.modal(), batch).distinctPositives(),
                                    target.of(batch),
                                    Losses.Reduction.RMSE));
        }

        @Override
        public List<Parameter> idEmbeddings() {
            return List.of(ids);
        }
    }
}
