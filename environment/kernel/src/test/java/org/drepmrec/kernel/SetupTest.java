package org.drepmrec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The set-up script in a copy of the project that is built already, with stand-ins for the programs that it calls. */
class SetupTest {

    private static final Path ENVIRONMENT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private Path root;
    private Path programs;
    private Path prefix;

    private record Run(int code, String output) {}

    @BeforeEach
    void copy() throws Exception {
        project("project");
    }

    private void project(String name) throws Exception {
        root = Files.createDirectories(folder.resolve(name));
        prefix = Files.createDirectories(folder.resolve(name + " venv"));
        programs = Files.createDirectories(folder.resolve("programs"));
        Files.createDirectories(root.resolve("environment"));
        Files.copy(ENVIRONMENT.resolve("setup"), root.resolve("environment/setup"));
        program(root.resolve("environment/mvnw"), "exit 0");
        Files.writeString(root.resolve("pom.xml"), "<plotly.version>1</plotly.version>");
        for (String module : new String[] {"toolkit", "environment/kernel"}) {
            Files.createDirectories(root.resolve(module + "/src/main"));
            Files.createDirectories(root.resolve(module + "/target/lib"));
            Files.writeString(root.resolve(module + "/pom.xml"), "");
        }
        BuiltKernel.toolkit(root.resolve("toolkit/target"));
        BuiltKernel.kernel(root.resolve("environment/kernel/target"));
        Files.createDirectories(root.resolve("build/plotly"));
        Files.writeString(root.resolve("build/plotly/version"), "1");
        Files.writeString(root.resolve("build/plotly/plotly-cartesian.min.js"), "");
        program(programs.resolve("java"), "exec '" + Jdks.own().resolve("bin/java") + "' \"$@\"");
    }

    private static void program(Path file, String body) throws Exception {
        Files.writeString(file, "#!/bin/bash\n" + body + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    /** Runs a command of bash in the project; a variable without a value is unset. */
    private Run bash(Map<String, String> variables, String command, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command, "bash");
        builder.command().addAll(List.of(arguments));
        Map<String, String> environment = builder.environment();
        for (String each : new String[] {"JAVA_HOME", "JUPYTER_DATA_DIR", "XDG_DATA_HOME", "CDPATH"}) {
            environment.remove(each);
        }
        environment.put("PATH", programs + File.pathSeparator + environment.get("PATH"));
        environment.put("HOME", folder.resolve("home").toString());
        variables.forEach((name, value) -> {
            if (value.isEmpty()) {
                environment.remove(name);
            } else {
                environment.put(name, value);
            }
        });
        File log = folder.resolve("log").toFile();
        Process process = builder.directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
        return new Run(process.exitValue(), Files.readString(log.toPath()));
    }

    private Path spec() {
        return prefix.resolve("share/jupyter/kernels/java");
    }

    /** The class path is that of the project, and the command starts the kernel, which asks for its connection file. */
    private void assertInstalled(Run run) throws Exception {
        assertEquals(0, run.code(), run.output());
        JsonObject spec = JsonParser.parseString(Files.readString(spec().resolve("kernel.json")))
                .getAsJsonObject();
        List<String> argv = TestKernel.strings(spec.getAsJsonArray("argv"));
        assertEquals(
                "{resource_dir}/kernel/*:" + root + "/toolkit/target/*:" + root + "/toolkit/target/lib/*:" + root
                        + "/build/plotly",
                argv.get(argv.indexOf("-cp") + 1));
        String[] command = argv.subList(0, argv.size() - 1).stream()
                .map(each -> each.replace("{resource_dir}", spec().toString()))
                .toArray(String[]::new);
        Run started = bash(Map.of(), "\"$@\"", command);
        assertTrue(started.output().contains("the connection file that Jupyter writes"), started.output());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "$HOME", "'single' \"double\"", "`id` $(id)", "back\\slash & % \u00e9 {x}", "#!"})
    void worksInAFolderOfAnyName(String name) throws Exception {
        project(name);
        assertInstalled(bash(Map.of(), "environment/setup --prefix \"$1\"", prefix.toString()));
    }

    @Test
    void refusesAFolderThatAClassPathCannotHold() throws Exception {
        project("a:b");
        Run run = bash(Map.of(), "environment/setup --prefix \"$1\"", prefix.toString());
        assertEquals(1, run.code());
        assertTrue(run.output().contains("cannot hold a colon"), run.output());
    }

    @Test
    void worksWithASearchPathOfCd() throws Exception {
        assertInstalled(bash(
                Map.of("CDPATH", "."),
                "environment/setup --prefix \"../$1\"",
                prefix.getFileName().toString()));
    }

    @Test
    void worksWithoutAHome() throws Exception {
        assertInstalled(bash(Map.of("HOME", ""), "environment/setup --prefix \"$1\"", prefix.toString()));
    }

    @Test
    void worksThroughALink() throws Exception {
        Path link = Files.createDirectories(folder.resolve("bin")).resolve("notebooks");
        Files.createSymbolicLink(link, Path.of("../project/environment/setup"));
        assertInstalled(bash(Map.of(), "cd / && \"$1\" --prefix \"$2\"", link.toString(), prefix.toString()));
    }

    /** A stand-in for rm refuses the checkout, as a file system that is mounted read-only does. */
    @Test
    void removesTheKernelOfAReadOnlyCheckoutAndNamesWhatIsLeft() throws Exception {
        assertInstalled(bash(Map.of(), "environment/setup --prefix \"$1\"", prefix.toString()));
        program(programs.resolve("rm"), "case \"${*: -1}\" in */build/*) exit 1 ;; *) exec /bin/rm \"$@\" ;; esac");
        Run run = bash(Map.of(), "environment/setup --remove \"$1\"", prefix.toString());
        assertFalse(Files.exists(spec()), run.output());
        assertEquals(1, run.code());
        assertTrue(run.output().contains("not removed: " + root.resolve("build/jupyter")), run.output());
    }

    @Test
    void waitsForTheLockOfThePackageManager() throws Exception {
        packageManager("E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7 (apt-get)");
        Run run = bash(Map.of(), ". environment/setup --help >/dev/null; install_packages chromium");
        assertEquals(0, run.code(), run.output());
        assertEquals(
                "update -qq\nupdate -qq\nupdate -qq\ninstall -y --no-install-recommends chromium\n",
                Files.readString(folder.resolve("calls")));
        assertTrue(run.output().contains("waiting for the process"), run.output());
    }

    @Test
    void showsAnyOtherFailureOfThePackageManagerAtOnce() throws Exception {
        packageManager("E: Unable to locate package chromium");
        Run run = bash(Map.of(), ". environment/setup --help >/dev/null; install_packages chromium");
        assertEquals(1, run.code());
        assertTrue(run.output().contains("Unable to locate package chromium"), run.output());
        assertEquals("update -qq\n", Files.readString(folder.resolve("calls")));
    }

    /** Fails twice and then succeeds. */
    private void packageManager(String error) throws Exception {
        Path calls = folder.resolve("calls");
        program(
                programs.resolve("apt-get"),
                "echo \"$*\" >> '" + calls + "'\n[ $(wc -l < '" + calls + "') -gt 2 ] || { echo '" + error
                        + "' >&2; exit 100; }");
        program(programs.resolve("id"), "echo 0");
        program(programs.resolve("sleep"), "exit 0");
    }
}
