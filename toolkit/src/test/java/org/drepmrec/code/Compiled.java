package org.drepmrec.code;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes that are compiled in memory and have a loader of their own, as another jar of the same names would have. */
public final class Compiled extends ClassLoader {

    private final Map<String, byte[]> files = new HashMap<>();
    private final boolean givesCode;

    private Compiled(boolean givesCode) {
        super(Compiled.class.getClassLoader());
        this.givesCode = givesCode;
    }

    /** The first class is that of the name, in no package. */
    public static Class<?> of(String name, String... sources) throws ClassNotFoundException {
        return compile(true, sources).loadClass(name);
    }

    /** As {@link #of}, by a loader that does not answer for the bytes of its classes. */
    static Class<?> withoutCode(String name, String... sources) throws ClassNotFoundException {
        return compile(false, sources).loadClass(name);
    }

    /** The class, beside the toolkit's own, with one of the toolkit's class files in another form. */
    static Class<?> beside(String name, String source, String file, byte[] changed) throws ClassNotFoundException {
        Compiled loader = compile(true, source);
        loader.files.put(file, changed);
        return loader.loadClass(name);
    }

    /** As {@link #of}, and one of the classes is lost. */
    static Class<?> without(String name, String lost, String... sources) throws ClassNotFoundException {
        Compiled loader = compile(true, sources);
        loader.files.remove(lost + ".class");
        return loader.loadClass(name);
    }

    private static Compiled compile(boolean givesCode, String... sources) {
        Compiled loader = new Compiled(givesCode);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        JavaFileManager memory =
                new ForwardingJavaFileManager<JavaFileManager>(compiler.getStandardFileManager(null, null, null)) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                        return new Output(name.replace('.', '/') + ".class", loader.files);
                    }
                };
        List<Source> units = Arrays.stream(sources).map(Source::new).toList();
        assertTrue(
                compiler.getTask(messages, memory, null, List.of("-g", "-proc:none"), null, units)
                        .call(),
                messages::toString);
        return loader;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = files.get(name.replace('.', '/') + ".class");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            return super.getResourceAsStream(name);
        }
        return givesCode ? new ByteArrayInputStream(bytes) : null;
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(
                    URI.create(
                            "string:///" + text.replaceAll("(?s).*?\\b(?:class|interface) (\\w+).*", "$1") + ".java"),
                    Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Output extends SimpleJavaFileObject {

        private final String name;
        private final Map<String, byte[]> files;

        Output(String name, Map<String, byte[]> files) {
            super(URI.create("memory:///" + name), Kind.CLASS);
            this.name = name;
            this.files = files;
        }

        @Override
        public OutputStream openOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    files.put(name, toByteArray());
                }
            };
        }
    }
}
