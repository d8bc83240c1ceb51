package org.drepmrec.kernel;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** What a build leaves: the kernel's jar with its libraries, and a toolkit that is smaller than the real one. */
public final class BuiltKernel {

    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();

    private BuiltKernel() {}

    /** Puts the kernel's jar into a folder, and the libraries that its manifest names into {@code lib}. Returns the jar. */
    public static Path kernel(Path folder) throws IOException {
        Path libraries = Files.createDirectories(folder.resolve("lib"));
        StringBuilder names = new StringBuilder();
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path library = Path.of(each);
            if (each.matches(".*(gson|basekernel|jeromq|jnacl|asm|slf4j)[^/\\\\]*\\.jar")) {
                Files.copy(library, libraries.resolve(library.getFileName()));
                names.append(" lib/").append(library.getFileName());
            }
        }
        return jar(folder.resolve("drepmrec-kernel-0.1.0.jar"), CLASSES, names.toString());
    }

    /** Puts a toolkit of two classes into a folder, one in {@code lib}. */
    public static void toolkit(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        compiled(folder.resolve("drepmrec-0.1.0.jar"), "Shop", "int sold() { return 42; }");
        compiled(folder.resolve("lib/library-1.jar"), "Price", "double of(int sold) { return sold * 0.5; }");
    }

    private static void compiled(Path jar, String type, String method) throws IOException {
        Path work = Files.createTempDirectory("classes");
        Path source = Files.createDirectory(work.resolve("source")).resolve(type + ".java");
        Files.writeString(source, "package toolkit; public class " + type + " { public static " + method + " }");
        StringWriter said = new StringWriter();
        try (var files = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            boolean done = ToolProvider.getSystemJavaCompiler()
                    .getTask(
                            said,
                            files,
                            null,
                            List.of("-d", work.resolve("classes").toString()),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            if (!done) {
                throw new IllegalStateException(said.toString());
            }
        }
        jar(jar, work.resolve("classes"), "");
        try (Stream<Path> all = Files.walk(work)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private static Path jar(Path jar, Path classes, String classPath) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath.strip());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
            }
        }
        return jar;
    }
}
