package org.drepmrec.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.drepmrec.graph.Graphs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training whose process is killed again and again gives the same bits as one that is left alone. */
class TrainingKillTest {

    private static final int LONGEST_DELAY_MILLIS = 60;

    @TempDir
    private Path place;

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    void twoKillsLeaveTheSameBits(String engine) throws IOException, InterruptedException {
        killAndCompare(engine, 40, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MXNet", "PyTorch"})
    @Tag("slow")
    void fiftyKillsLeaveTheSameBits(String engine) throws IOException, InterruptedException {
        Path figures = Files.createDirectories(Path.of("target", "figures"));
        int repeated = killAndCompare(engine, 400, 50);
        Files.writeString(
                figures.resolve("kills.tsv"),
                engine + "\t50 kills\t400 epochs\t" + repeated + " epochs repeated\tsame bits\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Returns the number of epochs that were done more than once. */
    private int killAndCompare(String engine, int epochs, int kills) throws IOException, InterruptedException {
        Path result = place.resolve("result");
        Random random = new Random(999);
        int lines = 0;
        for (int kill = 0; kill < kills; kill++) {
            Process process = start(engine, epochs, result);
            try (BufferedReader out = process.inputReader()) {
                for (int n = random.nextInt(5); n >= 0; n--) {
                    String line = out.readLine();
                    assertTrue(line != null && line.startsWith("epoch "), "kill " + kill + ": " + line);
                    lines++;
                }
                // Anywhere between this epoch's checkpoint and one of the next epochs.
                Thread.sleep(random.nextInt(LONGEST_DELAY_MILLIS));
                process.toHandle().destroyForcibly();
                process.waitFor();
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    assertTrue(line.startsWith("epoch "), "finished before the kill: " + line);
                    lines++;
                }
            }
        }
        Process last = start(engine, epochs, result);
        try (BufferedReader out = last.inputReader()) {
            String said = "";
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said = line;
                lines += line.startsWith("epoch ") ? 1 : 0;
            }
            assertEquals("done", said);
        }
        assertEquals(0, last.waitFor());
        Graphs graphs = SmallTrainings.graphs(3);
        TrainedModel whole = SmallTrainings.trainer(engine, SmallTrainings.model(graphs), epochs)
                .build()
                .fit();
        SmallTrainings.assertSameBits(whole, TrainedModel.load(result, graphs.data()));
        return lines - epochs;
    }

    private Process start(String engine, int epochs, Path result) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Ddrepmrec.progress=off",
                        "-Ddrepmrec.device=" + System.getProperty("drepmrec.device", ""),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledTraining.class.getName(),
                        engine,
                        Integer.toString(epochs),
                        place.resolve("checkpoints").toString(),
                        result.toString()))
                .redirectError(place.resolve("errors.txt").toFile())
                .start();
    }
}
