package org.drepmrec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.kernel.TestKernel.Answer;
import org.drepmrec.kernel.TestKernel.Received;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("org.drepmrec.kernel.Jdks#all")
class KernelProtocolTest {

    private static TestKernel kernel;

    @Parameter
    private Path jdk;

    @BeforeParameterizedClassInvocation
    static void start(Path jdk) throws Exception {
        kernel = new TestKernel(jdk, Map.of("IJAVA_STARTUP_SCRIPT", "int fromStartUp = 7;"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        kernel.close();
    }

    @Test
    void lastExpressionIsTheResult() {
        Answer answer = kernel.execute("int six = 6;\nvar seven = 7; // not shown\nsix * seven");
        assertEquals("ok", answer.status());
        assertEquals("42", answer.result("text/plain"));
        assertNull(kernel.execute("int declared = 1;").result("text/plain"));
        assertNull(kernel.execute("").result("text/plain"));
    }

    @Test
    void commonImportsAndStartUpScriptAreThere() {
        assertEquals(
                "[2, 4]",
                kernel.execute("Stream.of(1, 2).map(i -> 2 * i).collect(Collectors.toList())")
                        .result("text/plain"));
        assertEquals("8", kernel.execute("fromStartUp + 1").result("text/plain"));
    }

    @Test
    void declarationsMayBeReplaced() {
        kernel.execute("int f() { return 1; }");
        kernel.execute("record Pair(int a) {}");
        kernel.execute("int f() { return 2; }\nrecord Pair(int a, int b) {}");
        assertEquals("Pair[a=2, b=3]", kernel.execute("new Pair(f(), 3)").result("text/plain"));
    }

    /** The toolkit tells by the code of a notebook's model whether a stored run is still true. */
    @Test
    void aLibraryCanReadTheCodeOfACell() {
        kernel.execute("class Model { int layers = 2; }");
        String file = "Model.class.getName().replace('.', '/') + \".class\"";
        assertEquals(
                "cafebabe",
                kernel.execute("Integer.toHexString(new java.io.DataInputStream("
                                + "Model.class.getClassLoader().getResourceAsStream(" + file + ")).readInt())")
                        .result("text/plain"));
    }

    @Test
    void compileErrorIsMarkedInTheSource() {
        Answer answer = kernel.execute("int wrong = \"text\";");
        assertEquals("error", answer.status());
        Received error = answer.all("error").get(0);
        assertEquals("CompilationException", error.text("ename"));
        String trace = String.join("\n", TestKernel.strings(error.content().getAsJsonArray("traceback")));
        assertTrue(trace.contains("\u001b[41m\"text\"\u001b[0m"), trace);
        assertTrue(trace.contains("incompatible types"), trace);
    }

    @Test
    void exceptionHasItsClassItsMessageAndTheCellsFrames() {
        Answer answer = kernel.execute("int a = 1;\nInteger.parseInt(\"zz\");");
        Received error = answer.all("error").get(0);
        assertEquals("java.lang.NumberFormatException", error.text("ename"));
        assertTrue(error.text("evalue").contains("zz"));
        String trace = String.join("\n", TestKernel.strings(error.content().getAsJsonArray("traceback")));
        int count = answer.reply().get("execution_count").getAsInt();
        assertTrue(trace.contains("(cell [" + count + "], line 2)"), trace);
        assertFalse(trace.contains("jdk.jshell") || trace.contains("org.drepmrec.kernel"), trace);
        assertEquals(
                "java.lang.StackOverflowError",
                name(kernel.execute("int deep(int n) { return deep(n + 1); }\ndeep(0)")));
    }

    @Test
    void unfinishedSourceRunsNothing() {
        Answer answer = kernel.execute("System.out.println(\"ran\");\nfor (int i = 0; i < 3; i++) {");
        assertEquals("IncompleteSourceException", name(answer));
        assertEquals("", answer.stream("stdout"));
    }

    @Test
    void cellsBehindAFailedOneAreRefused() {
        String failing = kernel.begin("throw new IllegalStateException(\"stop here\");");
        String next = kernel.begin("System.out.println(\"must not run\");");
        assertEquals("error", kernel.await(failing).status());
        Answer refused = kernel.await(next);
        assertEquals("aborted", refused.status());
        assertEquals("", refused.stream("stdout"));
    }

    @Test
    void twentyThousandLinesArriveCompleteAndInOrder() {
        Answer answer = kernel.execute("for (int i = 0; i < 20000; i++) System.out.println(\"line \" + i);");
        String expected =
                IntStream.range(0, 20000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        assertEquals(expected, answer.stream("stdout"));
        assertTrue(
                answer.all("stream").size() < 200,
                "messages: " + answer.all("stream").size());
    }

    /** What one stream prints in pieces may arrive in as many messages, if the machine is slow or the cell waits. */
    @Test
    void outputKeepsItsOrderAcrossStreamsAndDisplays() {
        Answer answer = kernel.execute(
                """
                System.out.print("a\\u00e9");
                System.err.print("b");
                display("c");
                System.out.print("\\r1");
                Thread.sleep(200);
                System.out.printf(" %s", "d");
                """);
        List<String> order = new ArrayList<>();
        String before = "";
        for (Received each : answer.published()) {
            if (each.type().equals("stream")) {
                boolean goesOn = each.text("name").equals(before);
                order.add(goesOn ? order.remove(order.size() - 1) + each.text("text") : each.text("text"));
                before = each.text("name");
            } else if (each.type().equals("display_data")) {
                order.add("display");
                before = "";
            }
        }
        assertEquals(List.of("a\u00e9", "b", "display", "\r1 d"), order);
    }

    @Test
    void outputOfManyThreadsIsComplete() {
        Answer answer =
                kernel.execute("IntStream.range(0, 4000).parallel().forEach(i -> System.out.println(\"n\" + i));");
        assertEquals(
                IntStream.range(0, 4000).mapToObj(i -> "n" + i).sorted().toList(),
                answer.stream("stdout").lines().sorted().toList());
    }

    @Test
    void displayGivesAnIdAndCanBeUpdated() {
        Answer answer = kernel.execute(
                "var id = display(\"<b>1</b>\", \"text/html\");\nupdateDisplay(id, \"<b>2</b>\", \"text/html\");\nid");
        JsonObject shown = answer.all("display_data").get(0).content();
        JsonObject updated = answer.all("update_display_data").get(0).content();
        assertEquals("<b>1</b>", shown.getAsJsonObject("data").get("text/html").getAsString());
        assertEquals(
                "<b>2</b>", updated.getAsJsonObject("data").get("text/html").getAsString());
        assertEquals(shown.get("transient"), updated.get("transient"));
        assertEquals(shown.getAsJsonObject("transient").get("display_id").getAsString(), answer.result("text/plain"));
    }

    @Test
    void registeredRendererShowsTheResult() {
        kernel.execute(
                "record Shown(String text) {}\n"
                        + "getKernelInstance().getRenderer().createRegistration(Shown.class)"
                        + ".preferring(io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_HTML)"
                        + ".register((value, context) -> context.getOutputContainer().putHTML(\"<i>\" + value.text() + \"</i>\"));");
        Answer answer = kernel.execute("new Shown(\"x\")");
        assertEquals("<i>x</i>", answer.result("text/html"));
        assertEquals("Shown[text=x]", answer.result("text/plain"));
    }

    @Test
    void inputIsAskedOfThePage() {
        String cell = kernel.begin(
                "var scanner = new Scanner(System.in);\nSystem.out.println(\"hello \" + scanner.nextLine());");
        kernel.answerInput(cell, "J\u00fcrgen");
        assertEquals("hello J\u00fcrgen\n", kernel.await(cell).stream("stdout"));
    }

    @Test
    void completionKnowsVariablesAndMembers() {
        kernel.execute("var completed = \"text\";");
        JsonObject members = kernel.ask("complete_request", at("int before = 1;\ncompleted.subs", 30));
        List<String> matches = TestKernel.strings(members.getAsJsonArray("matches"));
        assertTrue(matches.stream().anyMatch(each -> each.startsWith("substring")), matches.toString());
        assertEquals(26, members.get("cursor_start").getAsInt());
        assertEquals(30, members.get("cursor_end").getAsInt());
    }

    @Test
    void inspectionGivesSignatures() {
        JsonObject content = at("Integer.parseInt(\"1\")", 12);
        content.addProperty("detail_level", 0);
        JsonObject reply = kernel.ask("inspect_request", content);
        assertTrue(reply.get("found").getAsBoolean());
        assertTrue(reply.getAsJsonObject("data").get("text/plain").getAsString().contains("parseInt(String"));
    }

    @Test
    void completenessDecidesWhetherTheCellMayRun() {
        assertEquals("complete", completeness("int x = 1;\nx + 1"));
        assertEquals("incomplete", completeness("for (int i = 0; i < 3; i++) {"));
        assertEquals("invalid", completeness("int = ;"));
    }

    @Test
    void interruptReachesASleepingCell() {
        String cell = kernel.begin("System.out.println(\"go\");\nThread.sleep(60000);");
        kernel.awaitOutput(cell, "go");
        kernel.command("interrupt_request", new JsonObject());
        assertEquals("java.lang.InterruptedException", name(kernel.await(cell)));
    }

    @Test
    void interruptStopsALoopThatNeverLooksAtItsFlag() {
        kernel.execute(
                "int kept = 5;\nlong spin(long n) { while (true) { try { n += n % 7; } catch (Exception e) { n = 0; } } }");
        String cell = kernel.begin("System.out.println(\"go\");\nspin(1);");
        kernel.awaitOutput(cell, "go");
        long start = System.nanoTime();
        kernel.command("interrupt_request", new JsonObject());
        assertEquals(StopChecks.CellInterrupted.class.getName(), name(kernel.await(cell)));
        assertNotNull(kernel.execute("kept").result("text/plain"), "took " + (System.nanoTime() - start) / 1e9 + " s");
        assertEquals(
                "false",
                kernel.execute("Thread.currentThread().isInterrupted()").result("text/plain"));
    }

    @Test
    void cellThatLooksAtItsFlagEndsByItself() {
        String cell = kernel.begin("System.out.println(\"go\");\nint turns = 0;\n"
                + "while (!Thread.currentThread().isInterrupted()) turns++;\n\"best model so far\"");
        kernel.awaitOutput(cell, "go");
        kernel.command("interrupt_request", new JsonObject());
        assertEquals("best model so far", kernel.await(cell).result("text/plain"));
    }

    @Test
    void interruptEndsAWaitForInput() {
        String cell = kernel.begin("System.out.println(\"go\");\nSystem.in.read()");
        kernel.awaitOutput(cell, "go");
        kernel.command("interrupt_request", new JsonObject());
        kernel.await(cell);
        assertEquals("3", kernel.execute("1 + 2").result("text/plain"));
    }

    @Test
    void unknownMagicIsAnError() {
        assertTrue(name(kernel.execute("%nosuch thing")).endsWith("UndefinedMagicException"));
        assertEquals("java.io.FileNotFoundException", name(kernel.execute("%classpath no/such/folder")));
    }

    /** What the build itself needs is in the local repository, so the network does not matter. */
    @Test
    void mavenBringsAnArtifactWithAllThatItNeeds() {
        assumeMaven();
        kernel.execute("import com.google.common.collect.ImmutableList;");
        assertEquals("error", kernel.execute("ImmutableList.of(1)").status());
        Answer answer = kernel.execute("%maven tech.tablesaw:tablesaw-core:" + System.getProperty("tablesaw.version")
                + "\ntech.tablesaw.api.Table.create(\"t\").rowCount()");
        assertEquals("0", answer.result("text/plain"), () -> answer.reply().toString());
        kernel.execute("import com.google.common.collect.ImmutableList;");
        assertEquals(
                "[1, 2]", kernel.execute("ImmutableList.of(1, 2)").result("text/plain"), "guava is needed by tablesaw");
    }

    @Test
    void mavenSaysWhatCannotBeResolved() {
        Answer malformed = kernel.execute("%maven tablesaw-core");
        assertTrue(
                malformed.all("error").get(0).text("evalue").contains("expected group:artifact:version"),
                () -> malformed.reply().toString());
        assumeMaven();
        Answer unknown = kernel.execute("%maven org.drepmrec:no-such-artifact:1");
        assertTrue(unknown.all("error").get(0).text("evalue").contains("no-such-artifact"), () -> unknown.reply()
                .toString());
    }

    @Test
    void loadRunsAFile(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("part.jshell"), "int loaded = 11;");
        assertEquals("22", kernel.execute("%load " + script + "\n2 * loaded").result("text/plain"));
    }

    @Test
    void runsOnTheJdkThatItWasStartedOn() {
        assertEquals(
                Integer.toString(Jdks.feature(jdk)),
                kernel.execute("Runtime.version().feature()").result("text/plain"));
    }

    @Test
    void heartBeats() {
        assertTrue(kernel.beats());
    }

    private static void assumeMaven() {
        Assumptions.assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mvn"))),
                "no mvn on the PATH: %maven cannot be tried");
    }

    private static String name(Answer answer) {
        return answer.all("error").get(0).text("ename");
    }

    private static String completeness(String code) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        return kernel.ask("is_complete_request", content).get("status").getAsString();
    }

    private static JsonObject at(String code, int cursor) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("cursor_pos", cursor);
        return content;
    }
}
