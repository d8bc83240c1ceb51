package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Each in a process of its own: what is set cannot be taken back. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class HostProcessTest {

    private interface C extends Library {
        String getenv(String name);
    }

    private static final String LOADED = HostProcess.class.getName() + "$C ";

    /** Opens a backend of the engine it is told, in a process that is tuned if it is told so, and prints what C sees then. */
    static final class Host {

        private Host() {}

        public static void main(String[] arguments) {
            if (arguments[1].equals("tuned")) {
                HostProcess.tune();
            }
            Backend.open(arguments[0], "cpu").close();
            C c = Native.load("c", C.class);
            System.out.println("policy " + c.getenv("OMP_WAIT_POLICY") + ", spins " + c.getenv("GOMP_SPINCOUNT"));
        }
    }

    private record Outcome(List<String> variables, boolean allocatorTouched) {}

    private static Outcome outcome(String engine, String mode, String policy) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Host.class.getName(),
                        engine,
                        mode)))
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MALLOC_") || name.equals("GOMP_SPINCOUNT"));
        builder.environment().remove("OMP_WAIT_POLICY");
        if (policy != null) {
            builder.environment().put("OMP_WAIT_POLICY", policy);
        }
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertNotEquals(-1, said.indexOf(Backend.class.getName() + " "), "the log of loaded classes is missing");
        return new Outcome(
                said.lines().filter(line -> line.startsWith("policy ")).toList(), said.contains(LOADED));
    }

    /** Both calls of the C library go through one class, which is not even loaded. */
    @Test
    void openingABackendLeavesEnvironmentAndAllocatorAlone() throws IOException, InterruptedException {
        for (String engine : List.of("MXNet", "PyTorch")) {
            assertEquals(
                    new Outcome(List.of("policy null, spins null"), false), outcome(engine, "untouched", null), engine);
        }
    }

    @Test
    void aTunedProcessLetsThreadsSleepUnlessTheEnvironmentSaysOtherwise() throws IOException, InterruptedException {
        assertEquals(new Outcome(List.of("policy PASSIVE, spins 2000"), true), outcome("PyTorch", "tuned", null));
        assertEquals(new Outcome(List.of("policy ACTIVE, spins null"), true), outcome("PyTorch", "tuned", "ACTIVE"));
    }
}
