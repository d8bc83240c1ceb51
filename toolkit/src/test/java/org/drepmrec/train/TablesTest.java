package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.drepmrec.data.Modality;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metrics;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.baseline.LightGcn;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** The tables of a trained model say what its values say. */
class TablesTest {

    @Test
    void everyRepresentationIsScoredAlone() {
        Graphs graphs = Graphs.builder(Tiny.shop(20, 16, 5, Modality.TEXTUAL))
                .neighbors(3)
                .build();
        TrainedModel run = Trainer.builder(
                        DRepMRec.builder(graphs).embeddingSize(4).build())
                .epochs(2)
                .build()
                .fit();
        Table lines = run.lines(Split.TEST);
        assertEquals(
                List.of("behavior", "modal", "general"),
                lines.stringColumn("representation").asList());
        assertEquals(
                run.evaluation(Split.TEST).get(Metrics.RECALL, 20),
                lines.doubleColumn("Recall@20").get(2));
        assertEquals(
                run.evaluator(Split.TEST)
                        .build()
                        .evaluate(run.scorer(run.representations().modalLine()))
                        .get(Metrics.NDCG, 10),
                lines.doubleColumn("NDCG@10").get(1));
    }

    @Test
    void tablesHoldEveryValueInItsPlace() {
        Graphs graphs = Graphs.builder(Tiny.shop(20, 16, 5)).build();
        TrainedModel run = Trainer.builder(
                        LightGcn.builder(graphs).embeddingSize(4).build())
                .epochs(3)
                .cutoffs(2, 5)
                .build()
                .fit();
        Table metrics = run.metrics(Metrics.RECALL, Metrics.MAP);
        assertEquals(
                List.of("split", "Recall@2", "Recall@5", "Recall@20", "MAP@2", "MAP@5", "MAP@20"),
                metrics.columnNames());
        assertEquals(
                List.of("validation", "test"), metrics.stringColumn("split").asList());
        assertEquals(
                run.evaluation(Split.VALIDATION).get(Metrics.RECALL, 5),
                metrics.doubleColumn("Recall@5").get(0));
        assertEquals(
                run.evaluation(Split.TEST).get(Metrics.MAP, 2),
                metrics.doubleColumn("MAP@2").get(1));
        Table history = run.history();
        assertEquals(3, history.rowCount());
        assertEquals(
                run.epochs().get(2).losses().get("bpr"),
                history.doubleColumn("loss bpr").get(2));
        assertEquals(
                run.epochs().get(1).selection().get("Recall@5"),
                history.doubleColumn("Recall@5").get(1));
    }
}
