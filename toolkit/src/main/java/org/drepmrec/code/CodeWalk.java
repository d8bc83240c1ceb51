package org.drepmrec.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * The code of some classes and of all {@linkplain DecidingClasses deciding classes} that they refer to, directly or through others.
 *
 * <p>Line numbers, names of local variables, stack frames and the version of the class file are left out, so that comments,
 * layout and, as far as possible, the compiler do not matter. JShell numbers the classes of a notebook's cells; here they are
 * numbered in the order in which the walk meets them.
 */
final class CodeWalk {

    private static final Pattern CELL = Pattern.compile("(REPL/\\$JShell\\$\\d+[A-Z]*)(\\$.*)?");
    private static final int MAJOR_VERSION = 7;

    private final Set<String> roots = new HashSet<>();
    private final Map<String, byte[]> code = new LinkedHashMap<>();
    private final Map<String, String> cells = new LinkedHashMap<>();
    private final Map<CellVariable, String> variables = new LinkedHashMap<>();
    private final Set<String> met = new HashSet<>();
    private final Deque<Place> ahead = new ArrayDeque<>();
    private ClassLoader loader;
    private String unreadable;

    private record Place(String name, ClassLoader loader) {}

    /** A variable of a notebook, which any cell may assign anew. */
    record CellVariable(ClassLoader loader, String cell, String name) {}

    private CodeWalk() {}

    static CodeWalk from(List<Class<?>> roots) {
        CodeWalk walk = new CodeWalk();
        for (Class<?> root : roots) {
            ClassLoader own = root.getClassLoader();
            walk.loader = own == null ? ClassLoader.getPlatformClassLoader() : own;
            String name = root.getName().replace('.', '/');
            walk.roots.add(DecidingClasses.outermost(name));
            walk.meet(name);
        }
        while (!walk.ahead.isEmpty()) {
            walk.visit(walk.ahead.remove());
        }
        return walk;
    }

    /** Class files by name, in the order of the walk. */
    Map<String, byte[]> code() {
        return code;
    }

    /** The notebook's variables that are read, with the descriptors of their types. */
    Map<CellVariable, String> variables() {
        return variables;
    }

    /** A class whose bytes its loader does not give. */
    Optional<String> unreadable() {
        return Optional.ofNullable(unreadable);
    }

    private void meet(String name) {
        boolean decides = roots.contains(DecidingClasses.outermost(name)) || DecidingClasses.contains(name);
        if (met.add(name) && decides) {
            ahead.add(new Place(name, loader));
        }
    }

    private void visit(Place place) {
        loader = place.loader();
        byte[] bytes = read(place.name());
        if (bytes == null) {
            if (isThere(place.name())) {
                unreadable = place.name().replace('/', '.');
            }
            return;
        }
        bytes[MAJOR_VERSION - 1] = 0;
        bytes[MAJOR_VERSION] = Opcodes.V17;
        ClassWriter writer = new ClassWriter(0);
        ClassVisitor visitor = new Visitor(new ClassRemapper(writer, new Names()));
        new ClassReader(bytes).accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        code.put(stable(place.name()), writer.toByteArray());
    }

    private byte[] read(String name) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": its class file cannot be read", e);
        }
    }

    /** What a library refers to and does not bring, such as an optional part, runs nowhere. */
    private boolean isThere(String name) {
        try {
            Class.forName(name.replace('/', '.'), false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private String stable(String name) {
        Matcher cell = CELL.matcher(name);
        if (!cell.matches()) {
            return name;
        }
        String number = cells.computeIfAbsent(cell.group(1), c -> "REPL/cell" + cells.size());
        return cell.group(2) == null ? number : number + cell.group(2);
    }

    /** Meets every class that is named. */
    private final class Names extends Remapper {

        @Override
        public String map(String name) {
            meet(name);
            return stable(name);
        }
    }

    /** Leaves out who is nested where, which runs nothing, and notes the variables of cells. */
    private final class Visitor extends ClassVisitor {

        Visitor(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitNestHost(String host) {}

        @Override
        public void visitNestMember(String member) {}

        @Override
        public void visitInnerClass(String name, String outer, String inner, int access) {}

        @Override
        public void visitOuterClass(String owner, String method, String descriptor) {}

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            // The signature is for the compiler; its generic types are in no instruction.
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, null, exceptions)) {
                @Override
                public void visitFieldInsn(int opcode, String owner, String field, String type) {
                    Matcher cell = CELL.matcher(owner);
                    if (opcode == Opcodes.GETSTATIC && cell.matches() && cell.group(2) == null) {
                        variables.put(new CellVariable(loader, owner.replace('/', '.'), field), type);
                    }
                    super.visitFieldInsn(opcode, owner, field, type);
                }
            };
        }
    }
}
