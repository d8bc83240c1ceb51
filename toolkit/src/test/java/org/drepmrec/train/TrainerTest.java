package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.engine.Parameter;
import org.drepmrec.engine.ParameterStore;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.RecommenderNet;
import org.drepmrec.model.Representations;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.testkit.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {

    private static final Graphs GRAPHS = graphs(Tiny.shop(40, 30, 3, Modality.VISUAL, Modality.TEXTUAL));

    private static Graphs graphs(MultimodalDataset data) {
        return Graphs.builder(data).neighbors(3).build();
    }

    private static Recommender model(Graphs graphs) {
        return DRepMRec.builder(graphs).embeddingSize(8).build();
    }

    private static Trainer.Builder trainer(String engine, Recommender model) {
        return Trainer.builder(model)
                .engine(engine)
                .device(System.getProperty("drepmrec.device"))
                .epochs(4)
                .batchSize(50)
                .learningRate(0.02)
                .cutoffs(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void theSameSeedGivesTheSameBits(String engine) {
        Recommender model = model(GRAPHS);
        TrainedModel first = trainer(engine, model).build().fit();
        assertSame(first, trainer(engine, model).build().fit());
        TrainedModel other = trainer(engine, model).seed(1000).build().fit();
        assertFalse(Arrays.equals(
                first.representations().general().values(),
                other.representations().general().values()));
    }

    private static void assertSame(TrainedModel a, TrainedModel b) {
        assertEquals(a.metricValues(), b.metricValues());
        assertArrayEquals(
                a.representations().general().values(),
                b.representations().general().values());
        assertEquals(a.parameters().keySet(), b.parameters().keySet());
        a.parameters()
                .forEach((name, m) ->
                        assertArrayEquals(m.values(), b.parameters().get(name).values(), name));
        assertEquals(a.epochs().size(), b.epochs().size());
        for (int e = 0; e < a.epochs().size(); e++) {
            assertEquals(a.epochs().get(e).losses(), b.epochs().get(e).losses());
            assertEquals(a.epochs().get(e).selection(), b.epochs().get(e).selection());
        }
    }

    /** Their array is shared, and on a CPU Java and the engines share memory. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void trainableFeaturesLeaveTheDataSetAlone(String engine) {
        Features visual = GRAPHS.data().features(Modality.VISUAL);
        float[] before = visual.values().clone();
        Recommender model = DRepMRec.builder(GRAPHS)
                .embeddingSize(8)
                .set(Map.of("features.trainable", "true"))
                .build();
        TrainedModel run = trainer(engine, model).build().fit();
        assertFalse(Arrays.equals(before, run.parameters().get("X.visual").values()));
        assertArrayEquals(before, visual.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void theBestEpochIsReturned(String engine) {
        List<Representations> seen = new ArrayList<>();
        List<Map<String, float[]>> parameters = new ArrayList<>();
        TrainedModel result = trainer(engine, model(GRAPHS))
                .epochs(60)
                .earlyStopping(3)
                .warmUp(0)
                .listener(new TrainingListener() {
                    @Override
                    public void epochDone(EpochRecord epoch, OpenModel model, Representations representations) {
                        seen.add(representations);
                        Map<String, float[]> now = new LinkedHashMap<>();
                        model.parameters().forEach(p -> now.put(p.name(), p.toFloats()));
                        parameters.add(now);
                    }
                })
                .build()
                .fit();
        assertEquals(StopReason.NO_IMPROVEMENT, result.stopReason());
        EpochRecord best = result.bestEpoch().orElseThrow();
        assertEquals(4, result.epochs().size() - 1 - best.epoch(), "the best epoch is followed by four misses");
        assertArrayEquals(
                seen.get(best.epoch()).general().values(),
                result.representations().general().values());
        parameters
                .get(best.epoch())
                .forEach((name, values) ->
                        assertArrayEquals(values, result.parameters().get(name).values(), name));
        assertEquals(best.selection(), result.evaluation(Split.VALIDATION).asMap());
        assertEquals(
                best.selection().get("Recall@20"),
                result.epochs().stream()
                        .mapToDouble(e -> e.selection().get("Recall@20"))
                        .max()
                        .orElseThrow(),
                1e-4);
        assertNotEquals(
                result.representations().general().values()[0],
                seen.get(seen.size() - 1).general().values()[0]);
    }

    /** The listener waits for the interrupt in the middle of an epoch; no batch may follow. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void anInterruptKeepsTheBestSoFar(String engine) {
        Recommender model = model(GRAPHS);
        List<String> batches = new ArrayList<>();
        Thread training = Thread.currentThread();
        TrainedModel stopped = trainer(engine, model)
                .listener(new TrainingListener() {
                    @Override
                    public void batchDone(int epoch, int batch, int count, double loss) {
                        batches.add(epoch + "." + batch);
                        if (epoch == 2 && batch == 1) {
                            CompletableFuture.runAsync(training::interrupt).join();
                        }
                    }
                })
                .build()
                .fit();
        assertFalse(Thread.interrupted(), "the flag is cleared");
        assertEquals(StopReason.INTERRUPTED, stopped.stopReason());
        assertEquals(List.of("0.0", "0.1", "0.2", "0.3", "1.0", "1.1", "1.2", "1.3", "2.0", "2.1"), batches);
        assertEquals(2, stopped.epochs().size());
        TrainedModel two = trainer(engine, model).epochs(2).build().fit();
        assertSame(two, stopped);
    }

    @Test
    void anInterruptBeforeTheFirstEpochSaysSo() {
        for (boolean inALookUp : new boolean[] {true, false}) {
            Recommender model = Plain.of(GRAPHS, loss -> {
                if (loss == 1) {
                    Thread.currentThread().interrupt();
                    if (inALookUp) {
                        throw new java.util.concurrent.CancellationException("comparing items was interrupted");
                    }
                }
            });
            TrainedModel result = trainer("MXNet", model).build().fit();
            assertFalse(Thread.interrupted());
            assertEquals(StopReason.INTERRUPTED, result.stopReason());
            assertEquals(0, result.epochs().size());
            assertTrue(result.bestEpoch().isEmpty());
            assertTrue(result.warnings().get(0).startsWith("stopped before the first epoch was complete"));
            assertEquals(20, result.recommend(0, 20).rowCount());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aLossThatIsNotFiniteEndsTheTrainingWithTheBestKept(String engine) {
        TrainedModel broken = poked(engine, 1, false);
        assertEquals(StopReason.NOT_FINITE, broken.stopReason());
        assertTrue(
                broken.warnings().get(0).startsWith("loss term bpr is NaN in batch 1 of epoch 3, expected a finite"),
                broken.warnings().toString());
        assertSame(trainer(engine, model(GRAPHS)).epochs(2).build().fit(), broken);
    }

    /** Nothing would notice before the evaluation. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aBrokenRepresentationEndsTheTrainingWithTheBestKept(String engine) {
        TrainedModel broken = poked(engine, 1, true);
        assertEquals(StopReason.NOT_FINITE, broken.stopReason());
        assertTrue(
                broken.warnings().get(0).startsWith("a general representation is NaN in batch 4 of epoch 2"),
                broken.warnings().toString());
        assertSame(trainer(engine, model(GRAPHS)).epochs(1).build().fit(), broken);
    }

    private static TrainedModel poked(String engine, int when, boolean beforeEvaluation) {
        AtomicReference<ParameterStore> store = new AtomicReference<>();
        Recommender model = observed(model(GRAPHS), store);
        return trainer(engine, model)
                .listener(new TrainingListener() {
                    @Override
                    public void batchDone(int epoch, int batch, int count, double loss) {
                        if (beforeEvaluation && epoch == when && batch == count - 1) {
                            poke(store.get());
                        }
                    }

                    @Override
                    public void epochDone(EpochRecord record, OpenModel trained, Representations now) {
                        if (!beforeEvaluation && record.epoch() == when) {
                            poke(store.get());
                        }
                    }
                })
                .build()
                .fit();
    }

    /** The same model, which hands out the store that its training opens. */
    private static Recommender observed(Recommender model, AtomicReference<ParameterStore> store) {
        return model.type()
                .opens(RecommenderNet.class, (any, into) -> {
                    store.set(into);
                    return model.openInto(into);
                })
                .builder(GRAPHS)
                .like(model.options())
                .build();
    }

    private static void poke(ParameterStore model) {
        Parameter first = model.parameters().get(0);
        float[] values = first.toFloats();
        Arrays.fill(values, Float.NaN);
        first.set(values);
    }

    @Test
    void noFiniteEpochAtAllIsAnError() {
        Recommender model = Plain.of(GRAPHS, loss -> {});
        AtomicReference<ParameterStore> store = new AtomicReference<>();
        String message = assertThrows(IllegalStateException.class, () -> trainer("PyTorch", observed(model, store))
                        .listener(new TrainingListener() {
                            @Override
                            public void batchDone(int epoch, int batch, int count, double loss) {
                                poke(store.get());
                            }
                        })
                        .build()
                        .fit())
                .getMessage();
        assertTrue(message.startsWith("Plain: loss term bpr is NaN in batch 2 of epoch 1, expected"), message);
        assertEquals(
                1, trainer("PyTorch", model).epochs(1).build().fit().epochs().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void theLargestLearningRateIsSurvived(String engine) {
        TrainedModel result =
                trainer(engine, model(GRAPHS)).learningRate(1e3).build().fit();
        for (float v : result.representations().general().values()) {
            assertTrue(Float.isFinite(v));
        }
    }

    @Test
    void whatCannotBeTrainedIsRefused() {
        MultimodalDataset whole = GRAPHS.data();
        MultimodalDataset noValidation = MultimodalDataset.builder("half", 40, 30)
                .train(whole.train())
                .validation(Tiny.pairs(40, 30))
                .test(whole.test())
                .build();
        Trainer.Builder builder = trainer("MXNet", Plain.of(graphs(noValidation), loss -> {}));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> builder.build().fit())
                .getMessage();
        assertTrue(message.startsWith("half: 0 VALIDATION interactions, expected some"), message);
        assertEquals(
                1,
                builder.set("selectOn", "test")
                        .epochs(1)
                        .build()
                        .fit()
                        .evaluatedSplits()
                        .size());

        MultimodalDataset noTraining = MultimodalDataset.builder("none", 40, 30)
                .train(Tiny.pairs(40, 30))
                .validation(whole.validation())
                .test(whole.test())
                .build();
        message = assertThrows(
                        IllegalArgumentException.class, () -> trainer("MXNet", Plain.of(graphs(noTraining), loss -> {}))
                                .build()
                                .fit())
                .getMessage();
        assertTrue(message.startsWith("none: 0 training interactions, expected some"), message);

        message = assertThrows(IllegalArgumentException.class, () -> trainer("PyTorch", model(GRAPHS))
                        .device("gpu:77")
                        .build()
                        .fit())
                .getMessage();
        assertTrue(message.contains("device gpu:77: engine PyTorch"), message);
        message = assertThrows(
                        IllegalArgumentException.class,
                        () -> trainer("Torch", model(GRAPHS)).build().fit())
                .getMessage();
        assertTrue(message.startsWith("engine: found \"Torch\", expected one of"), message);
    }

    @Test
    void listenersHearEverythingInOrder() {
        List<String> heard = new ArrayList<>();
        TrainedModel result = trainer("MXNet", model(GRAPHS))
                .epochs(2)
                .batchSize(100)
                .listener(new TrainingListener() {
                    @Override
                    public void started(Recommender model, int epochs) {
                        heard.add("started " + epochs);
                    }

                    @Override
                    public void batchDone(int epoch, int batch, int batches, double loss) {
                        heard.add("batch " + epoch + "." + batch + " of " + batches);
                    }

                    @Override
                    public void epochDone(EpochRecord epoch, OpenModel model, Representations representations) {
                        heard.add("epoch " + epoch.epoch());
                    }

                    @Override
                    public void finished(TrainedModel result) {
                        heard.add("finished");
                    }
                })
                .build()
                .fit();
        assertEquals(
                List.of(
                        "started 2",
                        "batch 0.0 of 2",
                        "batch 0.1 of 2",
                        "epoch 0",
                        "batch 1.0 of 2",
                        "batch 1.1 of 2",
                        "epoch 1",
                        "finished"),
                heard);
        assertEquals(2, result.history().rowCount());
        assertEquals(2, result.metrics().rowCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void everyArrayIsFreed(String engine) {
        Recommender model = DRepMRec.builder(GRAPHS)
                .embeddingSize(8)
                .set("inter.dedupe", "true")
                .set("nce.maskKnownPositives", "true")
                .build();
        List<Integer> live = new ArrayList<>();
        List<NDManager> managers = new ArrayList<>();
        List<Parameter> parameters = new ArrayList<>();
        TrainingListener counter = new TrainingListener() {
            @Override
            public void epochDone(EpochRecord epoch, OpenModel trained, Representations now) {
                NDManager store = trained.parameters().get(0).value().getManager();
                NDManager backend = store.getParentManager();
                live.add(backend.getManagedArrays().size());
                managers.addAll(List.of(store, backend));
                parameters.addAll(trained.parameters());
            }
        };
        for (int run = 0; run < 2; run++) {
            trainer(engine, model).listener(counter).build().fit();
        }
        assertEquals(8, live.size());
        assertEquals(1, live.stream().distinct().count(), "arrays after each epoch: " + live);
        assertTrue(managers.stream().noneMatch(NDManager::isOpen));
        assertTrue(parameters.stream().allMatch(p -> p.value().isReleased()));
    }

    @Test
    void trainingsInSeveralThreadsDoNotDisturbEachOther() {
        TrainedModel mxnet = trainer("MXNet", model(GRAPHS)).build().fit();
        TrainedModel torch = trainer("PyTorch", model(GRAPHS)).build().fit();
        List<CompletableFuture<TrainedModel>> running = new ArrayList<>();
        for (String engine : new String[] {"MXNet", "PyTorch", "MXNet", "PyTorch"}) {
            running.add(CompletableFuture.supplyAsync(
                    () -> trainer(engine, model(GRAPHS)).build().fit(), task -> new Thread(task).start()));
        }
        for (int k = 0; k < running.size(); k++) {
            assertSame(k % 2 == 0 ? mxnet : torch, running.get(k).join());
        }
    }

    /** A model is a value: one and the same is trained by several threads at once, and within its own training. */
    @Test
    void aModelCanBeInSeveralTrainings() {
        Recommender model = model(GRAPHS);
        TrainedModel alone = trainer("MXNet", model).build().fit();
        List<TrainedModel> inside = new ArrayList<>();
        TrainedModel outer = trainer("MXNet", model)
                .listener(new TrainingListener() {
                    @Override
                    public void started(Recommender started, int epochs) {
                        inside.add(trainer("MXNet", started).build().fit());
                    }
                })
                .build()
                .fit();
        assertSame(alone, outer);
        assertSame(alone, inside.get(0));
        List<CompletableFuture<TrainedModel>> running = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            running.add(CompletableFuture.supplyAsync(
                    () -> trainer("MXNet", model).build().fit(), task -> new Thread(task).start()));
        }
        running.forEach(r -> assertSame(alone, r.join()));
    }

    /** User 5 and item 7 occur in validation and test only; item 8 occurs nowhere. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void coldUsersAndItemsTinyBatchesAndMissingModalitiesTrain(String engine) {
        int[][] train = new int[24][];
        int k = 0;
        for (int u = 0; u < 13; u++) {
            if (u != 5) {
                train[k++] = new int[] {u, u % 7};
                train[k++] = new int[] {u, (u + 2) % 7};
            }
        }
        MultimodalDataset cold = MultimodalDataset.builder("cold", 13, 9)
                .train(Tiny.pairs(13, 9, train))
                .validation(Tiny.pairs(13, 9, new int[] {0, 7}, new int[] {5, 1}, new int[] {2, 6}))
                .test(Tiny.pairs(13, 9, new int[] {5, 7}, new int[] {3, 0}))
                .features(Modality.VISUAL, new Features(9, 3, new float[27]))
                .features(Modality.TEXTUAL, Tiny.features(9, 4, 1))
                .build();
        Graphs all = graphs(cold);
        Map<String, Recommender> models = new LinkedHashMap<>();
        models.put("both modalities, one of zeros", model(all));
        models.put("one of zeros alone", model(graphs(cold.only(Modality.VISUAL))));
        models.put(
                "zero rows into the losses",
                DRepMRec.builder(graphs(cold.only(Modality.VISUAL)))
                        .embeddingSize(4)
                        .set("gate.enabled", "false")
                        .set("gate.init", "xavierUniform")
                        .set("graph.modal.enabled", "false")
                        .set("sss.pred", "cosine")
                        .build());
        models.put(
                "no modal line",
                DRepMRec.builder(all).withoutModalLine().embeddingSize(4).build());
        models.put(
                "no modality",
                DRepMRec.builder(graphs(cold.only()))
                        .set("modal.enabled", "false")
                        .embeddingSize(4)
                        .build());
        models.forEach((what, model) -> {
            for (int batchSize : what.startsWith("one") ? new int[] {7, 5000} : new int[] {1, 5000}) {
                TrainedModel result = trainer(engine, model)
                        .epochs(1)
                        .batchSize(batchSize)
                        .build()
                        .fit();
                assertEquals(StopReason.EPOCHS_DONE, result.stopReason(), what);
                result.epochs().forEach(e -> e.losses()
                        .forEach((term, v) -> assertTrue(Double.isFinite(v), what + ": " + term)));
                if (batchSize == 1) {
                    assertEquals(0, result.epochs().get(0).losses().get("bia"), 1e-6, what);
                }
                for (ParameterValues m : result.parameters().values()) {
                    for (float v : m.values()) {
                        assertTrue(Math.abs(v) < 100, what + ": " + v);
                    }
                }
                assertEquals(7, result.recommend(0, 50).rowCount() + 1, what);
            }
        });
    }
}
