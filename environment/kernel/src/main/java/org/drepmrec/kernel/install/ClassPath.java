package org.drepmrec.kernel.install;

import java.io.File;
import java.util.List;
import java.util.stream.Stream;

/** The class path of an installed kernel: folders, and {@code FOLDER/*} for the jars in one. */
public final class ClassPath {

    private static final String JARS = "/*";

    private ClassPath() {}

    /** All jars of a folder. */
    static String jarsIn(String folder) {
        return folder + JARS;
    }

    /** The folders whose jars a class path asks for and that hold none: what the Java launcher left as it was written. */
    public static List<String> withoutJars(String classPath, String separator) {
        return Stream.of(classPath.split(separator, -1))
                .filter(entry -> entry.endsWith(JARS))
                .map(entry -> entry.substring(0, entry.length() - JARS.length()))
                .filter(folder -> {
                    String[] jars = new File(folder).list((in, name) -> name.endsWith(".jar"));
                    return jars == null || jars.length == 0;
                })
                .toList();
    }

    /** What to tell the user of a kernel whose toolkit is gone. */
    public static String moved(List<String> folders) {
        return "class path: found no jars in " + String.join(" nor in ", folders)
                + ", expected those of the toolkit; where it lies now, install the kernel again: java -jar"
                + " drepmrec-kernel-VERSION.jar install";
    }
}
