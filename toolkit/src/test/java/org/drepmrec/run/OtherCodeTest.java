package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.drepmrec.code.Compiled;
import org.drepmrec.code.TwoLayers;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Metrics;
import org.drepmrec.model.Models;
import org.drepmrec.model.Recommender;
import org.drepmrec.train.TrainingCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of another jar, of which there are two versions. */
class OtherCodeTest {

    private static final String NAME = TwoLayers.NAME;

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        Models.find(NAME).ifPresent(Models::unregister);
    }

    private static void install(String model, String layers) throws ReflectiveOperationException {
        Models.register(TwoLayers.compiled(model, layers));
    }

    private record Said(RunRecord run, String progress) {}

    /** A run as a new process would do it: with a runner of its own. */
    private Said run() {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        String progress = System.setProperty("drepmrec.progress", "on");
        try {
            RunRecord run = Shop.runner().quiet(false).store(folder).build().run(Shop.quick(NAME));
            return new Said(run, bytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
            if (progress != null) {
                System.setProperty("drepmrec.progress", progress);
            } else {
                System.clearProperty("drepmrec.progress");
            }
        }
    }

    private List<StoredRun.State> states() {
        return RunStore.at(folder).list().stream()
                .map(StoredRun::state)
                .sorted()
                .toList();
    }

    @Test
    void aRunOfAnotherVersionOfTheModelIsNeverUsed() throws ReflectiveOperationException {
        install(TwoLayers.MODEL, TwoLayers.MEAN);
        RunRecord mean = run().run();
        install(TwoLayers.MODEL, TwoLayers.LAST_LAYER);
        Said last = run();
        assertTrue(
                last.progress()
                        .startsWith("1 runs, 0 of them found in the store; 1 stored run of other code was not used\n"),
                last.progress());
        assertNotEquals(
                mean.epochs().get(0).losses(), last.run().epochs().get(0).losses());
        assertNotEquals(
                mean.provenance().environment().get(TrainingCode.FINGERPRINT),
                last.run().provenance().environment().get(TrainingCode.FINGERPRINT));
    }

    @Test
    void aRunOfTheSameCodeIsFoundWhoeverLoadedIt() throws ReflectiveOperationException {
        install(TwoLayers.MODEL, TwoLayers.MEAN);
        RunRecord first = run().run();
        install("// a comment\n" + TwoLayers.MODEL, TwoLayers.MEAN);
        Said second = run();
        assertTrue(second.progress().startsWith("1 runs, 1 of them found in the store\n"), second.progress());
        assertEquals(first.seconds(), second.run().seconds());
        assertEquals(first.metric(Split.TEST, Metrics.RECALL, 20), second.run().metric(Split.TEST, Metrics.RECALL, 20));
    }

    @Test
    void bothVersionsLieBesideEachOtherAndEachIsFoundByItsOwn() throws ReflectiveOperationException {
        install(TwoLayers.MODEL, TwoLayers.MEAN);
        RunRecord mean = run().run();
        install(TwoLayers.MODEL, TwoLayers.LAST_LAYER);
        run();
        install(TwoLayers.MODEL, TwoLayers.MEAN);
        Said again = run();
        assertEquals(mean.seconds(), again.run().seconds());
        assertEquals(2, RunStore.at(folder).list().size());
    }

    @Test
    void aProbeOfOtherCodeIsMeasuredAnew() throws ReflectiveOperationException {
        Runner runner = Shop.runner().store(folder).build();
        String probe = "public class Constant implements org.drepmrec.run.Probe.Factory {"
                + " public org.drepmrec.run.Probe create(org.drepmrec.model.Recommender m) {"
                + " return (e, n, r) -> java.util.Map.of(\"constant\", 1.0); } }";
        for (double value : new double[] {1, 2, 2}) {
            Class<?> type = Compiled.of("Constant", probe.replace("1.0", Double.toString(value)));
            Probes.register(
                    "test.constant", (Probe.Factory) type.getConstructor().newInstance());
            RunSpec spec = Shop.quick("LightGCN").probes("test.constant");
            assertEquals(value, runner.run(spec).probe("constant")[0]);
        }
        assertEquals(2, RunStore.at(folder).list().size());
    }

    @Test
    void theCodeOfAModelWithAlignmentIsItsHostsToo() {
        Recommender aligned = Setup.of(Shop.DATA, "VBPR + BMA", Map.of()).model();
        assertEquals(
                "org.drepmrec.model.align.Bma org.drepmrec.model.align.Bma$Net"
                        + " org.drepmrec.model.baseline.Vbpr org.drepmrec.model.baseline.Vbpr$Net",
                TrainingCode.of(aligned).get("codeOf"));
    }

    @Test
    void theListMarksWhatIsOfOtherCode() throws ReflectiveOperationException, IOException {
        Shop.runner().store(folder).build().run(Shop.quick("BPR"));
        assertEquals(List.of(StoredRun.State.CURRENT), states());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        install(TwoLayers.MODEL, TwoLayers.MEAN);
        run();
        assertEquals(List.of(StoredRun.State.CURRENT, StoredRun.State.NOT_HERE), states());
        thread.setContextClassLoader(
                Compiled.of("TwoLayers", TwoLayers.MODEL, TwoLayers.MEAN).getClassLoader());
        try {
            assertEquals(List.of(StoredRun.State.CURRENT, StoredRun.State.CURRENT), states());
            thread.setContextClassLoader(Compiled.of("TwoLayers", TwoLayers.MODEL, TwoLayers.LAST_LAYER)
                    .getClassLoader());
            assertEquals(List.of(StoredRun.State.CURRENT, StoredRun.State.STALE), states());
        } finally {
            thread.setContextClassLoader(before);
        }
        StoredRun stale = RunStore.at(folder).list().get(1);
        assertEquals(NAME, stale.model());
        assertEquals("tiny", stale.data());
        assertTrue(stale.recall() >= 0 && stale.recall() <= 1, stale::toString);
        assertTrue(stale.bytes() > Files.size(stale.folder().resolve("run.json")), stale::toString);
    }
}
