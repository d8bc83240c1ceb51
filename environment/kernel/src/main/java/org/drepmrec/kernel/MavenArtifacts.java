package org.drepmrec.kernel;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Resolves coordinates with the Maven that is installed, so that its settings, mirrors and local repository count and no
 * address is written here.
 */
final class MavenArtifacts {

    private MavenArtifacts() {}

    /**
     * The files of the artifacts and of all that they need at run time.
     *
     * @param coordinates each {@code group:artifact:version} or {@code group:artifact:packaging:classifier:version}
     */
    static List<String> resolve(List<String> coordinates) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("kernel-maven");
        Path pom = folder.resolve("pom.xml");
        Path list = folder.resolve("classpath.txt");
        Path log = folder.resolve("maven.log");
        try {
            Files.writeString(pom, pom(coordinates));
            run(
                    log,
                    "mvn",
                    "-q",
                    "-B",
                    "-f",
                    pom.toString(),
                    goal(),
                    "-DincludeScope=runtime",
                    "-Dmdep.outputFile=" + list);
            return List.of(Files.readString(list).strip().split(File.pathSeparator, -1));
        } finally {
            for (Path each : List.of(list, log, pom, folder)) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** With the version that builds the project, which is there already where the kernel was built. */
    private static String goal() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = MavenArtifacts.class.getResourceAsStream("maven.properties")) {
            properties.load(in);
        }
        return "org.apache.maven.plugins:maven-dependency-plugin:" + properties.getProperty("dependency.plugin")
                + ":build-classpath";
    }

    /** Waits in a way that an interrupt of the cell ends. */
    private static void run(Path log, String... command) throws IOException, InterruptedException {
        Process maven;
        try {
            maven = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException("%maven: the command mvn was not found; install Maven or use %jars", e);
        }
        try {
            if (maven.waitFor() != 0) {
                throw new IOException(
                        "%maven: " + Files.readString(log).lines().limit(5).collect(Collectors.joining("\n")));
            }
        } finally {
            maven.destroy();
        }
    }

    private static String pom(List<String> coordinates) {
        return "<project><modelVersion>4.0.0</modelVersion><groupId>kernel</groupId><artifactId>cell</artifactId>"
                + "<version>1</version><packaging>pom</packaging><dependencies>"
                + coordinates.stream().map(MavenArtifacts::dependency).collect(Collectors.joining())
                + "</dependencies></project>";
    }

    private static String dependency(String coordinate) {
        String[] parts = coordinate.split(":", -1);
        if (!coordinate.matches("[\\w.:-]+") || parts.length < 3 || parts.length > 5) {
            throw new IllegalArgumentException("%maven: found \"" + coordinate
                    + "\", expected group:artifact:version or group:artifact:packaging:classifier:version");
        }
        return "<dependency><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId>"
                + (parts.length > 3 ? "<type>" + parts[2] + "</type>" : "")
                + (parts.length > 4 ? "<classifier>" + parts[3] + "</classifier>" : "")
                + "<version>" + parts[parts.length - 1] + "</version></dependency>";
    }
}
