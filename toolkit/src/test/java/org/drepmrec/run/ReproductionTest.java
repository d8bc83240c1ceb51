package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.drepmrec.data.Modality;
import org.drepmrec.io.DataException;
import org.drepmrec.run.Reproduction.Agreement;
import org.drepmrec.testkit.Tiny;
import org.drepmrec.train.RunProvenance;
import org.junit.jupiter.api.Test;

class ReproductionTest {

    private static final RunSpec SPEC = RunSpec.of("LightGCN");

    private static RunRecord run(double recall, Map<String, String> data, Map<String, String> environment) {
        return new RunRecord(
                SPEC,
                "k",
                RunRecord.Status.FINISHED,
                new RunProvenance("LightGCN", data, Map.of(), Map.of(), Map.of(), environment),
                Map.of("test", Map.of("Recall@20", recall)),
                new RunRecord.PerUser(new int[0], Map.of()),
                List.of(),
                List.of(),
                List.of(),
                60,
                null);
    }

    private static Reproduction of(double was, double is) {
        Map<String, String> environment = Map.of("engine", "PyTorch", "engineVersion", "2.7.1");
        return Reproduction.compare(run(was, Map.of(), environment), run(is, Map.of(), environment));
    }

    @Test
    void agreementIsExactOrWithinRoundingOrNone() {
        assertEquals(Agreement.EXACT, of(0.1, 0.1).agreement());
        assertEquals(Agreement.WITHIN_ROUNDING, of(0.1, 0.10009).agreement());
        assertEquals(Agreement.WITHIN_ROUNDING, of(0.1, 0.09991).agreement());
        assertEquals(Agreement.NONE, of(0.1, 0.1002).agreement());
        assertEquals(Agreement.NONE, of(0.1, Double.NaN).agreement());
        assertEquals(
                "LightGCN, seed 999: agrees in every digit; 60 s then, 60 s now",
                of(0.1, 0.1).verdict());
        assertTrue(of(0.1, 0.1002).verdict().contains("does not agree"));
        assertEquals(
                0.0002, of(0.1, 0.1002).summary().doubleColumn("difference").get(0), 1e-12);
    }

    @Test
    void whatDiffersIsNamedAsTheCause() {
        RunRecord was = run(0.1, Map.of("sha256.text_feat.npy", "a"), Map.of("engine", "MXNet", "code", "c"));
        RunRecord is = run(0.2, Map.of("sha256.text_feat.npy", "b"), Map.of("engine", "PyTorch", "code", "c"));
        assertEquals(
                List.of("the engine: MXNet then, PyTorch now", "the content of text_feat.npy: SHA-256 a then, b now"),
                Reproduction.compare(was, is).causes());
        assertEquals(List.of(), of(0.1, 0.1).causes());
        assertEquals(1, of(0.1, 0.2).causes().size());
        assertTrue(of(0.1, 0.2).causes().get(0).startsWith("nothing that is recorded differs"));
    }

    @Test
    void aRunIsDoneAgainWithItsSettings() {
        RunRecord recorded = Shop.runner().build().run(Shop.quick("LightGCN").with("layers", "1"));
        Reproduction again = Reproduction.of(recorded, Shop.runner().build());
        assertEquals(Agreement.EXACT, again.agreement(), () -> again.summary().print());
        RunRecord other = Shop.runner().build().run(Shop.quick("LightGCN").with("layers", "2"));
        assertEquals(
                Agreement.NONE, Reproduction.compare(other, recorded).agreement(), "other layers give other numbers");
    }

    @Test
    void otherInteractionsAreRefused() {
        RunRecord recorded = Shop.runner().build().run(Shop.quick("BPR"));
        Runner elsewhere = Runner.builder(Tiny.shop(41, 30, 3, Modality.VISUAL))
                .engine(Shop.ENGINE)
                .device("cpu")
                .quiet()
                .build();
        DataException e = assertThrows(DataException.class, () -> Reproduction.of(recorded, elsewhere));
        assertTrue(e.getMessage().contains("41 users, 30 items"), e.getMessage());
        assertTrue(e.getMessage().contains("expected tiny with 40 users"), e.getMessage());
    }
}
