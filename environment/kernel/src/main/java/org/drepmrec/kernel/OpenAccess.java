package org.drepmrec.kernel;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Lets the cells of a notebook see each other's classes and members, all but the private ones.
 *
 * <p>The compiler takes them for one package; for the virtual machine the package ends at the class loader.
 */
final class OpenAccess {

    private OpenAccess() {}

    /** The class with what was protected, or open to the package, public; without the list of its permitted subclasses. */
    static byte[] weave(byte[] bytecode) {
        ClassReader reader = new ClassReader(bytecode);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public void visit(
                            int version,
                            int access,
                            String name,
                            String signature,
                            String parent,
                            String[] interfaces) {
                        super.visit(version, open(access), name, signature, parent, interfaces);
                    }

                    @Override
                    public FieldVisitor visitField(
                            int access, String name, String descriptor, String signature, Object value) {
                        return super.visitField(open(access), name, descriptor, signature, value);
                    }

                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return super.visitMethod(open(access), name, descriptor, signature, exceptions);
                    }

                    @Override
                    public void visitPermittedSubclass(String subclass) {
                        // the compiler has checked it; the virtual machine permits only one module, which a loader has
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static int open(int access) {
        return (access & Opcodes.ACC_PRIVATE) != 0 ? access : (access & ~Opcodes.ACC_PROTECTED) | Opcodes.ACC_PUBLIC;
    }
}
