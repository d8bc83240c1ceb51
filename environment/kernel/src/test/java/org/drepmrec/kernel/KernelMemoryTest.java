package org.drepmrec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.drepmrec.kernel.TestKernel.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a kernel with little memory frees when cells run again. */
@ParameterizedClass(name = "{0}")
@MethodSource("org.drepmrec.kernel.Jdks#all")
class KernelMemoryTest {

    private static final int REPEATED = 14;
    private static final int RESULTS = 80;
    private static final int KEPT_RESULTS = 20;

    private static TestKernel kernel;

    @Parameter
    Path jdk;

    @BeforeParameterizedClassInvocation
    static void start(Path jdk) throws Exception {
        kernel = new TestKernel(jdk, Map.of("_JAVA_OPTIONS", "-Xmx256m"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        kernel.close();
    }

    /** Each value takes 20 MB; the number makes each cell another one, whose code has no place in the class of the last. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "byte[] data = new byte[20_000_000 + %d];\nint length() { return data.length; }\nlength() + data.length",
                "var list = List.of(new byte[20_000_000 + %d]);\nint first() { return list.get(0).length; }\nfirst()",
                "var big = new byte[20_000_000 + %d];\nStream.of(1, 2).map(i -> big[i] + 1).forEach(i -> {});",
                "class Big { static byte[] data = new byte[20_000_000 + %d]; }\nSystem.out.print(Big.data.length);",
                "var big = new Object() { byte[] data = new byte[20_000_000 + %d]; };\nbig.data.length",
                "byte[] big = new byte[20_000_000 + %d];\nint broken = big;",
            })
    void valuesOfVariablesThatAreDeclaredAgainAreFreed(String cell) {
        for (int n = 0; n < REPEATED; n++) {
            Answer answer = kernel.execute(cell.formatted(n));
            assertFalse(answer.reply().toString().contains("OutOfMemoryError"), answer.reply()::toString);
            assertEquals(cell.contains("broken") ? "error" : "ok", answer.status(), answer.reply()::toString);
        }
    }

    /** A model made from the last result and a result made from the last model, so that each refers to the one before. */
    @Test
    void valuesOfVariablesThatAreMadeFromEachOtherAreFreed() {
        ok("byte[] model = new byte[0];");
        for (int n = 0; n < REPEATED; n++) {
            ok("byte[] result = java.util.Arrays.copyOf(model, 10_000_000 + %d);".formatted(n));
            ok("byte[] model = java.util.Arrays.copyOf(result, 10_000_000 + %d);".formatted(n));
        }
    }

    @Test
    void resultsOfExpressionsAreFreedExceptTheNewest() {
        for (int n = 0; n < RESULTS; n++) {
            ok("new byte[3_000_000 + %d]".formatted(n));
        }
        List<Integer> names = names();
        assertEquals(KEPT_RESULTS, names.size(), names::toString);
        assertEquals(Integer.toString(3_000_000 + RESULTS - KEPT_RESULTS), result("$" + names.get(0) + ".length"));
        Answer old = kernel.execute("$" + (names.get(0) - 1) + ".length");
        assertTrue(old.all("error").get(0).text("evalue").contains("cannot find symbol"), old.reply()::toString);
    }

    @Test
    void aResultThatAMethodNamesIsKept() {
        ok("\"named\"");
        List<Integer> names = names();
        ok("String named() { return $" + names.get(names.size() - 1) + "; }");
        for (int n = 0; n < 2 * KEPT_RESULTS; n++) {
            ok("1 + " + n);
        }
        assertEquals("named", result("named()"));
    }

    /** The numbers of the results that a cell can name. */
    private static List<Integer> names() {
        JsonObject content = new JsonObject();
        content.addProperty("code", "$");
        content.addProperty("cursor_pos", 1);
        return TestKernel.strings(kernel.ask("complete_request", content).getAsJsonArray("matches")).stream()
                .filter(each -> each.matches("\\$\\d+"))
                .map(each -> Integer.parseInt(each.substring(1)))
                .distinct()
                .sorted()
                .toList();
    }

    private static void ok(String cell) {
        Answer answer = kernel.execute(cell);
        assertEquals("ok", answer.status(), () -> cell + answer.reply());
    }

    private static String result(String expression) {
        Answer answer = kernel.execute(expression);
        assertEquals("ok", answer.status(), () -> expression + answer.reply());
        return answer.result("text/plain");
    }
}
