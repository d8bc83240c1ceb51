package org.drepmrec.train;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.Tape;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;

/** Matrix factorization, the smallest model there is, with a hook before each loss. */
record Plain(Recommender model, Parameter table, IntConsumer beforeLoss, AtomicInteger losses)
        implements RecommenderNet {

    static Recommender of(Graphs graphs, IntConsumer beforeLoss) {
        return ModelType.named("Plain")
                .opens(
                        Plain.class,
                        (model, into) -> new Plain(
                                model,
                                into.xavierTables("E", model.users(), model.items(), model.embeddingSize()),
                                beforeLoss,
                                new AtomicInteger()))
                .builder(graphs)
                .embeddingSize(4)
                .build();
    }

    @Override
    public Lines forward(Tape tape) {
        return Lines.of(tape.parameter(table));
    }

    @Override
    public LossTerms loss(Lines lines, Batch batch) {
        beforeLoss.accept(losses.getAndIncrement());
        BatchRows rows = BatchRows.gather(lines.general(), batch, users());
        return LossTerms.empty().plus("bpr", 1, Losses.bpr(rows)).plus("l2", 1e-3, Losses.halfSquares(rows, 8));
    }
}
