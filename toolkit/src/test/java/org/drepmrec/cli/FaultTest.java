package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.drepmrec.fault.FaultyProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Every step of writing fails once: creating, writing, syncing, renaming and deleting files, and making folders. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class FaultTest {

    @TempDir
    Path folder;

    private void sweep(int mostPerCommand, String counts) throws IOException, InterruptedException {
        Path figures = Files.createDirectories(Path.of("target", "figures"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.nio.file.spi.DefaultFileSystemProvider=" + FaultyProvider.class.getName(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FaultSweep.class.getName(),
                        folder.toString(),
                        Integer.toString(mostPerCommand),
                        figures.resolve(counts).toString())
                .redirectError(folder.resolve("warnings").toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        System.out.print(said);
    }

    @Test
    @Timeout(120)
    void aStepThatFailsIsAnErrorAndLosesNothing() throws IOException, InterruptedException {
        sweep(4, "faults-some.tsv");
    }

    @Test
    @Tag("slow")
    @Timeout(3600)
    void everyStepThatFailsIsAnErrorAndLosesNothing() throws IOException, InterruptedException {
        sweep(Integer.MAX_VALUE / 2, "faults.tsv");
    }
}
