package org.drepmrec.kernel;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a class of a cell refers to in other cells.
 *
 * @param all every class that the class file names
 * @param byObjects the wrappers whose variables or methods are used in lambdas, method references and nested classes
 * @param byMethods the wrappers whose variables or methods are used in methods that the cell declares; the cell's own code is
 *     left out, since it runs once
 */
record References(Set<String> all, Set<String> byObjects, Set<String> byMethods) {

    private static final Pattern NAMED = Pattern.compile("REPL/\\$JShell\\$[\\w$]+");

    /** How the name of a method begins in which JShell puts the code of a cell. */
    private static final String ONCE = "do_it$";

    static References of(byte[] bytecode) {
        Set<String> all = NAMED.matcher(new String(bytecode, StandardCharsets.ISO_8859_1))
                .results()
                .map(found -> found.group().replace('/', '.'))
                .collect(Collectors.toSet());
        References references = new References(all, new HashSet<>(), new HashSet<>());
        new ClassReader(bytecode).accept(references.new Scan(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return references;
    }

    private final class Scan extends ClassVisitor {

        private String self;
        private boolean nested;

        Scan() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            String type = name.replace('/', '.');
            self = name;
            nested = !type.equals(SnippetClasses.wrapperOf(type));
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean once = !nested && name.startsWith(ONCE);
            boolean method = !nested && !name.startsWith("lambda$");
            Set<String> found = once ? new HashSet<>() : method ? byMethods : byObjects;
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitFieldInsn(int opcode, String owner, String field, String type) {
                    note(owner, found);
                }

                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
                    note(owner, found);
                }

                @Override
                public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... arguments) {
                    for (Object each : arguments) {
                        if (each instanceof Handle handle && !handle.getOwner().equals(self)) {
                            note(handle.getOwner(), byObjects);
                        }
                    }
                }
            };
        }

        private static void note(String owner, Set<String> wrappers) {
            String name = owner.replace('/', '.');
            if (name.equals(SnippetClasses.wrapperOf(name))) {
                wrappers.add(name);
            }
        }
    }
}
