package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metrics;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunnerTest {

    private static final AtomicInteger TRAININGS = new AtomicInteger();
    private static final AtomicInteger INTERRUPT_AFTER = new AtomicInteger();
    private static final RunSpec SPEC;

    static {
        Probes.register("test.count", model -> (epoch, m, r) -> {
            if (epoch.epoch() == 0 && TRAININGS.incrementAndGet() == INTERRUPT_AFTER.get()) {
                Thread.currentThread().interrupt();
            }
            return Map.of("size", (double) r.general().size(), "epoch plus 1", epoch.epoch() + 1.0);
        });
        SPEC = Shop.quick("LightGCN").probes("test.count");
    }

    @TempDir
    Path folder;

    @BeforeEach
    void countFromZero() {
        TRAININGS.set(0);
        INTERRUPT_AFTER.set(-1);
    }

    @Test
    void recordsComeInTheOrderOfTheSpecificationsAndEachIsTrainedOnce() {
        Runner runner = Shop.runner().build();
        List<RunRecord> runs =
                runner.run(List.of(SPEC.seed(2), SPEC.seed(1), SPEC.seed(2).with("lr", "0.020")));
        assertEquals(
                List.of(2L, 1L, 2L), runs.stream().map(r -> r.spec().seed()).toList());
        assertEquals("0.020", runs.get(2).spec().settings().get("lr"));
        assertEquals(runs.get(0).metrics(), runs.get(2).metrics());
        assertEquals(2, TRAININGS.get());
        runner.run(SPEC.seed(1));
        assertEquals(2, TRAININGS.get(), "a runner without a store remembers");
    }

    @Test
    void aRecordSaysWhatTheTrainingGave() {
        RunRecord run = Shop.runner().keepModels(true).build().run(SPEC);
        TrainedModel model = run.model();
        assertEquals(model.metricValues(), run.metrics());
        assertEquals(model.epochs(), run.epochs());
        assertEquals(model.bestEpoch(), run.bestEpoch());
        assertArrayEquals(model.evaluation(Split.TEST).perUser(Metrics.NDCG, 10), run.perUser(Metrics.NDCG, 10));
        assertArrayEquals(
                model.evaluation(Split.TEST).perUser(Metrics.HIT_RATE, 20), run.perUser(Metrics.HIT_RATE, 20));
        assertArrayEquals(new double[] {1, 2, 3}, run.probe("epoch plus 1"));
        assertEquals(List.of(4.0, 4.0, 4.0), run.history().doubleColumn("size").asList());
        assertEquals(3, run.history().rowCount());
        assertEquals(SPEC.toString(), run.summary().getString(0, "value"));
        assertEquals("finished", run.summary().getString(1, "value"));
    }

    /** On a notebook's page the log would stand among the results of a sweep, as an error. */
    @Test
    void aWarningOfARunIsInItsRecordAndNotInTheLog() {
        RunSpec one = Shop.quick("DRepMRec").with(Map.of("modal.weight.visual", "0", "modal.weight.textual", "1"));
        List<RunRecord> runs = new ArrayList<>();
        assertEquals("", errorsDuring(() -> runs.add(Shop.runner().build().run(one))));
        assertTrue(runs.get(0).warnings().toString().contains("modality visual contributes nothing"));

        Trainer.Builder alone = Setup.of(Shop.DATA, one.model(), one.settings()).trainer();
        String logged = errorsDuring(
                () -> alone.engine(Shop.ENGINE).device("cpu").quiet().build().fit());
        assertTrue(logged.contains("modality visual contributes nothing"), logged);
    }

    private static String errorsDuring(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anotherRunnerReadsWhatTheFirstStored() {
        RunRecord first = Shop.runner().store(folder).build().run(SPEC);
        RunRecord second = Shop.runner().store(folder).build().run(SPEC);
        assertEquals(1, TRAININGS.get());
        assertEquals(first.metrics(), second.metrics());
        assertEquals(first.epochs(), second.epochs());
        assertEquals(first.probes(), second.probes());
        assertEquals(first.provenance(), second.provenance());
        assertEquals(first.seconds(), second.seconds());
        assertArrayEquals(first.users(), second.users());
        assertArrayEquals(first.perUser(Metrics.RECALL, 20), second.perUser(Metrics.RECALL, 20));
        assertFalse(second.hasModel());
        String message =
                assertThrows(IllegalStateException.class, second::model).getMessage();
        assertTrue(message.endsWith("run it with keepModels(true)"), message);
    }

    @Test
    void aModelThatIsAskedForLaterIsTrainedOnceMore() {
        RunRecord without = Shop.runner().store(folder).build().run(SPEC);
        RunRecord with = Shop.runner().store(folder).keepModels(true).build().run(SPEC);
        assertEquals(2, TRAININGS.get());
        assertEquals(without.metrics(), with.metrics());
        assertEquals(with.metrics(), with.model().metricValues());
        RunRecord again = Shop.runner().store(folder).build().run(SPEC);
        assertEquals(2, TRAININGS.get());
        assertTrue(again.hasModel());
        assertEquals(1, RunStore.at(folder).all(null).size(), "the run is there once");
    }

    @Test
    void anInterruptStopsTheRunUnderWayAndKeepsTheOthers() {
        INTERRUPT_AFTER.set(3);
        List<RunSpec> specs = Shop.seeds(SPEC, 4);
        Runner runner = Shop.runner().store(folder).build();
        Exception e = assertThrows(CancellationException.class, () -> runner.run(specs));
        assertEquals("interrupted; 2 of 4 runs are done and stored, the same call goes on from there", e.getMessage());
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(2, RunStore.at(folder).all(null).size());
        assertEquals(4, runner.run(specs).size());
        assertEquals(3 + 2, TRAININGS.get());
    }

    @Test
    void aStoppedRunResumesFromItsCheckpoint() throws Exception {
        RunSpec spec = Shop.quick("BPR").with(Map.of("epochs", "400", "earlyStop.patience", "1000"));
        Thread first = new Thread(() -> assertThrows(CancellationException.class, () -> Shop.runner()
                .store(folder)
                .betweenCheckpoints(Duration.ZERO)
                .build()
                .run(spec)));
        first.start();
        while (checkpoints().size() < 1 || checkpoints().get(0).endsWith("000000")) {
            assertTrue(first.isAlive(), "it ended before it could be interrupted");
            Thread.sleep(1);
        }
        first.interrupt();
        first.join();
        StoredRun unfinished = RunStore.at(folder).list().get(0);
        assertEquals(StoredRun.State.UNFINISHED, unfinished.state());
        String checkpoint = Files.readString(checkpoints().get(0).resolve("checkpoint.json"));

        RunRecord resumed = Shop.runner().store(folder).build().run(spec);
        assertEquals(400, resumed.epochs().size());
        String seconds = Double.toString(resumed.epochs().get(0).trainSeconds());
        assertTrue(checkpoint.contains(seconds), "the first epoch took " + seconds + ", " + checkpoint);
        assertEquals(Shop.runner().build().run(spec).metrics(), resumed.metrics());
        assertEquals(
                List.of(StoredRun.State.CURRENT),
                RunStore.at(folder).list().stream().map(StoredRun::state).toList());
    }

    private List<Path> checkpoints() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(p -> p.getFileName().toString().startsWith("epoch-"))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            return List.of();
        }
    }

    @Test
    void aLossThatIsNotFiniteIsAFailedRunThatIsNotTriedAgain() {
        RunSpec wild = SPEC.with("lr", "1000").with("reg.lambda", "1e300");
        RunRecord run = Shop.runner().store(folder).build().run(wild);
        assertEquals(RunRecord.Status.FAILED, run.status());
        assertTrue(Double.isNaN(run.metric(Split.TEST, Metrics.RECALL, 20)));
        assertTrue(
                run.warnings().get(0).contains("expected a finite number"),
                run.warnings().toString());
        RunRecord stored = Shop.runner().store(folder).keepModels(true).build().run(wild);
        assertEquals(RunRecord.Status.FAILED, stored.status());
        assertEquals(run.warnings(), stored.warnings());
        assertEquals(run.seconds(), stored.seconds(), "it was not tried again");
    }

    @Test
    void twoThreadsShareAStore() {
        List<RunSpec> specs = Shop.seeds(SPEC, 6);
        List<RunSpec> backwards = new ArrayList<>(specs);
        Collections.reverse(backwards);
        CompletableFuture<List<RunRecord>> other = CompletableFuture.supplyAsync(
                () -> Shop.runner().store(folder).build().run(backwards));
        List<RunRecord> mine = Shop.runner().store(folder).build().run(specs);
        List<RunRecord> others = new ArrayList<>(other.join());
        Collections.reverse(others);
        assertEquals(6, TRAININGS.get());
        for (int k = 0; k < 6; k++) {
            assertEquals(mine.get(k).metrics(), others.get(k).metrics());
        }
    }
}
