package org.drepmrec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("org.drepmrec.kernel.Jdks#all")
class KernelLifeTest {

    private static final int STARTS = 10;
    private static final int MANY_STARTS = 100;

    @Parameter
    private Path jdk;

    @Test
    void startsAnswersAndEnds() throws Exception {
        for (int n = 0; n < STARTS; n++) {
            startAnswerEnd();
        }
    }

    @Test
    @Tag("slow")
    void startsAHundredTimes() throws Exception {
        double[] seconds = new double[MANY_STARTS];
        for (int n = 0; n < seconds.length; n++) {
            seconds[n] = startAnswerEnd();
        }
        Arrays.sort(seconds);
        Figures.add(String.format(
                Locale.ROOT,
                "%d starts of %d on JDK %d\tmedian %.1f s\tslowest %.1f s",
                seconds.length,
                MANY_STARTS,
                Jdks.feature(jdk),
                seconds[seconds.length / 2],
                seconds[seconds.length - 1]));
    }

    /** Returns the seconds from the start of the process to the first answer of a cell. */
    private double startAnswerEnd() throws Exception {
        long begin = System.nanoTime();
        try (TestKernel kernel = new TestKernel(jdk, Map.of())) {
            assertEquals("2", kernel.execute("1 + 1").result("text/plain"));
            double seconds = (System.nanoTime() - begin) / 1e9;
            assertFalse(kernel.command("shutdown_request", new JsonObject())
                    .get("restart")
                    .getAsBoolean());
            assertTrue(kernel.ends(), "the process goes on after a shutdown");
            return seconds;
        }
    }

    @Test
    void aRestartedKernelAnswersTheSameFrontEndAndRemembersNothing() throws Exception {
        try (TestKernel kernel = new TestKernel(jdk, Map.of())) {
            for (int n = 0; n < 3; n++) {
                assertEquals("error", kernel.execute("kept").status());
                assertEquals("5", kernel.execute("int kept = 5;\nkept").result("text/plain"));
                kernel.restart();
            }
        }
    }

    @Test
    void endsWhileACellRuns() throws Exception {
        try (TestKernel kernel = new TestKernel(jdk, Map.of())) {
            String cell = kernel.begin("System.out.println(\"go\");\nwhile (true) {}");
            kernel.awaitOutput(cell, "go");
            kernel.command("shutdown_request", new JsonObject());
            assertTrue(kernel.ends(), "the process goes on after a shutdown");
        }
    }

    @Test
    void twoKernelsDoNotMeet() throws Exception {
        try (TestKernel one = new TestKernel(jdk, Map.of());
                TestKernel two = new TestKernel(jdk, Map.of())) {
            String first = one.begin("int x = 1;\nx");
            String second = two.begin("int x = 2;\nx");
            assertEquals("1", one.await(first).result("text/plain"));
            assertEquals("2", two.await(second).result("text/plain"));
        }
    }

    @Test
    void environmentVariablesOfIJavaCount(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("found.txt"), "on the class path");
        Files.writeString(folder.resolve("a.jshell"), "int fromFile = 2;");
        Map<String, String> environment = Map.of(
                "IJAVA_CLASSPATH", folder.toString(),
                "IJAVA_TIMEOUT", "500 MILLISECONDS",
                "IJAVA_COMPILER_OPTS", "-parameters",
                "IJAVA_STARTUP_SCRIPTS_PATH", folder + "/*.jshell",
                "IJAVA_STARTUP_SCRIPT", "int started = fromFile - 1;");
        try (TestKernel kernel = new TestKernel(jdk, environment)) {
            assertEquals("1", kernel.execute("started").result("text/plain"));
            kernel.execute("class Named { void call(int speaking) {} }");
            assertEquals(
                    "speaking",
                    kernel.execute("Named.class.getDeclaredMethods()[0].getParameters()[0].getName()")
                            .result("text/plain"));
            assertEquals(
                    "on the class path",
                    kernel.execute("new String(Named.class.getResourceAsStream(\"/found.txt\").readAllBytes())")
                            .result("text/plain"));
            assertEquals("error", kernel.execute("Thread.sleep(30000);").status());
        }
    }
}
