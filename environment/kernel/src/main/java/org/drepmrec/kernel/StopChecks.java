package org.drepmrec.kernel;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The way out of a cell's endless loop or recursion: a call of {@link #check()} before each backward jump and at the entry
 * of each method and lambda of a cell's classes.
 *
 * <p>Takes the place of {@code Thread.stop}, which newer JDKs refuse and which would break whatever library code the thread
 * is in. Code outside cells is not touched; it sees the thread's interrupt flag.
 */
public final class StopChecks {

    private static volatile boolean stop;

    private StopChecks() {}

    /** What a stopped loop throws; an error, so that {@code catch (Exception e)} in the loop does not hold it. */
    public static final class CellInterrupted extends Error {
        private static final long serialVersionUID = 1;

        CellInterrupted() {
            super("the cell was interrupted");
        }
    }

    /** Called by the loops and methods of cells. */
    public static void check() {
        if (stop) {
            throw new CellInterrupted();
        }
    }

    static void set(boolean value) {
        stop = value;
    }

    /** The class with its checks. */
    static byte[] weave(byte[] bytecode) {
        ClassReader reader = new ClassReader(bytecode);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return new CheckVisitor(
                                super.visitMethod(access, name, descriptor, signature, exceptions), name);
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** The call takes nothing from the stack and leaves nothing there, so frames and stack sizes stay as they are. */
    private static final class CheckVisitor extends MethodVisitor {

        private final Set<Label> passed = new HashSet<>();
        private final boolean initializer;

        CheckVisitor(MethodVisitor next, String name) {
            super(Opcodes.ASM9, next);
            this.initializer = "<clinit>".equals(name);
        }

        /** A class whose initializer fails stays unusable, so it is stopped only where it would never end. */
        @Override
        public void visitCode() {
            super.visitCode();
            if (!initializer) {
                check();
            }
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label target) {
            if (passed.contains(target)) {
                check();
            }
            super.visitJumpInsn(opcode, target);
        }

        private void check() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(StopChecks.class), "check", "()V", false);
        }
    }
}
