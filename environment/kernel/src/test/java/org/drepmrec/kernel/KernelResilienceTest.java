package org.drepmrec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.drepmrec.kernel.TestKernel.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cell, a reader or a stranger on the ports may do without harm to later cells; each with a kernel of its own. */
@ParameterizedClass(name = "{0}")
@MethodSource("org.drepmrec.kernel.Jdks#all")
class KernelResilienceTest {

    @Parameter
    private Path jdk;

    private TestKernel kernel;

    @BeforeEach
    void start() throws Exception {
        kernel = new TestKernel(jdk, Map.of());
    }

    @AfterEach
    void stop() {
        kernel.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String big = \"\"\"\n%s\"\"\";",
                "String big() { return \"\"\"\n%s\"\"\"; }",
                "class Big { String text = \"\"\"\n%s\"\"\"; }",
                "System.out.println(\"\"\"\n%s\"\"\");",
                "\"\"\"\n%s\"\"\".length()",
            })
    void textThatIsTooLongForAClassIsAnErrorAndHarmsNoLaterDeclaration(String cell) {
        Answer answer = kernel.execute(cell.formatted("abcdefg\n".repeat(9000)));
        assertEquals("error", answer.status());
        assertEquals("CompilationException", name(answer));
        assertTrue(message(answer).contains("too long"), () -> message(answer));
        assertEquals(
                "3",
                kernel.execute("int one = 1;\nint two() { return 2; }\none + two()")
                        .result("text/plain"));
        assertEquals(
                "5", kernel.execute("String big = \"small\";\nbig.length()").result("text/plain"));
    }

    @Test
    void textThatIsTooLongIsFoundWhenWhatItsMethodNeedsIsDeclared() {
        assertEquals(
                "ok",
                kernel.execute("String big() { return later() + \"\"\"\n" + "abcdefg\n".repeat(9000) + "\"\"\"; }")
                        .status());
        assertEquals("error", kernel.execute("String later() { return \"\"; }").status());
        assertEquals("1", kernel.execute("int one = 1;\none").result("text/plain"));
    }

    @Test
    void declarationsThatWaitForOthersAreStillKept() {
        kernel.execute("int sum() { return left() + 1; }");
        kernel.execute("int left() { return 2; }");
        assertEquals("3", kernel.execute("sum()").result("text/plain"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
                System.out.println("go");
                fib(90)""",
                """
                IntToLongFunction[] f = {null};
                f[0] = n -> n < 2 ? n : f[0].applyAsLong(n - 1) + f[0].applyAsLong(n - 2);
                System.out.println("go");
                f[0].applyAsLong(90)""",
                """
                System.out.println("go");
                Stream.iterate(1, i -> i + 1).forEach(i -> {});""",
                """
                System.out.println("go");
                while (true) { try { Thread.sleep(9999); } catch (InterruptedException e) {} }""",
            })
    void interruptStopsRecursionsAndStreams(String cell) {
        String id = kernel.begin(cell);
        kernel.awaitOutput(id, "go");
        kernel.command("interrupt_request", new JsonObject());
        assertEquals(StopChecks.CellInterrupted.class.getName(), name(kernel.await(id)));
        assertEquals("2", kernel.execute("1 + 1").result("text/plain"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                var lock = new java.util.concurrent.locks.ReentrantLock();
                var holder = new Thread(() -> { lock.lock(); });
                holder.start();
                holder.join();
                System.out.println("go");
                lock.lock(); // java.util.concurrent.locks.ReentrantLock.lock""",
                """
                System.out.println("go");
                new ServerSocket(0).accept(); // java.net.ServerSocket.accept""",
                """
                System.out.println("go");
                BigInteger.valueOf(3).pow(400_000_000); // java.math.BigInteger.pow""",
            })
    void pageIsToldWhatCannotBeStoppedAndARestartEndsIt(String cell) throws Exception {
        String id = kernel.begin(cell);
        kernel.awaitOutput(id, "go");
        kernel.command("interrupt_request", new JsonObject());
        kernel.awaitOutput(
                id, "the cell is in " + cell.substring(cell.indexOf("// ") + 3) + ", which cannot be stopped");
        kernel.restart();
        assertEquals("2", kernel.execute("1 + 1").result("text/plain"));
    }

    @Test
    void interruptBeforeTheFirstCellRunsIsKeptForIt() throws Exception {
        kernel.close();
        kernel = new TestKernel(jdk, Map.of("IJAVA_STARTUP_SCRIPT", "Thread.sleep(2000);"));
        String id = kernel.begin("Thread.sleep(30000);");
        kernel.awaitBusy(id);
        kernel.command("interrupt_request", new JsonObject());
        assertEquals(StopChecks.CellInterrupted.class.getName(), name(kernel.await(id)));
        assertEquals("2", kernel.execute("1 + 1").result("text/plain"));
    }

    @Test
    void interruptOfAnIdleKernelHarmsNoCell() {
        kernel.execute("1");
        kernel.command("interrupt_request", new JsonObject());
        assertEquals("2", kernel.execute("1 + 1").result("text/plain"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                System.out.close();
                System.err.close();
                System.in.close();""",
                """
                System.setOut(null);
                System.setErr(null);
                System.setIn(null);""",
                """
                System.setOut(new PrintStream(OutputStream.nullOutputStream()));
                System.setErr(new PrintStream(OutputStream.nullOutputStream()));""",
            })
    void streamsThatACellClosesOrReplacesAreBackForTheNext(String cell) {
        kernel.execute(cell);
        Answer answer = kernel.execute("System.out.print(\"a\");\nSystem.err.print(\"b\");");
        assertEquals("a", answer.stream("stdout"));
        assertEquals("b", answer.stream("stderr"));
        String question = kernel.begin("(char) System.in.read()");
        kernel.answerInput(question, "c");
        assertEquals("c", kernel.await(question).result("text/plain"));
    }

    @Test
    void messageWithoutDelimiterOrWithTooFewPartsIsLeftOut() {
        kernel.execute("int runs = 0;");
        kernel.attackShell("hello");
        kernel.attackShell("");
        kernel.attackShell("<IDS|MSG>");
        kernel.attackShell("<IDS|MSG>", "", "{}", "{}");
        kernel.attackShell("<IDS|MSG>", "0".repeat(64), "{}", "{}", "{}", "{}");
        assertEquals("0", kernel.execute("runs").result("text/plain"));
    }

    @Test
    void replayedMessageDoesNotRunAgain() {
        kernel.execute("int runs = 0;");
        kernel.execute("runs++;");
        kernel.replay();
        assertEquals("1", kernel.execute("runs").result("text/plain"));
    }

    @Test
    void cursorIsCountedInCodePoints() {
        String code = "String face = \"\uD83D\uDE00\uD83D\uDE00\";\n\"a\".isEmp";
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("cursor_pos", code.codePointCount(0, code.length()));
        JsonObject reply = kernel.ask("complete_request", content);
        assertTrue(TestKernel.strings(reply.getAsJsonArray("matches")).contains("isEmpty()"), reply::toString);
        assertEquals(
                code.length() - 2 - "isEmp".length(), reply.get("cursor_start").getAsInt());
        assertEquals(code.length() - 2, reply.get("cursor_end").getAsInt());
    }

    @Test
    void circleOfCausesIsShownOnce() {
        Answer answer = kernel.execute(
                """
                Exception a = new Exception("first");
                Exception b = new IllegalStateException("second", a);
                a.initCause(b);
                throw a;""");
        assertEquals("java.lang.Exception", name(answer));
        String trace = String.join(
                "\n", TestKernel.strings(answer.all("error").get(0).content().getAsJsonArray("traceback")));
        assertEquals(2, trace.split("Caused by|second", -1).length - 1, trace);
        assertEquals(2, trace.split("first", -1).length, trace);
    }

    private static String name(Answer answer) {
        return answer.all("error").get(0).text("ename");
    }

    private static String message(Answer answer) {
        return answer.all("error").get(0).text("evalue");
    }
}
