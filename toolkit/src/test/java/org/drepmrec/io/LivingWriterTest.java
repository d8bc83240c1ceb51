package org.drepmrec.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What another process is just writing is no leftover: it stays until that process has finished, or been killed. */
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class LivingWriterTest {

    @TempDir
    Path place;

    /** The other process: writes "other" and waits in the middle of it until it is told to go on. */
    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[1]);
        if (arguments[0].equals("file")) {
            AtomicFile.write(target, out -> {
                out.write("ot".getBytes(StandardCharsets.US_ASCII));
                awaitWord();
                out.write("her".getBytes(StandardCharsets.US_ASCII));
            });
        } else {
            folder(target).write(part -> {
                Files.createDirectory(part);
                awaitWord();
                Files.writeString(part.resolve("text"), "other");
            });
        }
    }

    private static void awaitWord() throws IOException {
        System.out.println("half");
        System.in.read();
    }

    private static AtomicFolder folder(Path target) {
        return new AtomicFolder(target, folder -> Files.exists(folder.resolve("text")));
    }

    private static Process other(String kind, Path target) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LivingWriterTest.class.getName(),
                        kind,
                        target.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            return all.filter(each -> each.toString().endsWith(".part")).toList();
        }
    }

    private static void write(Path file, String text) {
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void theFileOfALivingProcessStaysAndThatOfAKilledOneGoes() throws Exception {
        Path target = place.resolve("m.json");
        Process living = other("file", target);
        Process killed = other("file", target);
        try (BufferedReader heard = living.inputReader();
                BufferedReader also = killed.inputReader();
                PrintWriter say = new PrintWriter(living.outputWriter(), true)) {
            assertEquals("half", heard.readLine());
            assertEquals("half", also.readLine());
            assertEquals(2, parts().size());
            killed.destroyForcibly().waitFor();
            write(target, "mine");
            assertEquals("mine", Files.readString(target));
            assertEquals(1, parts().size());
            say.println();
            assertEquals(0, living.waitFor());
        } finally {
            living.destroyForcibly();
            killed.destroyForcibly();
        }
        assertEquals("other", Files.readString(target));
        assertEquals(List.of(), parts());
    }

    @Test
    void theFolderOfALivingProcessIsWaitedFor() throws Exception {
        Path target = place.resolve("m");
        Process living = other("folder", target);
        try (BufferedReader heard = living.inputReader();
                PrintWriter say = new PrintWriter(living.outputWriter(), true)) {
            assertEquals("half", heard.readLine());
            List<Path> before = parts();
            CompletableFuture<Void> mine = CompletableFuture.runAsync(() -> {
                try {
                    folder(target).write(part -> {
                        assertEquals("other", Files.readString(target.resolve("text")));
                        Files.createDirectory(part);
                        Files.writeString(part.resolve("text"), "mine");
                    });
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertFalse(mine.isDone());
            assertEquals(before, parts());
            say.println();
            assertEquals(0, living.waitFor());
            mine.get(30, TimeUnit.SECONDS);
        } finally {
            living.destroyForcibly();
        }
        assertEquals("mine", Files.readString(target.resolve("text")));
        assertTrue(parts().isEmpty());
    }
}
