package org.drepmrec.kernel.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.drepmrec.kernel.BuiltKernel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On each operating system, of which all but the file system is pretended. */
class InstallCommandTest {

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private Path home;
    private Path jar;
    private Path jdk;

    private record Said(int code, String out, String error) {}

    @BeforeEach
    void build() throws Exception {
        home = folder.resolve("home");
        jar = BuiltKernel.kernel(Files.createDirectories(folder.resolve("jars")));
        BuiltKernel.toolkit(jar.getParent());
        jdk = folder.resolve("a jdk");
        launcher("java", "java.base@17.0.15\njdk.jshell@17.0.15");
    }

    /** Stands in for a launcher that lists modules. */
    private void launcher(String name, String modules) throws Exception {
        Path java = Files.createDirectories(jdk.resolve("bin")).resolve(name);
        Files.writeString(java, "#!/bin/sh\necho '" + modules + "'\n");
        assertTrue(java.toFile().setExecutable(true));
    }

    private Said run(String system, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int code = new InstallCommand(
                        new JupyterFolders(OperatingSystem.named(system), variables::get, home),
                        jar,
                        jdk,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(error, true, StandardCharsets.UTF_8))
                .run(List.of(words));
        return new Said(code, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    }

    private Said install(String... options) {
        List<String> words = new ArrayList<>(List.of("install"));
        words.addAll(List.of(options));
        return run("Linux", words.toArray(String[]::new));
    }

    private Path spec() {
        return home.resolve(".local/share/jupyter/kernels/java");
    }

    private static JsonObject json(Path spec) throws Exception {
        return JsonParser.parseString(Files.readString(spec.resolve("kernel.json")))
                .getAsJsonObject();
    }

    private static List<String> argv(Path spec) throws Exception {
        return json(spec).getAsJsonArray("argv").asList().stream()
                .map(each -> each.getAsString())
                .toList();
    }

    private static void assertRefused(Said said, String... parts) {
        assertEquals(1, said.code(), said.out());
        assertEquals(1, said.error().lines().count(), said.error());
        for (String each : parts) {
            assertTrue(said.error().contains(each), said.error());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Linux,      java,     :, '',                            home/.local/share/jupyter",
        "Linux,      java,     :, XDG_DATA_HOME=xdg,             xdg/jupyter",
        "Linux,      java,     :, HOME=other,                    other/.local/share/jupyter",
        "FreeBSD,    java,     :, '',                            home/.local/share/jupyter",
        "Mac OS X,   java,     :, XDG_DATA_HOME=xdg,             home/Library/Jupyter",
        "Windows 11, java.exe, ;, APPDATA=Roaming,               Roaming/jupyter",
        "Windows 11, java.exe, ;, USERPROFILE=profile,           profile/.jupyter/data",
        "Windows 11, java.exe, ;, JUPYTER_CONFIG_DIR=config,     config/data",
        "Linux,      java,     :, JUPYTER_DATA_DIR=data,         data",
        "Mac OS X,   java,     :, JUPYTER_DATA_DIR=data,         data",
        "Windows 11, java.exe, ;, JUPYTER_DATA_DIR=data,         data"
    })
    void writesTheKernelWhereJupyterLooksOnThisSystem(
            String system, String java, String separator, String variable, String data) throws Exception {
        if (!variable.isEmpty()) {
            String[] parts = variable.split("=", -1);
            variables.put(parts[0], folder.resolve(parts[1]).toString());
        }
        launcher(java, "java.base@21\njdk.jshell@21");
        Said said = run(system, "install", "--class-path", "/more");
        assertEquals(0, said.code(), said.error());
        Path spec = folder.resolve(data).resolve("kernels").resolve("java");
        assertEquals(
                List.of(
                        jdk.resolve("bin").resolve(java).toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx3g",
                        "-Djava.awt.headless=true",
                        "-cp",
                        String.join(
                                separator,
                                "{resource_dir}/kernel/*",
                                jar.getParent() + "/*",
                                jar.getParent() + "/lib/*",
                                Path.of("/more").toAbsolutePath().toString()),
                        "org.drepmrec.kernel.Main",
                        "{connection_file}"),
                argv(spec));
        JsonObject json = json(spec);
        assertEquals("Java", json.get("display_name").getAsString());
        assertEquals("java", json.get("language").getAsString());
        assertEquals("message", json.get("interrupt_mode").getAsString());
        assertTrue(Files.exists(spec.resolve("kernel").resolve(jar.getFileName())), said.out());
        assertTrue(said.out().contains(spec.toString()), said.out());
    }

    @Test
    void takesNamesAndOptionsOfTheVirtualMachine() throws Exception {
        variables.put("DREPMREC_KERNEL_OPTS", " -Xmx8g  -Da=b ");
        assertEquals(0, install("--name=shop", "--display-name", "The shop").code());
        Path spec = spec().resolveSibling("shop");
        assertEquals(List.of("-Xmx8g", "-Da=b"), argv(spec).subList(2, 4));
        assertEquals("The shop", json(spec).get("display_name").getAsString());
        assertEquals(0, install("--opts", "").code());
        assertEquals("-Djava.awt.headless=true", argv(spec()).get(2));
    }

    @Test
    void servesVirtualEnvironments() throws Exception {
        Path venv = Files.createDirectories(folder.resolve("venv"));
        assertEquals(0, install("--prefix", venv.toString()).code());
        Path spec = venv.resolve("share/jupyter/kernels/java");
        assertTrue(Files.exists(spec.resolve("kernel.json")));
        assertRefused(install("--sys-prefix"), "VIRTUAL_ENV", "--prefix");
        variables.put("CONDA_PREFIX", venv.toString());
        assertTrue(run("Linux", "list", "--sys-prefix").out().contains(spec + "  ready"));
        assertEquals(0, run("Linux", "remove", "--sys-prefix").code());
        assertFalse(Files.exists(spec));
        assertRefused(install("--prefix", folder.resolve("none").toString()), "none", "a virtual environment");
        assertRefused(install("--user", "--sys-prefix"), "expected one");
    }

    @Test
    void leavesAnotherKernelOfThatNameAlone() throws Exception {
        Files.createDirectories(spec());
        Files.writeString(spec().resolve("kernel.json"), "{\"argv\": [\"java\"], \"display_name\": \"IJava\"}");
        assertRefused(install(), spec() + ": found another kernel", "--force", "--name");
        Said removed = run("Linux", "remove");
        assertTrue(removed.code() == 0 && removed.out().contains("is another kernel and stays"), removed.out());
        assertEquals("IJava", json(spec()).get("display_name").getAsString());
        assertTrue(run("Linux", "list").out().startsWith("none of these kernels"));
        assertEquals(0, install("--force").code());
        assertEquals("Java", json(spec()).get("display_name").getAsString());
        Files.writeString(spec().resolve("kernel.json"), "no JSON");
        assertRefused(install(), "found another kernel");
    }

    @Test
    void removingLeavesNothing() throws Exception {
        assertEquals(0, install().code());
        assertTrue(run("Linux", "remove").out().contains("removed " + spec()));
        try (Stream<Path> left = Files.list(spec().getParent())) {
            assertEquals(List.of(), left.toList());
        }
        Said again = run("Linux", "remove");
        assertTrue(again.code() == 0 && again.out().contains("no kernel in"), again.out());
    }

    @Test
    void installingTheSameAgainLeavesTheFilesFromWhichKernelsRun() throws Exception {
        assertEquals(0, install().code());
        FileTime made = FileTime.fromMillis(0);
        Files.setLastModifiedTime(spec().resolve("kernel.json"), made);
        assertEquals(0, install().code());
        assertEquals(made, Files.getLastModifiedTime(spec().resolve("kernel.json")));
        assertEquals(0, install("--opts", "-Xmx1g").code());
        assertEquals("-Xmx1g", argv(spec()).get(2));
        try (Stream<Path> left = Files.list(spec().getParent())) {
            assertEquals(List.of(spec()), left.toList());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void refusesWhatCannotRunIt() throws Exception {
        launcher("java", "java.base@17.0.15\njava.desktop@17.0.15");
        assertRefused(
                install(),
                jdk + "/bin/java: found a runtime without the module jdk.jshell",
                "expected a JDK",
                "--java");
        launcher("java", "java.base@11.0.2\njdk.jshell@11.0.2");
        assertRefused(install(), "found version 11.0.2, expected 17 or newer");
        launcher("java", "Unrecognized option: --list-modules");
        assertRefused(install(), "Unrecognized option", "expected a JDK of version 17");
        assertRefused(install("--java", home.toString()), home + "/bin/java: found no such program", "--java");
        assertFalse(Files.exists(home));
    }

    @Test
    void namesJarsThatAreMissing() throws Exception {
        Files.delete(jar.resolveSibling("drepmrec-0.1.0.jar"));
        assertRefused(install(), "toolkit: found no drepmrec-", jar.getParent().toString(), "--toolkit");
        assertRefused(install("--toolkit", home.toString()), "found no drepmrec-", home.toString());
        Path library;
        try (Stream<Path> all = Files.list(jar.resolveSibling("lib"))) {
            library = all.filter(each -> each.toString().contains("gson"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.delete(library);
        assertRefused(install(), library + ": no such file", "lib");
    }

    @Test
    void namesAFolderThatCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        variables.put("JUPYTER_DATA_DIR", file.toString());
        assertRefused(install(), file.toString(), "cannot be read or written", "JUPYTER_DATA_DIR");
    }

    @Test
    void refusesWhatAClassPathAJupyterOrTheCommandLineCannotHold() throws Exception {
        assertRefused(install("--class-path", folder + "/a:b"), "a:b: found \":\"");
        assertRefused(install("--name", "My Java"), "--name: found \"My Java\"");
        assertRefused(install("--colour"), "found \"--colour\"", "--help");
        assertRefused(install("--opts"), "--opts: found no value");
        assertTrue(run("Linux", "--help").out().contains("--sys-prefix"));
    }

    @Test
    void listsAKernelWhoseJavaOrToolkitIsGone() throws Exception {
        assertEquals(0, install().code());
        assertTrue(
                run("Linux", "list").out().endsWith(spec() + "  ready\n"),
                run("Linux", "list").out());
        Files.delete(jdk.resolve("bin/java"));
        assertTrue(run("Linux", "list").out().contains("does not start: no " + jdk + "/bin/java"));
        launcher("java", "");
        Files.move(jar.getParent(), folder.resolve("elsewhere"));
        String listed = run("Linux", "list").out();
        assertTrue(listed.contains("found no jars in " + jar.getParent() + " nor in"), listed);
    }
}
