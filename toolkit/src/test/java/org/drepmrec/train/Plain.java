package org.drepmrec.train;

import java.util.function.IntConsumer;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.Tape;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Batch;
import org.drepmrec.model.BatchRows;
import org.drepmrec.model.Lines;
import org.drepmrec.model.LossTerms;
import org.drepmrec.model.Losses;
import org.drepmrec.model.Recommender;
import org.drepmrec.option.Options;

/** Matrix factorization, the smallest model there is, with a hook before each loss. */
final class Plain extends Recommender {

    private final IntConsumer beforeLoss;
    private Parameter table;
    private int losses;

    Plain(Graphs graphs, IntConsumer beforeLoss) {
        super("Plain", graphs, Options.of("Plain", EMBEDDING_SIZE).with(EMBEDDING_SIZE, 4));
        this.beforeLoss = beforeLoss;
    }

    @Override
    public void initialize(ParameterStore into) {
        losses = 0;
        table = into.xavierTables("E", users(), items(), embeddingSize());
    }

    @Override
    public Lines forward(Tape tape) {
        return Lines.of(tape.parameter(table));
    }

    @Override
    public LossTerms loss(Lines lines, Batch batch) {
        beforeLoss.accept(losses++);
        BatchRows rows = BatchRows.gather(lines.general(), batch, users());
        return LossTerms.empty().plus("bpr", 1, Losses.bpr(rows)).plus("l2", 1e-3, Losses.halfSquares(rows, 8));
    }
}
