package org.drepmrec.code;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.drepmrec.io.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hash of the code that decides numbers: of classes and of what they refer to, as {@link DecidingClasses} says. Equal
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

    /** By the first root, so that they go with its class loader. */
    private static final ClassValue<Map<List<Class<?>>, Code>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<List<Class<?>>, Code> computeValue(Class<?> first) {
            return new ConcurrentHashMap<>();
        }
    };

    private record Code(String hash, List<CodeWalk.CellVariable> plainVariables) {}

    private CodeFingerprint() {}

    /**
     * The fingerprint of some classes together, in this order: 64 hexadecimal digits. The first call for them reads some hundred
     * class files, which takes about a quarter of a second in a new process and a tenth of that later.
     *
     * @param roots where to start, at least one; a lambda's class stands for the class that it is {@link #writtenIn}
     */
    public static String of(Class<?>... roots) {
        List<Class<?>> classes = Arrays.<Class<?>>stream(roots)
                .<Class<?>>map(CodeFingerprint::writtenIn)
                .toList();
        Code code = KNOWN.get(classes.get(0)).computeIfAbsent(classes, CodeFingerprint::read);
        if (code.plainVariables().isEmpty()) {
            return code.hash();
        }
        Sha256 hash = new Sha256();
        add(hash, code.hash());
        code.plainVariables().forEach(v -> add(hash, v.name() + "=" + value(v)));
        return hash.hex();
    }

    /** The class whose file holds a lambda; any other class is its own. */
    public static Class<?> writtenIn(Class<?> type) {
        int lambda = type.getName().indexOf("$$Lambda");
        if (!type.isHidden() || lambda < 0) {
            return type;
        }
        try {
            return Class.forName(type.getName().substring(0, lambda), false, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            return type.getNestHost();
        }
    }

    private static Code read(List<Class<?>> roots) {
        CodeWalk walk = CodeWalk.from(roots);
        Sha256 hash = new Sha256();
        walk.code().forEach((name, bytes) -> {
            add(hash, name + " " + bytes.length);
            hash.update(bytes, bytes.length);
        });
        List<CodeWalk.CellVariable> plain = new ArrayList<>();
        walk.variables().forEach((variable, type) -> {
            if (plain(type)) {
                plain.add(variable);
            } else {
                ofThisProcess(
                        hash,
                        "it reads the notebook's variable " + variable.name() + ", which may hold anything",
                        "make it an option of the model",
                        roots);
            }
        });
        walk.unreadable()
                .ifPresent(name -> ofThisProcess(
                        hash,
                        "its class loader does not give the code of " + name,
                        "put it into a jar, or use the toolkit's own kernel",
                        roots));
        return new Code(hash.hex(), List.copyOf(plain));
    }

    private static void ofThisProcess(Sha256 hash, String why, String remedy, List<Class<?>> roots) {
        add(hash, THIS_PROCESS);
        LOG.warn(
                "{}: {}, so runs are stored for this process only; {}",
                roots.get(0).getName(),
                why,
                remedy);
    }

    private static boolean plain(String type) {
        return type.length() == 1 || PLAIN.contains(type);
    }

    private static Object value(CodeWalk.CellVariable variable) {
        try {
            Field field =
                    Class.forName(variable.cell(), true, variable.loader()).getDeclaredField(variable.name());
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
