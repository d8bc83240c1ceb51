package org.drepmrec.code;

import java.util.function.Function;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Recommender;

/** A model of another jar, of which there are two versions that differ in a helper class. */
public final class TwoLayers {

    /** The model's name. */
    public static final String NAME = "Two layers";

    public static final String MODEL =
            """
            import org.drepmrec.engine.*;
            import org.drepmrec.graph.Graphs;
            import org.drepmrec.model.*;
            import org.drepmrec.option.Options;

            public class TwoLayers extends Recommender implements java.util.function.Function<Graphs, Recommender.Builder<?>> {
                private Parameter table;
                private SparseOperator graph;

                public TwoLayers() { this(null, Options.of("none")); }

                private TwoLayers(Graphs graphs, Options options) { super("Two layers", graphs, options); }

                public Recommender.Builder<?> apply(Graphs graphs) { return new Builder(graphs); }

                public void initialize(ParameterStore into) {
                    table = into.xavierTables("E", users(), items(), embeddingSize());
                    graph = SparseOperator.symmetric(into, graphs().behavior());
                }

                public Lines forward(Tape tape) { return Lines.of(Layers.combine(graph, tape.parameter(table))); }

                public LossTerms loss(Lines lines, Batch batch) {
                    return LossTerms.empty().plus("bpr", 1, Losses.bpr(BatchRows.gather(lines.general(), batch, users())));
                }

                public static class Builder extends Recommender.Builder<Builder> {
                    Builder(Graphs graphs) { super(graphs, Options.of("Two layers", EMBEDDING_SIZE)); }

                    public Recommender build() { return new TwoLayers(graphs(), options()); }
                }
            }
            """;

    public static final String MEAN =
            """
            import org.drepmrec.engine.*;

            class Layers {
                static Var combine(SparseOperator graph, Var x) {
                    return org.drepmrec.model.Propagation.meanOfLayers(x, graph, 2);
                }
            }
            """;

    /** The helper as it takes the last layer in place of the mean. */
    public static final String LAST_LAYER =
            MEAN.replace("org.drepmrec.model.Propagation.meanOfLayers(x, graph, 2)", "graph.apply(graph.apply(x))");

    private TwoLayers() {}

    /** Compiles a version of the model; each call gives new classes. */
    @SuppressWarnings("unchecked")
    public static Function<Graphs, Recommender.Builder<?>> compiled(String model, String layers)
            throws ReflectiveOperationException {
        return (Function<Graphs, Recommender.Builder<?>>)
                Compiled.of("TwoLayers", model, layers).getConstructor().newInstance();
    }
}
