package org.drepmrec.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class AtomicFileTest {

    @TempDir
    Path folder;

    private static void write(Path path, String text) {
        Places.requireFile(path);
        AtomicFile.write(path, out -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aLinkStaysAndItsFileIsReplaced() throws IOException {
        Path file = Files.writeString(Files.createDirectory(folder.resolve("f")).resolve("a"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("f", "a"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), link);
        write(second, "new");
        assertEquals("new", Files.readString(file));
        assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(second));
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("f", "b"));
        write(dangling, "b");
        assertEquals("b", Files.readString(folder.resolve("f/b")));
        assertTrue(Files.isSymbolicLink(dangling));
    }

    /** As a process leaves it that is killed before it moves the file into its place. */
    @Test
    void whatAKilledWriterLeftGoesWithTheNextWrite() throws IOException {
        Path file = folder.resolve("m.json");
        Path dead = Files.writeString(folder.resolve(".m.json." + UUID.randomUUID() + ".part"), "half");
        Path others = Files.writeString(folder.resolve(".n.json." + UUID.randomUUID() + ".part"), "half");
        AtomicFile.write(file, out -> {
            out.write('a');
            write(file, "written meanwhile");
        });
        assertEquals("a", Files.readString(file));
        assertFalse(Files.exists(dead));
        assertTrue(Files.exists(others));
        assertEquals(2, folder.toFile().list().length);
    }

    @Test
    void theRootOfTheFileSystemIsRefused() {
        Path root = folder.getRoot();
        String message = assertThrows(DataException.class, () -> AtomicFile.write(root, out -> {}))
                .getMessage();
        assertEquals(root + ": a folder, expected the name of a file; add a file name", message);
    }

    @Test
    void aDeviceStaysADevice() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("null"), Path.of("/dev/null"));
        write(link, "lost");
        assertTrue(Files.isSymbolicLink(link));
        assertFalse(Files.isRegularFile(Path.of("/dev/null")));
        assertEquals(1, folder.toFile().list().length);
        Files.delete(link);
    }

    @Test
    void aFifoIsWrittenInto() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readAllBytes(fifo);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        write(fifo, "through");
        assertArrayEquals("through".getBytes(StandardCharsets.US_ASCII), read.get(30, TimeUnit.SECONDS));
        assertFalse(Files.isRegularFile(fifo, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatIsStandardOutputKeepsWhatWasPrinted() throws Exception {
        Path file = folder.resolve("out");
        String script = "exec 3>" + file + "; echo first >&3; sleep 30 & echo $!";
        Process shell = new ProcessBuilder("sh", "-c", script).start();
        String sleeper = shell.inputReader().readLine();
        try {
            // The sleeper has the file open as its descriptor 3.
            write(Files.createSymbolicLink(folder.resolve("link"), Path.of("/proc/" + sleeper + "/fd/3")), "second");
            assertEquals("first\nsecond", Files.readString(file));
        } finally {
            ProcessHandle.of(Long.parseLong(sleeper)).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aLinkToAFolderIsAFolder() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Folders.make(Files.createSymbolicLink(folder.resolve("link"), real));
        Folders.make(folder.resolve("link/new"));
        assertTrue(Files.isDirectory(real.resolve("new")));
    }
}
