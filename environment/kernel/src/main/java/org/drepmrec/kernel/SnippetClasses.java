package org.drepmrec.kernel;

import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes of one snippet, or of overloaded methods: what JShell wraps in one class.
 *
 * <p>They refer to the classes of other snippets as they were when these were compiled, also where the code first runs later.
 */
final class SnippetClasses extends ClassLoader {

    /** The snippets' ids, each with letters that count its versions. */
    private static final Pattern WRAPPER =
            Pattern.compile("(REPL\\.\\$JShell\\$(\\d+[A-Z]*(?:_\\d+[A-Z]*)*))(?:\\$.*)?");

    private final String wrapper;
    private final SnippetLoader home;
    private final Map<String, SnippetClasses> used = new ConcurrentHashMap<>();
    private final Set<String> byObjects = ConcurrentHashMap.newKeySet();
    private final Set<String> byMethods = ConcurrentHashMap.newKeySet();

    static {
        registerAsParallelCapable();
    }

    SnippetClasses(String wrapper, SnippetLoader home) {
        super(home);
        this.wrapper = wrapper;
        this.home = home;
    }

    /** The class in which JShell wraps the class of this name, or null if it is not a cell's. */
    static String wrapperOf(String name) {
        Matcher matcher = WRAPPER.matcher(name);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /** The ids of the snippets in the wrapper. */
    List<String> snippets() {
        Matcher matcher = WRAPPER.matcher(wrapper);
        return matcher.matches()
                ? Stream.of(matcher.group(2).split("_"))
                        .map(id -> id.replaceAll("[A-Z]", ""))
                        .toList()
                : List.of();
    }

    /** Notes what one of these classes refers to. */
    void bind(byte[] bytecode) {
        References references = References.of(bytecode);
        references.all().forEach(type -> {
            String other = wrapperOf(type);
            if (other != null && !other.equals(wrapper)) {
                used.computeIfAbsent(other, home::wrapper);
            }
        });
        byObjects.addAll(references.byObjects());
        byMethods.addAll(references.byMethods());
    }

    /** What lambdas and instances of nested classes refer to; they may outlive their snippet. */
    Collection<SnippetClasses> usedByObjects() {
        return find(byObjects);
    }

    /** What methods that a cell declares refer to. */
    Collection<SnippetClasses> usedByMethods() {
        return find(byMethods);
    }

    private Collection<SnippetClasses> find(Set<String> wrappers) {
        return wrappers.stream()
                .map(name -> name.equals(wrapper) ? this : used.get(name))
                .toList();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        String other = wrapperOf(name);
        if (other == null || home.bytecode(name) == null) {
            return super.loadClass(name, resolve);
        }
        if (!other.equals(wrapper)) {
            SnippetClasses classes = used.get(other);
            return (classes == null ? home.wrapper(other) : classes).loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) {
        byte[] woven = StopChecks.weave(OpenAccess.weave(home.bytecode(name)));
        return defineClass(name, woven, 0, woven.length);
    }

    /** Lets go of the values of variables. */
    void clear() {
        Class<?> loaded = findLoadedClass(wrapper);
        if (loaded != null) {
            try {
                for (Field each : loaded.getDeclaredFields()) {
                    if (!each.getType().isPrimitive() && !Modifier.isFinal(each.getModifiers())) {
                        each.setAccessible(true);
                        each.set(null, null);
                    }
                }
            } catch (NoClassDefFoundError e) {
                // A variable whose type cannot be loaded never got a value.
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(wrapper + ": its values cannot be released", e);
            }
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        return home.getResourceAsStream(name);
    }
}
