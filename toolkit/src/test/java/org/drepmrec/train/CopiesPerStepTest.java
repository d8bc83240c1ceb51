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
 * A step that stays on the device copies the batch's row numbers there and its losses back, and nothing else. Counted where
 * DJL makes copies: a process runs with its classes rewritten to report them.
 */
class CopiesPerStepTest {

    private static final String COPIES = "org/drepmrec/train/Copies";
    private static final String DEVICE = "toDevice";

    /** Methods that copy, by class, and the direction. */
    private static final Map<String, Map<String, String>> COPYING = Map.of(
            "ai/djl/pytorch/jni/JniUtils",
            Map.of("createNdFromByteBuffer", DEVICE, "set", DEVICE, "getByteBuffer", "toJava"),
            "ai/djl/mxnet/jna/JnaUtils",
            Map.of("syncCopyFromCPU", DEVICE, "syncCopyToCPU", "toJava"));

    @TempDir
    private Path folder;

    /** Beside them, BM3 copies its dropout masks, which are drawn in Java, VBPR the numbers of some rows of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void aStepCopiesItsRowNumbersAndItsLosses(String engine) throws IOException, InterruptedException {
        COPYING.keySet().forEach(this::rewrite);
        List<String> one = List.of("DRepMRec", "LightGCN", "MGCN", "FREEDOM", "BPR-MMRec");
        List<String> expected = new ArrayList<>();
        one.forEach(m -> expected.add(CountedSteps.line(m, "1+1", 3)));
        expected.add(CountedSteps.line("VBPR + BMA", "2+1", 3));
        expected.add(CountedSteps.line("BM3", "4+1", 3));
        List<String> models = new ArrayList<>(one);
        models.addAll(List.of("VBPR + BMA", "BM3"));
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
                            return copying.containsKey(method) ? reporting(code, copying.get(method)) : code;
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
