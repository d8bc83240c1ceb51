package org.drepmrec.model.recent;

import static org.drepmrec.model.SharedOptions.LAMBDA;
import static org.drepmrec.model.SharedOptions.LAYERS;
import static org.drepmrec.model.SharedOptions.MODAL_LAYERS;
import static org.drepmrec.model.SharedOptions.TRAINABLE_FEATURES;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.Side;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.SparseOperator;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.graph.Graphs;
import org.drepmrec.graph.RelationNorm;
import org.drepmrec.model.ContrastedLines;
import org.drepmrec.model.Linear;
import org.drepmrec.model.Lines;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Projection;
import org.drepmrec.model.Propagation;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.TableStart;
import org.drepmrec.option.Option;
import org.drepmrec.sparse.Csr;

/**
 * SMORE (Ong and Khong, "Spectrum-based Modality Representation Fusion Graph Convolutional Network for Multimodal
 * Recommendation", WSDM 2025): MGCN with features that are filtered and fused as spectra.
 *
 * <ul>
 *   <li>Spectra F_m = DFT(X_m W_m + b_m) of the projected features' d numbers; denoised features are the inverse of w_m ⊙ F_m,
 *       fused ones that of w_f ⊙ Π_m F_m, with trained complex w ({@code Spectrum});
 *   <li>each purified by behavior, ID ⊙ σ(· W_g + b_g), and propagated over an item graph: that of its modality, which keeps
 *       cosines, s_ij / sqrt(deg_i deg_j); for the fused, the larger weight of any modality ({@link #fusionGraph}); users get
 *       R_ui / sqrt(d_u d_i) of their items ({@code View});
 *   <li>user-item view: the mean of LightGCN's layers ({@link Net#forward});
 *   <li>modality-aware preference: each E_m is weighted, number by number, by the softmax of tanh(E_f W + b) Q; then each and
 *       E_f is gated by σ(content W_p + b_p) with dropout, and they are averaged to the side ({@code Net.represent});
 *   <li>general = content + side; L = BPR + κ InfoNCE(side, content) of users and of items + λ L2
 *       ({@code ContrastedLines}).
 * </ul>
 *
 * <p>The behavior representation is the content, the modal one the side. With one modality, its spectrum takes the product's
 * place; with three, all three are multiplied.
 *
 * <p>The details are those of the authors' code (github.com/kennethorq/SMORE), which MMRec took over word for word: complex
 * weights start as N(0, 1), the softmax is over a row's d numbers, dropout falls on the gates, the side is a mean. Deviations:
 * one k for all modalities, {@code knn.item}, where the authors searched one for each (10, 15, 20, 40; Baby: visual 40, textual
 * 15); features are constants.
 *
 * <p>The authors' and MMRec's code (preset MMRec) differs in one point: the feature tables are trained.
 */
public final class Smore {

    /** κ, the weight of the contrastive terms. */
    public static final Option<Double> CONTRAST =
            ContrastedLines.CONTRAST.defaulting(0.01, "SMORE's authors: Baby, Clothing 0.01, Sports 0.03");

    /** Temperature of the contrastive terms. */
    public static final Option<Double> TEMPERATURE = ContrastedLines.TEMPERATURE.defaulting(0.2, "SMORE's code: 0.2");

    /** The share of the elements of preference gates that is 0 in training. */
    public static final Option<Double> DROPOUT = Option.real("dropout", 0.1, 0, 0.99, "SMORE's grid: 0, 0.1; Baby 0.1");

    /** The form of the paper, with the preset MMRec; the difference is stated above. */
    public static final ModelType TYPE = ModelType.named("SMORE")
            .published(
                    2025,
                    "WSDM",
                    "features are filtered and fused as spectra before they are purified and propagated",
                    "Amazon Baby, Sports and Clothing")
            .options(
                    LAYERS.defaulting(4, "SMORE's grid: 3, 4; Baby 4"),
                    MODAL_LAYERS.defaulting(1, "SMORE's code: 1"),
                    DROPOUT,
                    CONTRAST,
                    TEMPERATURE,
                    TRAINABLE_FEATURES,
                    LAMBDA.defaulting(1e-4, "SMORE's grid: 1e-5, 1e-4; Baby 1e-4"))
            .needsModality()
            .contrastingLines()
            .preset("MMRec", TRAINABLE_FEATURES.to(true))
            .opens(Net.class, Net::open);

    private Smore() {}

    /** Starts the model in the form of its paper. */
    public static Recommender.Builder<?> builder(Graphs graphs) {
        return TYPE.builder(graphs);
    }

    private static Csr itemGraph(Recommender model, Modality m) {
        return model.graphs().relation(Side.ITEM, m, RelationNorm.WEIGHTED);
    }

    /** The item graph of fused features, N x N: where modalities share an edge, the largest of its weights. */
    static Csr fusionGraph(Recommender model) {
        return model.modalities().stream()
                .map(m -> itemGraph(model, m))
                .reduce(Smore::maximum)
                .orElseThrow();
    }

    /** A place that one of the matrices does not store has the weight of the other, though it be negative. */
    private static Csr maximum(Csr a, Csr b) {
        int[] start = new int[a.rows() + 1];
        int[] column = new int[Math.addExact(a.nonZeros(), b.nonZeros())];
        float[] value = new float[column.length];
        int size = 0;
        for (int r = 0; r < a.rows(); r++) {
            int[] places = IntStream.concat(IntStream.of(a.columns(r)), IntStream.of(b.columns(r)))
                    .sorted()
                    .distinct()
                    .toArray();
            for (int c : places) {
                column[size] = c;
                value[size++] = Math.max(weight(a, r, c), weight(b, r, c));
            }
            start[r + 1] = size;
        }
        return Csr.wrap(a.rows(), a.cols(), start, Arrays.copyOf(column, size), Arrays.copyOf(value, size));
    }

    private static float weight(Csr graph, int row, int column) {
        return graph.contains(row, column) ? graph.get(row, column) : Float.NEGATIVE_INFINITY;
    }

    /** Features of one modality, or fused: their filter K x 2, purifier, item graph, and the gate of preferences. */
    private record View(Parameter filter, Linear purifier, SparseOperator itemGraph, Linear preference) {

        static View of(Recommender model, String name, Csr graph, ParameterStore into) {
            int d = model.embeddingSize();
            return new View(
                    into.normal("F." + name, Spectrum.frequencies(d), 2, 1),
                    Linear.of(into, name + ".gate", d, d),
                    SparseOperator.of(into, graph),
                    Linear.of(into, name + ".preference", d, d));
        }

        /** Purified features of all items from their spectrum, after propagation, N x d. */
        Var items(Spectrum transform, Spectrum.Complex spectrum, Var itemIds, int layers) {
            Var rows = transform.filtered(spectrum, itemIds.tape().parameter(filter));
            return Propagation.lastLayer(purifier.apply(rows).gate(itemIds), itemGraph, layers);
        }
    }

    /** One modality: its features, its view, and the attention that the fused features pay it. */
    private record Source(Projection projection, View view, Linear attention, Parameter query) {

        static Source of(Recommender model, Modality m, ParameterStore into) {
            int d = model.embeddingSize();
            return new Source(
                    Projection.of(model, m, into),
                    View.of(model, m.toString(), itemGraph(model, m), into),
                    Linear.of(into, m + ".attention", d, d),
                    into.uniform("Q." + m, d, d, 1 / Math.sqrt(d)));
        }

        /** The weights of this modality's numbers, in rows that sum to 1. */
        Var weights(Var fused) {
            return attention
                    .apply(fused)
                    .tanh()
                    .matMul(fused.tape().parameter(query))
                    .softmaxRows();
        }
    }

    /** ID embeddings, (M+N) x d, both graphs, a source for each modality, the fused view; dropout is that of the epoch. */
    record Net(
            Recommender model,
            Parameter ids,
            SparseOperator behaviorGraph,
            SparseOperator usersAndItems,
            Spectrum spectrum,
            List<Source> sources,
            View fusion,
            SplittableRandom masks)
            implements ContrastedLines {

        static Net open(Recommender model, ParameterStore into) {
            return new Net(
                    model,
                    TableStart.XAVIER_UNIFORM.create(into, "E", model),
                    Propagation.behaviorGraph(model, into),
                    ContrastedLines.usersAndItems(model, into),
                    Spectrum.of(into, model.embeddingSize()),
                    model.modalities().stream()
                            .map(m -> Source.of(model, m, into))
                            .toList(),
                    View.of(model, "fusion", fusionGraph(model), into),
                    new SplittableRandom(0));
        }

        @Override
        public Net forEpoch(int epoch, SplittableRandom random) {
            return new Net(model, ids, behaviorGraph, usersAndItems, spectrum, sources, fusion, random);
        }

        @Override
        public Lines forward(Tape tape) {
            return represent(tape, get(DROPOUT));
        }

        @Override
        public Lines inference(Tape tape) {
            return represent(tape, 0);
        }

        private Lines represent(Tape tape, double dropout) {
            Var id = tape.parameter(ids);
            Var itemIds = id.rowRange(users(), users() + items());
            Var content = Propagation.meanOfLayers(id, behaviorGraph, get(LAYERS));
            List<Spectrum.Complex> spectra = sources.stream()
                    .map(s -> spectrum.of(s.projection.items(tape)))
                    .toList();
            Spectrum.Complex product =
                    spectra.stream().reduce(Spectrum.Complex::times).orElseThrow();
            Var fused = seen(fusion, product, itemIds);
            Stream<Var> single = IntStream.range(0, spectra.size()).mapToObj(m -> {
                Source source = sources.get(m);
                Var attended = source.weights(fused).times(seen(source.view, spectra.get(m), itemIds));
                return preferred(source.view, content, attended, dropout);
            });
            Var side = Var.sum(single)
                    .plus(preferred(fusion, content, fused, dropout))
                    .scale(1.0 / (spectra.size() + 1));
            return new Lines(content.plus(side), content, side);
        }

        /** Users and items in a view, (M+N) x d. */
        private Var seen(View view, Spectrum.Complex of, Var itemIds) {
            return view.items(spectrum, of, itemIds, get(MODAL_LAYERS)).propagate(usersAndItems);
        }

        private Var preferred(View view, Var content, Var x, double dropout) {
            Var gated = view.preference.apply(content).gate(x);
            return dropout == 0 ? gated : gated.dropout(dropout, masks);
        }

        @Override
        public List<Parameter> idEmbeddings() {
            return List.of(ids);
        }
    }
}
