package org.drepmrec.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.drepmrec.model.align.Bma;
import org.drepmrec.model.baseline.LightGcn;
import org.drepmrec.model.baseline.Mgcn;
import org.drepmrec.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class CodeFingerprintTest {

    private static final String MODEL =
            """
            class Tower {
                static double score(double x) {
                    double half = x / 2;
                    return Helper.twice(half) + 1;
                }
            }
            """;
    private static final String HELPER = "class Helper { static double twice(double x) { return 2 * x; } }";
    private static final String TRAINED = "class Tower { Object t = org.drepmrec.train.Trainer.builder(null); }";

    private static String of(String... sources) throws ClassNotFoundException {
        return CodeFingerprint.of(Compiled.of("Tower", sources));
    }

    @Test
    void theSameCodeOfAnotherLoaderIsTheSame() throws ClassNotFoundException {
        assertEquals(of(MODEL, HELPER), of(MODEL, HELPER));
        assertTrue(of(MODEL, HELPER).matches("[0-9a-f]{64}"));
    }

    @Test
    void commentsLayoutAndNamesOfLocalVariablesDoNotMatter() throws ClassNotFoundException {
        String other = "/** Says more. */\n" + MODEL.replace("half", "h").replace("return", "// the sum\n\nreturn");
        assertEquals(of(MODEL, HELPER), of(other, HELPER));
    }

    @Test
    void anotherInstructionOrConstantDoes() throws ClassNotFoundException {
        assertNotEquals(of(MODEL, HELPER), of(MODEL.replace("+ 1", "+ 2"), HELPER));
        assertNotEquals(of(MODEL, HELPER), of(MODEL.replace("x / 2", "x * 2"), HELPER));
    }

    @Test
    void aHelperAndWhatTheHelperUsesMatter() throws ClassNotFoundException {
        assertNotEquals(of(MODEL, HELPER), of(MODEL, HELPER.replace("2 * x", "x + x")));
        String through = HELPER.replace("2 * x", "Deep.two() * x");
        String deep = "class Deep { static int two() { return 2; } }";
        assertNotEquals(of(MODEL, through, deep), of(MODEL, through, deep.replace("2;", "3;")));
    }

    @Test
    void aClassThatItDoesNotReferToDoesNotMatter() throws ClassNotFoundException {
        assertEquals(of(MODEL, HELPER), of(MODEL, HELPER, "class Other { int x = 1; }"));
    }

    @Test
    void aReferenceToNothingIsNoFault() throws ClassNotFoundException {
        String absent = "class Gone { }";
        Class<?> broken = Compiled.without("Tower", "Gone", "class Tower { Object g = new Gone(); }", absent);
        assertEquals(CodeFingerprint.of(broken), CodeFingerprint.of(broken));
        assertEquals(Set.of("Tower"), CodeWalk.from(List.of(broken)).code().keySet());
        assertTrue(CodeWalk.from(List.of(broken)).unreadable().isEmpty());
    }

    @Test
    void codeThatCannotBeReadIsOfThisProcessAndSaysSoOnce() throws ClassNotFoundException {
        Class<?> closed = Compiled.withoutCode("Tower", MODEL, HELPER);
        String[] prints = new String[2];
        String said = errorsDuring(() -> prints[0] = CodeFingerprint.of(closed));
        assertTrue(said.contains("does not give the code of Tower, so runs are stored for this process only"), said);
        assertEquals("", errorsDuring(() -> prints[1] = CodeFingerprint.of(closed)));
        assertEquals(prints[0], prints[1]);
        assertEquals("Tower", CodeWalk.from(List.of(closed)).unreadable().orElseThrow());
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
    void aLambdaStandsForTheClassThatItIsWrittenIn() {
        IntSupplier here = () -> 1;
        assertEquals(CodeFingerprint.of(CodeFingerprintTest.class), CodeFingerprint.of(here.getClass()));
    }

    @Test
    void evenWhereThatClassIsNested() {
        assertEquals(Nested.class, CodeFingerprint.writtenIn(Nested.lambda().getClass()));
    }

    private static final class Nested {
        static IntSupplier lambda() {
            return () -> 2;
        }
    }

    private static Set<String> walked(List<Class<?>> roots) {
        List<Class<?>> classes =
                roots.stream().<Class<?>>map(CodeFingerprint::writtenIn).toList();
        return CodeWalk.from(classes).code().keySet().stream()
                .map(n -> n.replace("org/drepmrec/", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void aModelsCodeIsItsOwnAndTheToolkitsBelowIt() {
        Set<String> names = walked(LightGcn.TYPE.code());
        assertTrue(names.containsAll(Set.of(
                "model/baseline/LightGcn",
                "model/baseline/LightGcn$Net",
                "model/Propagation",
                "model/Losses",
                "engine/SparseOperator",
                "engine/MxNetKernels",
                "engine/PyTorchKernels",
                "sparse/Csr",
                "graph/Graphs",
                "data/MultimodalDataset",
                "option/Options")));
        assertFalse(
                names.stream().anyMatch(n -> n.contains("Mgcn") || n.startsWith("model/drepmrec/")), names::toString);
        assertFalse(walked(Mgcn.TYPE.code()).contains("model/baseline/LightGcn"));
        assertTrue(walked(new Bma().into(Mgcn.TYPE).code())
                .containsAll(Set.of("model/align/Alignment", "model/baseline/Mgcn$Net")));
    }

    @Test
    void theCodeOfATrainingIsWithoutFilesAndDisplay() {
        Set<String> names = walked(List.of(Trainer.class));
        assertTrue(names.containsAll(Set.of(
                "train/Trainer",
                "train/TrainingRun",
                "train/NegativeSampler",
                "train/EarlyStopping",
                "eval/Evaluator",
                "eval/Metric",
                "engine/Adam",
                "graph/Graphs")));
        Set<String> packages =
                names.stream().map(n -> n.substring(0, n.lastIndexOf('/'))).collect(Collectors.toSet());
        assertTrue(
                Set.of(
                                "train",
                                "eval",
                                "engine",
                                "graph",
                                "graph/similarity",
                                "model",
                                "model/align",
                                "sparse",
                                "data",
                                "option")
                        .containsAll(packages),
                packages::toString);
        assertFalse(names.stream().anyMatch(n -> DecidingClasses.NOT_CLASSES.contains(DecidingClasses.outermost(n))));
    }

    @Test
    void whatTheRuleNamesIsThere() {
        for (String name : DecidingClasses.NOT_CLASSES) {
            assertTrue(
                    Trainer.class.getResource("/org/drepmrec/" + name + ".class") != null,
                    name + " was moved or renamed; change the rule");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine/Adam", "sparse/Csr", "eval/Evaluator", "train/NegativeSampler", "graph/Graphs"})
    void aChangeBelowMakesEveryModelAnother(String name) throws Exception {
        assertNotEquals(of(TRAINED), ofChanged(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train/ConsoleProgress",
                "train/RunManifest",
                "train/RunProvenance",
                "io/AtomicFile",
                "model/baseline/Mgcn"
            })
    void aChangeElsewhereDoesNot(String name) throws Exception {
        assertEquals(of(TRAINED), ofChanged(name));
    }

    /** The fingerprint where one class of the toolkit has a method more. */
    private static String ofChanged(String name) throws IOException, ClassNotFoundException {
        String file = "org/drepmrec/" + name + ".class";
        ClassWriter writer = new ClassWriter(0);
        try (InputStream in = Trainer.class.getResourceAsStream("/" + file)) {
            new ClassReader(in).accept(writer, 0);
        }
        writer.visitField(Opcodes.ACC_PRIVATE, "oneMore", "I", null, null);
        return CodeFingerprint.of(Compiled.beside("Tower", TRAINED, file, writer.toByteArray()));
    }
}
