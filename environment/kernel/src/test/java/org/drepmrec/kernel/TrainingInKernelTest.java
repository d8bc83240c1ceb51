package org.drepmrec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Training in a kernel, over and over, and stopped. The property {@code toolkit.classpath} names the toolkit's jar and
 * its {@code lib/*}; without it the tests are skipped.
 */
@Tag("slow")
class TrainingInKernelTest {

    private static final String SET_UP =
            """
            import org.drepmrec.data.io.sample.SampleShop;
            import org.drepmrec.graph.Graphs;
            import org.drepmrec.model.drepmrec.DRepMRec;
            import org.drepmrec.train.*;
            var graphs = Graphs.builder(SampleShop.builder().users(1000).items(500).build()).build();
            Trainer.Builder trainer(int epochs) {
                return Trainer.builder(DRepMRec.builder(graphs).build()).device("cpu").epochs(epochs).quiet();
            }
            """;
    private static final String STATUS =
            """
            System.gc();
            Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("VmRSS") || l.startsWith("Threads"))
                .map(l -> l.replaceAll("\\\\D", "")).collect(Collectors.joining(" "))""";

    private TestKernel kernel;
    private TestKernel.Answer first;

    @BeforeEach
    void start() throws Exception {
        String toolkit = System.getProperty("toolkit.classpath", "");
        Assumptions.assumeTrue(!toolkit.isBlank(), "set -Dtoolkit.classpath to the toolkit's jar and lib/*");
        kernel = new TestKernel(Jdks.own(), Map.of("OMP_NUM_THREADS", "1"), toolkit);
        run(SET_UP);
        first = run("var run = trainer(1).build().fit();");
    }

    @AfterEach
    void stop() {
        if (kernel != null) {
            kernel.close();
        }
    }

    private TestKernel.Answer run(String code) {
        TestKernel.Answer answer = kernel.execute(code);
        assertEquals("ok", answer.status(), () -> answer.reply().toString());
        return answer;
    }

    @Test
    void thePageOfTheFirstTrainingShowsNoLog() {
        String shown = first.stream("stdout") + first.stream("stderr");
        assertFalse(shown.contains("INFO") || shown.contains("SLF4J"), shown);
    }

    @Test
    void theKernelsProcessIsTuned() {
        assertEquals(
                "PASSIVE",
                run("com.sun.jna.Function.getFunction(\"c\", \"getenv\")"
                                + ".invokeString(new Object[] {\"OMP_WAIT_POLICY\"}, false)")
                        .result("text/plain"));
    }

    @Test
    void twentyTrainingsInOneKernelKeepNoMemory() throws Exception {
        long[][] after = new long[20][];
        for (int n = 0; n < after.length; n++) {
            run("run = trainer(2).build().fit();");
            after[n] = Arrays.stream(kernel.execute(STATUS)
                            .result("text/plain")
                            .replace("\"", "")
                            .split(" "))
                    .mapToLong(Long::parseLong)
                    .toArray();
        }
        long[] memory =
                Arrays.stream(after).skip(10).mapToLong(a -> a[0]).sorted().toArray();
        double spread = (double) (memory[9] - memory[0]) / memory[0];
        Figures.add(String.format(
                Locale.ROOT,
                "20 trainings in one kernel\t%d to %d kB resident over the last 10\tspread %.1f %%\t%d to %d threads",
                memory[0],
                memory[9],
                100 * spread,
                after[10][1],
                after[19][1]));
        assertTrue(spread <= 0.05, Arrays.deepToString(after));
        assertTrue(after[19][1] <= after[9][1], Arrays.deepToString(after));
    }

    @Test
    void anInterruptStopsATrainingWithinTwoSeconds() throws Exception {
        double slowest = 0;
        for (int n = 0; n < 5; n++) {
            String cell = kernel.begin("System.out.println(\"go\"); run = trainer(100000).build().fit();");
            kernel.awaitOutput(cell, "go");
            Thread.sleep(1500 + 137 * n);
            long begin = System.nanoTime();
            kernel.command("interrupt_request", new JsonObject());
            kernel.await(cell);
            slowest = Math.max(slowest, (System.nanoTime() - begin) / 1e9);
            assertEquals("INTERRUPTED", kernel.execute("run.stopReason()").result("text/plain"));
        }
        Figures.add(String.format(Locale.ROOT, "5 interrupted trainings\tslowest %.2f s", slowest));
        assertTrue(slowest < 2, slowest + " s");
        assertEquals("5", kernel.execute("run.recommend(0, 5).rowCount()").result("text/plain"));
    }
}
