package org.drepmrec.kernel;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.InternalException;

/**
 * Holds the classes of cells, above everything on the kernel's class path: the newest of each snippet, older ones as long as
 * anything uses them.
 *
 * <p>JShell keeps a variable in a static field of its snippet's class. When it is declared anew, the value must go with the
 * class, or repeated cells fill the heap.
 */
final class SnippetLoader extends URLClassLoader implements LoaderDelegate {

    private static final String SUFFIX = ".class";

    private final Map<String, byte[]> bytecodes = new ConcurrentHashMap<>();
    private final Map<String, WeakReference<SnippetClasses>> wrappers = new HashMap<>();
    private final Set<SnippetClasses> outdated = Collections.newSetFromMap(new WeakHashMap<>());
    private final Map<String, SnippetClasses> newest = new HashMap<>();

    SnippetLoader(ClassLoader parent) {
        super(new URL[0], parent);
    }

    @Override
    public void load(ClassBytecodes[] classes) {
        for (ClassBytecodes each : classes) {
            bytecodes.put(each.name(), each.bytecodes());
        }
        List<String> names = Arrays.stream(classes).map(ClassBytecodes::name).toList();
        names.forEach(name -> makeNewest(wrapper(SnippetClasses.wrapperOf(name))));
        names.forEach(name -> wrapper(SnippetClasses.wrapperOf(name)).bind(bytecodes.get(name)));
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        load(classes);
    }

    @Override
    public void addToClasspath(String path) throws InternalException {
        for (String entry : path.split(File.pathSeparator, -1)) {
            try {
                addURL(new File(entry).toURI().toURL());
            } catch (MalformedURLException e) {
                throw new InternalException(entry + ": " + e.getMessage());
            }
        }
    }

    /** Called by JShell before it runs a snippet, which may be in a class of long ago if its source is the same. */
    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        if (!bytecodes.containsKey(name)) {
            return super.findClass(name);
        }
        SnippetClasses wrapper = wrapper(SnippetClasses.wrapperOf(name));
        makeNewest(wrapper);
        return wrapper.loadClass(name);
    }

    byte[] bytecode(String name) {
        return bytecodes.get(name);
    }

    /** The classes in a wrapper; made again if they were collected and JShell comes back to them. */
    SnippetClasses wrapper(String name) {
        synchronized (wrappers) {
            WeakReference<SnippetClasses> known = wrappers.get(name);
            SnippetClasses wrapper = known == null ? null : known.get();
            if (wrapper == null) {
                wrapper = new SnippetClasses(name, this);
                wrappers.put(name, new WeakReference<>(wrapper));
            }
            return wrapper;
        }
    }

    private void makeNewest(SnippetClasses wrapper) {
        for (String id : wrapper.snippets()) {
            outdate(newest.put(id, wrapper));
        }
    }

    private void outdate(SnippetClasses wrapper) {
        if (wrapper != null) {
            outdated.add(wrapper);
        }
    }

    /**
     * Frees the values of variables that no code can read any more.
     *
     * @param gone the ids of snippets that are not declared any more
     */
    void release(Collection<String> gone) {
        gone.forEach(id -> outdate(newest.remove(id)));
        outdated.removeAll(Set.copyOf(newest.values()));
        if (!outdated.isEmpty()) {
            Set<SnippetClasses> needed = needed();
            List<SnippetClasses> free =
                    outdated.stream().filter(each -> !needed.contains(each)).toList();
            free.forEach(SnippetClasses::clear);
            outdated.removeAll(free);
        }
    }

    /** What code that can still run refers to; what is left of a snippet that has run are its lambdas and classes. */
    private Set<SnippetClasses> needed() {
        Set<SnippetClasses> needed = new HashSet<>();
        Deque<SnippetClasses> next = new ArrayDeque<>();
        alive().forEach(each -> next.addAll(each.usedByObjects()));
        newest.values().forEach(each -> next.addAll(each.usedByMethods()));
        while (!next.isEmpty()) {
            SnippetClasses each = next.pop();
            if (needed.add(each)) {
                next.addAll(each.usedByMethods());
            }
        }
        return needed;
    }

    private List<SnippetClasses> alive() {
        synchronized (wrappers) {
            wrappers.values().removeIf(each -> each.get() == null);
            return wrappers.values().stream()
                    .map(WeakReference::get)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    /** Gives the class files of cells too, as they were compiled, so that a library can read the code that it runs. */
    @Override
    public InputStream getResourceAsStream(String name) {
        String type = name.endsWith(SUFFIX)
                ? name.substring(0, name.length() - SUFFIX.length()).replace('/', '.')
                : "";
        byte[] bytecode = bytecodes.get(type);
        return bytecode == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytecode);
    }
}
