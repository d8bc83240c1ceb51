package org.drepmrec.code;

import org.drepmrec.model.ModelType;

/** A model of another jar, of which there are two versions that differ in a helper class. */
public final class TwoLayers {

    /** The model's name; it takes the toolkit's own of that name's place. */
    public static final String NAME = "TwoLayers";

    public static final String MODEL =
            """
            import org.drepmrec.engine.*;
            import org.drepmrec.model.*;

            public class TwoLayers {
                public static final ModelType TYPE = ModelType.named("TwoLayers").opens(Net.class, Net::open);

                record Net(Recommender model, Parameter table, SparseOperator graph) implements RecommenderNet {

                    static Net open(Recommender model, ParameterStore into) {
                        return new Net(
                                model,
                                into.xavierTables("E", model.users(), model.items(), model.embeddingSize()),
                                SparseOperator.symmetric(into, model.graphs().behavior()));
                    }

                    public Lines forward(Tape tape) {
                        return Lines.of(Layers.combine(graph, tape.parameter(table)));
                    }

                    public LossTerms loss(Lines lines, Batch batch) {
                        return LossTerms.empty()
                                .plus("bpr", 1, Losses.bpr(BatchRows.gather(lines.general(), batch, users())));
                    }
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
    public static ModelType compiled(String model, String layers) throws ReflectiveOperationException {
        return (ModelType)
                Compiled.of("TwoLayers", model, layers).getField("TYPE").get(null);
    }
}
