package org.drepmrec.code;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.drepmrec.io.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hash of the code that decides numbers: of a class and of what it refers to, as {@link DecidingClasses} says. Equal
 * fingerprints mean that the same code runs, whoever compiled it from whatever file or notebook; a changed comment changes
 * nothing, a changed constant or helper does.
 *
 * <p>Not seen are classes that are found at run time by their names, state that static fields take on, and objects that come
 * from elsewhere; those need roots of their own. A notebook's variable of a primitive type, its box or {@code String} counts
 * by its value. Where the bytes of a class cannot be read, or a variable may hold anything, the fingerprint is of this
 * process alone, and a warning says so once.
 */
public final class CodeFingerprint {

    private static final Logger LOG = LoggerFactory.getLogger(CodeFingerprint.class);
    private static final String THIS_PROCESS = UUID.randomUUID().toString();
    private static final Set<String> PLAIN = Set.of(
            "Ljava/lang/String;",
            "Ljava/lang/Boolean;",
            "Ljava/lang/Character;",
            "Ljava/lang/Byte;",
            "Ljava/lang/Short;",
            "Ljava/lang/Integer;",
            "Ljava/lang/Long;",
            "Ljava/lang/Float;",
            "Ljava/lang/Double;");

    private static final ClassValue<Code> KNOWN = new ClassValue<>() {
        @Override
        protected Code computeValue(Class<?> type) {
            return read(type);
        }
    };

    private record Code(String hash, Class<?> root, Set<CodeWalk.CellVariable> variables) {}

    private CodeFingerprint() {}

    /**
     * The fingerprint of some classes together, in this order: 64 hexadecimal digits. The first call for a class reads some
     * hundred class files, which takes about a tenth of a second.
     *
     * @param roots where to start; a lambda's class stands for the class that it is written in
     */
    public static String of(Class<?>... roots) {
        Sha256 hash = new Sha256();
        for (Class<?> root : roots) {
            Code code = KNOWN.get(root.isHidden() ? root.getNestHost() : root);
            add(hash, code.hash());
            code.variables().forEach(v -> add(hash, v.name() + "=" + value(code.root(), v)));
        }
        return hash.hex();
    }

    private static Code read(Class<?> root) {
        CodeWalk walk = CodeWalk.from(root);
        Sha256 hash = new Sha256();
        walk.code().forEach((name, bytes) -> {
            add(hash, name + " " + bytes.length);
            hash.update(bytes, bytes.length);
        });
        walk.unreadable().ifPresent(name -> {
            add(hash, THIS_PROCESS);
            LOG.warn(
                    "{}: the class loader of {} does not give its code, so runs are stored for this process only;"
                            + " put it into a jar, or use the toolkit's own kernel",
                    root.getName(),
                    name);
        });
        walk.variables().entrySet().stream()
                .filter(v -> !plain(v.getValue()))
                .map(v -> v.getKey().name())
                .findFirst()
                .ifPresent(name -> {
                    add(hash, THIS_PROCESS);
                    LOG.warn(
                            "{}: it reads the notebook's variable {}, which may hold anything, so runs are stored for this"
                                    + " process only; make it an option of the model",
                            root.getName(),
                            name);
                });
        Set<CodeWalk.CellVariable> plain = walk.variables().entrySet().stream()
                .filter(v -> plain(v.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Code(hash.hex(), root, plain);
    }

    private static boolean plain(String type) {
        return type.length() == 1 || PLAIN.contains(type);
    }

    private static Object value(Class<?> root, CodeWalk.CellVariable variable) {
        try {
            Field field =
                    Class.forName(variable.cell(), true, root.getClassLoader()).getDeclaredField(variable.name());
            field.setAccessible(true); // the classes of cells are not public
            return field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the notebook's variable " + variable.name() + " cannot be read", e);
        }
    }

    /** With its length, so that no two lists of texts are one. */
    private static void add(Sha256 hash, String text) {
        byte[] bytes = (text.length() + ":" + text).getBytes(StandardCharsets.UTF_8);
        hash.update(bytes, bytes.length);
    }
}
