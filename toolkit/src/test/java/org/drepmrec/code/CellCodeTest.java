package org.drepmrec.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.Test;

/** Classes of cells: JShell in this process, as notebooks have it. */
class CellCodeTest {

    private static final String HELPER = "class Helper { static int twice(int x) { return 2 * x; } }";
    private static final String MODEL =
            "class Tower { record Pair(int a, int b) {} int score(int x) { return Helper.twice(x) + 1; } }";

    private static String fingerprint(String... cells) {
        try (JShell shell = shell()) {
            for (String cell : cells) {
                eval(shell, cell);
            }
            return fingerprint(shell);
        }
    }

    private static String fingerprint(JShell shell) {
        return CodeFingerprint.of(tower(shell));
    }

    private static Class<?> tower(JShell shell) {
        eval(shell, "System.getProperties().put(\"Tower\", Tower.class);");
        return (Class<?>) System.getProperties().remove("Tower");
    }

    private static void eval(JShell shell, String cell) {
        for (SnippetEvent e : shell.eval(cell)) {
            assertTrue(
                    e.exception() == null
                            && shell.diagnostics(e.snippet()).findAny().isEmpty(),
                    cell);
        }
    }

    private static JShell shell() {
        return JShell.builder().executionEngine("local").build();
    }

    @Test
    void theSameCellsInAnotherKernelAreTheSameCode() {
        String first = fingerprint(HELPER, MODEL);
        assertEquals(first, fingerprint("int a = 1;", "import java.util.*;", HELPER, "int b = 2;", MODEL));
        assertEquals(first, fingerprint(HELPER, MODEL, HELPER, MODEL), "run twice");
        assertNotEquals(first, fingerprint(HELPER, MODEL.replace("+ 1", "+ 2")));
        assertNotEquals(first, fingerprint(HELPER.replace("2 * x", "3 * x"), MODEL));
    }

    @Test
    void aHelperThatWasChangedAfterTheModelCounts() {
        assertEquals(
                fingerprint(HELPER.replace("2 * x", "3 * x"), MODEL),
                fingerprint(HELPER, MODEL, HELPER.replace("2 * x", "3 * x")));
    }

    @Test
    void aMethodOfACellCounts() {
        String model = "class Tower { int score(int x) { return twice(x); } }";
        String method = "int twice(int x) { return 2 * x; }";
        assertEquals(fingerprint(method, model), fingerprint("int z = 0;", method, model));
        assertNotEquals(fingerprint(method, model), fingerprint(method.replace("2 *", "3 *"), model));
    }

    @Test
    void aVariableOfACellCountsByItsValueNow() {
        String model = "class Tower { int layers() { return layers; } }";
        try (JShell shell = shell()) {
            eval(shell, "int layers = 2;");
            eval(shell, model);
            String two = fingerprint(shell);
            eval(shell, "layers = 3;");
            String three = fingerprint(shell);
            eval(shell, "layers = 2;");
            assertNotEquals(two, three);
            assertEquals(two, fingerprint(shell));
            assertEquals(two, fingerprint("int layers = 2;", model));
        }
    }

    @Test
    void aVariableThatMayHoldAnythingIsSeen() {
        try (JShell shell = shell()) {
            eval(shell, "int[] layers = {2};");
            eval(shell, "class Tower { int layers() { return layers[0]; } }");
            assertEquals(
                    List.of("[I"),
                    List.copyOf(CodeWalk.from(List.of(tower(shell))).variables().values()));
        }
    }
}
