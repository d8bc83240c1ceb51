package org.drepmrec.kernel;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.InternalException;

/** Holds the classes of cells, above everything on the kernel's class path. */
final class SnippetLoader extends URLClassLoader implements LoaderDelegate {

    private static final String SUFFIX = ".class";

    private final Map<String, byte[]> snippets = new ConcurrentHashMap<>();

    SnippetLoader(ClassLoader parent) {
        super(new URL[0], parent);
    }

    @Override
    public void load(ClassBytecodes[] classes) {
        for (ClassBytecodes each : classes) {
            snippets.put(each.name(), each.bytecodes());
        }
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

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
            return loaded;
        }
        byte[] bytecode = snippets.get(name);
        if (bytecode == null) {
            return super.findClass(name);
        }
        byte[] woven = StopChecks.weave(bytecode);
        return defineClass(name, woven, 0, woven.length);
    }

    /** Gives the class files of cells too, as they were compiled, so that a library can read the code that it runs. */
    @Override
    public InputStream getResourceAsStream(String name) {
        String type = name.endsWith(SUFFIX)
                ? name.substring(0, name.length() - SUFFIX.length()).replace('/', '.')
                : "";
        byte[] bytecode = snippets.get(type);
        return bytecode == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytecode);
    }
}
