package org.drepmrec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel as its user installs it: {@code java -jar ... install}, in an empty home, with nothing but a JDK on the path. */
class InstalledKernelTest {

    private static final Path BUILT =
            Path.of("../../toolkit/target").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private Path home;
    private Path jars;
    private Path jar;
    private Path spec;

    @BeforeEach
    void build() throws Exception {
        home = Files.createDirectories(folder.resolve("the home of \u00c5sa"));
        jars = Files.createDirectories(folder.resolve("the jars \u00e9 'x' $HOME"));
        jar = BuiltKernel.kernel(jars);
        spec = home.resolve(".local/share/jupyter/kernels/java");
    }

    private Map<String, String> environment() {
        return Map.of("HOME", home.toString(), "PATH", Jdks.own().resolve("bin").toString(), "LC_ALL", "C.UTF-8");
    }

    private String kernel(String... command) throws Exception {
        List<String> words =
                new ArrayList<>(List.of(Jdks.own().resolve("bin/java").toString(), "-jar", jar.toString()));
        words.addAll(List.of(command));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private String run(String code) throws Exception {
        try (TestKernel kernel = TestKernel.installed(spec, environment())) {
            TestKernel.Answer answer = kernel.execute(code);
            return answer.status().equals("ok")
                    ? answer.result("text/plain")
                    : answer.reply().get("evalue").getAsString();
        }
    }

    private static long filesIn(Path folder) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(each -> !Files.isDirectory(each)).count();
        }
    }

    @Test
    void runsCellsSaysWhatIsMissingAfterAMoveAndGoesWithoutATrace() throws Exception {
        BuiltKernel.toolkit(jars);
        kernel("install");
        assertEquals("21.0", run("toolkit.Price.of(toolkit.Shop.sold())"));

        Path moved = folder.resolve("elsewhere");
        Files.move(jars, moved);
        String said = run("1 + 1");
        assertTrue(said.contains("found no jars in " + jars + " nor in " + jars.resolve("lib")), said);
        assertTrue(said.contains("drepmrec-kernel-VERSION.jar install"), said);

        jar = moved.resolve(jar.getFileName());
        String listed = kernel("list");
        assertTrue(listed.contains("does not start") && listed.contains(jars.toString()), listed);
        kernel("install");
        assertEquals("42", run("toolkit.Shop.sold()"));
        kernel("remove");
        assertEquals(0, filesIn(home));
    }

    @Test
    void aCopyNeedsNothingButItsFolder() throws Exception {
        BuiltKernel.toolkit(jars);
        kernel("install", "--copy", "--opts", "-Xmx300m -Dread.by=cells");
        try (Stream<Path> all = Files.walk(jars)) {
            all.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
        }
        Path moved = Files.createDirectories(folder.resolve("moved venv")).resolve("java");
        Files.move(spec, moved);
        spec = moved;
        assertEquals("42 cells", run("toolkit.Shop.sold() + \" \" + System.getProperty(\"read.by\")"));
    }

    /** With the toolkit itself where a build has left it, which {@code mvn verify} does. */
    @Test
    void theToolkitIsImportedAndComputes() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(BUILT.resolve("drepmrec-0.1.0.jar")) && Files.isDirectory(BUILT.resolve("lib")));
        kernel("install", "--toolkit", BUILT.toString());
        assertEquals(
                "Popularity",
                run(
                        "Trainer.builder(Popularity.TYPE.builder(Graphs.builder(org.drepmrec.data.io.sample.SampleShop.builder().users(200).items(100).build()).build()).build())"
                                + ".quiet().build().fit().name()"));
    }
}
