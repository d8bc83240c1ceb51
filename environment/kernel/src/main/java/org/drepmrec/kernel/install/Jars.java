package org.drepmrec.kernel.install;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The jars that a kernel is started from.
 *
 * @param kernel the kernel and its libraries
 * @param toolkit the folder that holds the toolkit's jar and, in {@code lib}, its libraries
 */
record Jars(List<Path> kernel, Path toolkit) {

    /** The folder of libraries beside a jar. */
    static final String LIBRARIES = "lib";

    private static final String TOOLKIT = "drepmrec-[0-9]*.jar";

    /**
     * Finds them.
     *
     * @param kernelJar the jar of the kernel; its manifest names its libraries
     * @param named the folder of the toolkit; by default that of the kernel's jar, or where a build of the project puts it
     */
    static Jars of(Path kernelJar, Optional<Path> named) throws InstallException, IOException {
        if (!Files.isRegularFile(kernelJar)) {
            throw new InstallException(kernelJar + ": found no jar, expected the kernel's; start it with java -jar");
        }
        Path folder = kernelJar.getParent();
        List<Path> kernel = new ArrayList<>(List.of(kernelJar));
        for (String library : libraries(kernelJar)) {
            kernel.add(folder.resolve(library));
        }
        for (Path each : kernel) {
            if (!Files.isRegularFile(each)) {
                throw new InstallException(each + ": no such file, expected a library of the kernel; build the project"
                        + " (mvn -DskipTests package), or copy the kernel's jar together with its " + LIBRARIES);
            }
        }
        List<Path> candidates = named.map(List::of)
                .orElseGet(() -> List.of(
                        folder, folder.resolve("../../../toolkit/target").normalize()));
        for (Path each : candidates) {
            if (holds(each, TOOLKIT) && holds(each.resolve(LIBRARIES), "*.jar")) {
                return new Jars(kernel, each.toAbsolutePath().normalize());
            }
        }
        throw new InstallException("toolkit: found no " + TOOLKIT + " with its " + LIBRARIES + " in "
                + String.join(" nor ", candidates.stream().map(Path::toString).toList())
                + "; build the project (mvn -DskipTests package), or name the folder with --toolkit");
    }

    private static List<String> libraries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String names = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return names == null ? List.of() : List.of(names.strip().split("\\s+"));
        }
    }

    private static boolean holds(Path folder, String glob) throws IOException {
        return !in(folder, glob).isEmpty();
    }

    /** The toolkit's jars. */
    List<Path> ofToolkit() throws IOException {
        return in(toolkit, TOOLKIT);
    }

    /** The toolkit's libraries. */
    List<Path> librariesOfToolkit() throws IOException {
        return in(toolkit.resolve(LIBRARIES), "*.jar");
    }

    /** The size of the toolkit with its libraries in bytes. */
    long size() throws IOException {
        long size = 0;
        for (Path each : Stream.concat(ofToolkit().stream(), librariesOfToolkit().stream())
                .toList()) {
            size += Files.size(each);
        }
        return size;
    }

    private static List<Path> in(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
                files.forEach(found::add);
            }
        }
        return found;
    }
}
