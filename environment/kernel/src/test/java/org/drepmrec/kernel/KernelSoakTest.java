package org.drepmrec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A day at a kernel: a thousand cells that declare again, show, print, fail and are interrupted. With the property {@code
 * toolkit.classpath}, as for {@link TrainingInKernelTest}, they show charts of the toolkit, too.
 */
@Tag("slow")
class KernelSoakTest {

    private static final int CELLS = Integer.getInteger("soak.cells", 1000);
    private static final int INTERRUPTED_EVERY = 40;
    private static final int MEASURED = 20;
    private static final double GROWTH = 1.5;

    private static final String[] CELLS_IN_TURN = {
        "int x = %d;\nx + 1",
        "int twice(int a) { return 2 * a + %d; }\ntwice(x)",
        "record Point(int x, int y) {}\nnew Point(x, %d)",
        "class Counter { int n = %d; int next() { return ++n; } }\nnew Counter().next()",
        "System.out.println(\"line \".repeat(2000) + %d);",
        "import java.util.stream.*;\nIntStream.range(0, 1000).mapToObj(i -> i + %d).collect(Collectors.toList()).size()",
        "int[] block = new int[1 << 20]; block[0] = %d;",
        "var t = new Thread(() -> { int y = %d; });\nt.start();\nt.join();",
        "throw new IllegalStateException(\"number %d\");",
        "int wrong = \"text %d\";",
        "undeclared(%d)",
        "int deep(int n) { return deep(n + 1) + 1; }\ndeep(%d)",
    };

    private static final String CHART =
            """
            var numbers = tech.tablesaw.api.Table.create("numbers",
                tech.tablesaw.api.DoubleColumn.create("a", IntStream.range(0, 500).mapToDouble(i -> i + %d).toArray()));
            org.drepmrec.analysis.Plots.histogram(numbers, "a", 40)""";

    private static final String STATUS =
            """
            System.gc();
            Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("VmRSS") || l.startsWith("Threads"))
                .map(l -> l.replaceAll("\\\\D", "")).collect(Collectors.joining(" "))
                + " " + (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1024""";

    private static void interrupt(TestKernel kernel) {
        String cell = kernel.begin("System.out.println(\"go\");\nwhile (true) {}");
        kernel.awaitOutput(cell, "go");
        kernel.command("interrupt_request", new JsonObject());
        assertEquals("error", kernel.await(cell).status());
    }

    @Test
    void aThousandCellsAreAnsweredAndKeepNeitherThreadsNorMemory() throws Exception {
        String toolkit = System.getProperty("toolkit.classpath", "");
        List<String> cells = new ArrayList<>(Arrays.asList(CELLS_IN_TURN));
        if (!toolkit.isBlank()) {
            cells.add(CHART);
        }
        List<long[]> after = new ArrayList<>();
        int errors = 0;
        int interrupts = 0;
        long begin = System.nanoTime();
        try (TestKernel kernel = new TestKernel(Jdks.own(), Map.of("OMP_NUM_THREADS", "1"), toolkit)) {
            for (int n = 0; n < CELLS; n++) {
                if (n % INTERRUPTED_EVERY == INTERRUPTED_EVERY - 1) {
                    interrupt(kernel);
                    interrupts++;
                } else {
                    String code = cells.get(n % cells.size()).formatted(n);
                    boolean fails = n % cells.size() >= 8 && n % cells.size() < CELLS_IN_TURN.length;
                    TestKernel.Answer answer = kernel.execute(code);
                    assertEquals(fails ? "error" : "ok", answer.status(), () -> code + answer.reply());
                    errors += fails ? 1 : 0;
                }
                kernel.forget();
                if (n % (CELLS / MEASURED) == CELLS / MEASURED - 1) {
                    after.add(Arrays.stream(kernel.execute(STATUS)
                                    .result("text/plain")
                                    .replace("\"", "")
                                    .split(" "))
                            .mapToLong(Long::parseLong)
                            .toArray());
                }
            }
            assertEquals("2", kernel.execute("1 + 1").result("text/plain"));
        }
        long[] early = after.get(MEASURED / 10 - 1);
        long[] middle = after.get(MEASURED / 2 - 1);
        long[] last = after.get(MEASURED - 1);
        Figures.add(String.format(
                Locale.ROOT,
                "%d cells in one kernel, %d errors, %d interrupts\t%.0f s\tresident %d, %d, %d kB\tthreads %d, %d, %d"
                        + "\theap %d, %d, %d kB (after a tenth of them, after half, and at the end)",
                CELLS,
                errors,
                interrupts,
                (System.nanoTime() - begin) / 1e9,
                early[0],
                middle[0],
                last[0],
                early[1],
                middle[1],
                last[1],
                early[2],
                middle[2],
                last[2]));
        long threads = after.stream()
                .limit(MEASURED / 2)
                .mapToLong(each -> each[1])
                .max()
                .orElseThrow();
        assertTrue(last[1] <= threads, () -> "threads: " + Arrays.deepToString(after.toArray()));
        assertTrue(last[2] <= GROWTH * early[2], () -> "heap: " + Arrays.deepToString(after.toArray()));
    }
}
