package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A step that stays on the device copies the batch's row numbers there before it computes anything, and its losses back, and
 * nothing else. Counted where DJL makes copies and starts operators: a process runs with its classes rewritten to report them.
 */
class CopiesPerStepTest {

    private static final String COPIES = "org/drepmrec/train/Copies";
    private static final String DEVICE = "toDevice";
    private static final String OPERATOR = "operator";

    /** What DJL's methods that start an operator of PyTorch return; some make an empty array. */
    private static final String ARRAY = ")Lai/djl/pytorch/engine/PtNDArray;";

    /** Methods that copy, by class, and the direction. */
    private static final Map<String, Map<String, String>> COPYING = Map.of(
            "ai/djl/pytorch/jni/JniUtils",
            Map.of("createNdFromByteBuffer", DEVICE, "set", DEVICE, "getByteBuffer", "toJava"),
            "ai/djl/mxnet/jna/JnaUtils",
            Map.of("syncCopyFromCPU", DEVICE, "syncCopyToCPU", "toJava", "imperativeInvoke", OPERATOR));

    @TempDir
    private Path folder;

    /** Beside them, BM3 copies its dropout masks, which are drawn in Java. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aStepCopiesItsRowNumbersAndItsLosses(String engine) throws IOException, InterruptedException {
        COPYING.keySet().forEach(this::rewrite);
        List<String> models = List.of(
                "DRepMRec",
                "LightGCN",
                "MGCN",
                "FREEDOM",
                "BPR-MMRec",
                "VBPR + BMA",
                "MMGCN",
                "DualGNN",
                "BM3",
                "LATTICE",
                "LATTICE-MMRec",
                "GRCN",
                "SLMRec",
                "DRAGON",
                "BUIR",
                "MICRO",
                "DeepStyle");
        List<String> expected = models.stream()
                .map(m -> CountedSteps.line(m, m.equals("BM3") ? "4+1(3)" : "1+1", 3))
                .toList();
        assertEquals(expected, counted(engine, models));
    }

    private List<String> counted(String engine, List<String> models) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + File.pathSeparator + System.getProperty("java.class.path"),
                CountedSteps.class.getName(),
                engine));
        command.addAll(models);
        Path errors = folder.resolve("errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> out + read(errors));
        return out.lines().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void rewrite(String name) {
        try (InputStream in = CopiesPerStepTest.class.getResourceAsStream("/" + name + ".class")) {
            ClassReader reader = new ClassReader(in);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            Map<String, String> copying = COPYING.get(name);
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9, writer) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String method, String type, String signature, String[] exceptions) {
                            MethodVisitor code = super.visitMethod(access, method, type, signature, exceptions);
                            if (copying.containsKey(method)) {
                                return reporting(code, copying.get(method));
                            }
                            return type.endsWith(ARRAY) && !method.startsWith("create")
                                    ? reporting(code, OPERATOR)
                                    : code;
                        }
                    },
                    0);
            Path file = folder.resolve(name + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, writer.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MethodVisitor reporting(MethodVisitor code, String direction) {
        return new MethodVisitor(Opcodes.ASM9, code) {
            @Override
            public void visitCode() {
                super.visitCode();
                super.visitMethodInsn(Opcodes.INVOKESTATIC, COPIES, direction, "()V", false);
            }
        };
    }
}
