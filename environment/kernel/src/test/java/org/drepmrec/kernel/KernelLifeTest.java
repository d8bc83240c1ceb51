package org.drepmrec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KernelLifeTest {

    @RepeatedTest(10)
    void startsAnswersAndEnds() throws Exception {
        startAnswerEnd();
    }

    @RepeatedTest(100)
    @Tag("slow")
    void startsAHundredTimes() throws Exception {
        startAnswerEnd();
    }

    private static void startAnswerEnd() throws Exception {
        try (TestKernel kernel = new TestKernel(Map.of())) {
            assertEquals("2", kernel.execute("1 + 1").result("text/plain"));
            JsonObject content = new JsonObject();
            content.addProperty("restart", true);
            assertEquals(
                    true,
                    kernel.command("shutdown_request", content).get("restart").getAsBoolean());
            assertTrue(kernel.ends(), "the process goes on after a shutdown");
        }
    }

    @Test
    void endsWhileACellRuns() throws Exception {
        try (TestKernel kernel = new TestKernel(Map.of())) {
            String cell = kernel.begin("System.out.println(\"go\");\nwhile (true) {}");
            kernel.awaitOutput(cell, "go");
            kernel.command("shutdown_request", new JsonObject());
            assertTrue(kernel.ends(), "the process goes on after a shutdown");
        }
    }

    @Test
    void twoKernelsDoNotMeet() throws Exception {
        try (TestKernel one = new TestKernel(Map.of());
                TestKernel two = new TestKernel(Map.of())) {
            String first = one.begin("int x = 1;\nx");
            String second = two.begin("int x = 2;\nx");
            assertEquals("1", one.await(first).result("text/plain"));
            assertEquals("2", two.await(second).result("text/plain"));
        }
    }

    @Test
    void environmentVariablesOfIJavaCount() throws Exception {
        Map<String, String> environment = Map.of(
                "IJAVA_TIMEOUT", "500 MILLISECONDS",
                "IJAVA_COMPILER_OPTS", "-parameters",
                "IJAVA_STARTUP_SCRIPT", "int started = 1;");
        try (TestKernel kernel = new TestKernel(environment)) {
            assertEquals("1", kernel.execute("started").result("text/plain"));
            kernel.execute("class Named { void call(int speaking) {} }");
            assertEquals(
                    "speaking",
                    kernel.execute("Named.class.getDeclaredMethods()[0].getParameters()[0].getName()")
                            .result("text/plain"));
            assertEquals("error", kernel.execute("Thread.sleep(30000);").status());
        }
    }
}
