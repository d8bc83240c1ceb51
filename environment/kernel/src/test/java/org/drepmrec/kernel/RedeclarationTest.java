package org.drepmrec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reads a variable that a cell declares again gets the value that is meant. */
@ParameterizedClass(name = "{0}")
@MethodSource("org.drepmrec.kernel.Jdks#all")
class RedeclarationTest {

    private static TestKernel kernel;

    @Parameter
    Path jdk;

    @BeforeParameterizedClassInvocation
    static void start(Path jdk) throws Exception {
        kernel = new TestKernel(jdk, Map.of());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        kernel.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    String v = "a";                | String v = "bc";                     | v                    | bc
                    byte[] v = new byte[7];        | byte[] v = new byte[7];              | v.length             | 7
                    byte[] v = new byte[7];        | byte[] v = new byte[8];              | v.length             | 8
                    int v = 1;                     | int v = 2;                           | v                    | 2
                    int v = 1;                     | String v = "text";                   | v                    | text
                    String v = "text";             | double v = 1.5;                      | v                    | 1.5
                    var v = List.of(1);            | var v = List.of(1, 2);               | v                    | [1, 2]
                    var v = List.of(1);            | var v = Map.of(1, 2);                | v                    | {1=2}
                    Map<String, int[]> v = null;   | Map<String, int[]> v = Map.of();     | v                    | {}
                    final int[] v = {1};           | final int[] v = {2, 3};              | v[1]                 | 3
                    final int v = 1;               | final int v = 2;                     | v + 1                | 3
                    Object v = "a", w = "b";       | Object v = "c", w = "d";             | "" + v + w           | cd
                    var v = new Object() { int a = 1; }; | var v = new Object() { int a = 2; }; | v.a            | 2
                    """)
    void theCurrentValueIsThere(String first, String second, String expression, String expected) {
        ok(first);
        ok(second);
        ok("System.gc();");
        assertEquals(expected, result(expression));
        ok(first);
        ok(second);
        assertEquals(expected, result(expression));
    }

    @Test
    void aVariableComesBackAfterACellThatDoesNotCompile() {
        ok("byte[] v = new byte[1];");
        ok("byte[] v = new byte[2];");
        assertEquals("error", kernel.execute("byte[] v = \"text\";").status());
        assertEquals("error", kernel.execute("v").status());
        ok("System.gc();");
        ok("byte[] v = new byte[1];");
        assertEquals("1", result("v.length"));
        ok("byte[] v = new byte[2];");
        ok("int other = 1;");
        assertEquals("2", result("v.length"));
    }

    /** As a lambda does that has run before: it goes on with the variable that it was compiled with. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Supplier<String> reader = () -> word;",
                "var reader = new Supplier<String>() { public String get() { return word; } };",
                "String read() { return word; }\nSupplier<String> reader = () -> read();",
                "class Reader { String read() { return word; } }\nSupplier<String> reader = new Reader()::read;",
                "var readers = new ArrayList<Supplier<String>>();\nreaders.add(() -> word);\n"
                        + "Supplier<String> reader = () -> readers.get(0).get();",
            })
    void whatAnEarlierCellMadeReadsItsOwnVariables(String cell) {
        ok("String word = \"old\";");
        ok(cell);
        for (String word : List.of("new", "newer")) {
            ok("String word = \"%s\";".formatted(word));
            ok("System.gc();");
            ok("System.gc();");
            assertEquals("old", result("reader.get()"));
            assertEquals(word, result("word"));
        }
    }

    @Test
    void methodsAndClassesSeeTheNewVariable() {
        ok("String word = \"old\";");
        ok("String read() { return word; }\nclass Reader { String read() { return word + \"!\"; } }");
        assertEquals("old", result("read()"));
        ok("String word = \"new\";");
        ok("System.gc();");
        assertEquals("new", result("read()"));
        assertEquals("new!", result("new Reader().read()"));
        ok("String word = \"last\";");
        assertEquals("last", result("read()"));
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
