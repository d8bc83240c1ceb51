package org.drepmrec.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = BenchCommand.commandLine();
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    @Test
    void anUnknownPartEndsWithOneLineThatListsTheKnownOnes() {
        assertEquals(1, run("--only", "steps"));
        assertEquals(
                "error: part: found \"steps\", expected some of step, graphs, eval, lightgcn, memory, start, family, scale,"
                        + " growth, serve",
                err.toString().strip());
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedBeforeAnythingIsMeasured() {
        assertEquals(1, run("--json", "no/such/folder/bench.json"));
        assertTrue(err.toString().contains("no such folder"), err.toString());
    }

    @Test
    void aReferenceIsAFileOrTheOwnOne() {
        assertEquals(1, run("--reference", "no/such.py"));
        assertEquals(
                "error: no/such.py: no such file, expected a Python program; check the path",
                err.toString().strip());
        err.getBuffer().setLength(0);
        assertEquals(1, run("--reference", "--python", "no-such-python", "--rounds", "0"));
        assertEquals(
                "error: rounds: found 0, expected at least 1", err.toString().strip());
    }

    @Test
    void numbersBelowOneAreRefused() {
        for (String option : new String[] {"rounds", "threads", "memory-epochs"}) {
            err.getBuffer().setLength(0);
            assertEquals(1, run("--only", "memory", "--" + option, "0"));
            assertEquals(
                    "error: " + option + ": found 0, expected at least 1",
                    err.toString().strip());
        }
    }

    @Test
    void growthUpToFewItemsIsRefused() {
        assertEquals(1, run("--only", "growth", "--largest", "7999"));
        assertEquals(
                "error: largest: found 7999, expected at least 8000",
                err.toString().strip());
    }

    @Test
    void aGpuThatIsNotThereIsRefusedBeforeAnythingIsMeasured() {
        assertEquals(1, run("--device", "gpu:63", "--reference"));
        assertTrue(err.toString().startsWith("error: device gpu:63: engine PyTorch "), err.toString());
        assertEquals(1, err.toString().strip().lines().count());
    }

    @Test
    void aPythonThatCannotRunTheReferenceIsRefusedBeforeAnyWorkIsMeasured() {
        assertEquals(1, run("--only", "lightgcn", "--engine", "PyTorch", "--reference", "--python", "no-such-python"));
        assertTrue(err.toString().startsWith("error: no-such-python: cannot import torch and numpy"), err.toString());
    }

    @Test
    void wrongUsageEndsWithTwo() {
        assertEquals(2, run("--rounds", "many"));
    }

    /** Its stack trace is on standard error. */
    @Test
    void aChildThatFailsIsReportedWithItsExitCode() {
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> Child.run("64m", "sample", "1", "PyTorch", "cpu", "1", "none"))
                .getMessage();
        assertTrue(message.startsWith("child process sample 1 PyTorch cpu 1 none: exit code 1"), message);
    }
}
