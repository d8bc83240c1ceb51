package org.drepmrec.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The JDKs that kernels are tested on: the one that runs the tests, and a newer one where there is one.
 *
 * <p>The newer one is the newest beside the first; the property {@code kernel.test.java} names another.
 */
final class Jdks {

    private Jdks() {}

    /** The homes. */
    static Stream<Path> all() {
        return Stream.concat(Stream.of(own()), newer().stream());
    }

    /** The home of the JDK that runs the tests. */
    static Path own() {
        return Path.of(System.getProperty("java.home"));
    }

    private static Optional<Path> newer() {
        String named = System.getProperty("kernel.test.java", "");
        if (!named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        try (Stream<Path> beside = Files.list(own().toRealPath().getParent())) {
            return beside.filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                    .filter(home -> feature(home) > Runtime.version().feature())
                    .max(Comparator.comparing(Jdks::feature));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 17 for a JDK 17; 0 where the folder says nothing. */
    static int feature(Path home) {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            return 0;
        }
        String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Runtime.Version.parse(version).feature();
    }
}
