package org.drepmrec.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LockFileTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("x.lock");
    }

    @Test
    void aLockIsForOneAtATimeAndNamesItsOwner() throws IOException {
        LockFile held = LockFile.tryTake(file).orElseThrow();
        assertEquals(Optional.empty(), LockFile.tryTake(folder.resolve("./x.lock")));
        assertEquals("another thread of this process", LockFile.owner(file));
        held.close();
        assertEquals("process " + ProcessHandle.current().pid(), LockFile.owner(file));
        LockFile.tryTake(file).orElseThrow().close();
    }

    @Test
    void whoWaitsGetsItWhenItIsGivenBack() throws Exception {
        LockFile held = LockFile.tryTake(file).orElseThrow();
        CompletableFuture<Void> second =
                CompletableFuture.runAsync(() -> LockFile.take(file, "testing").close());
        held.delete();
        assertTrue(!second.isDone() && Files.notExists(file));
        held.close();
        second.get();
        LockFile.tryTake(file).orElseThrow().close();
    }

    @Test
    void waitingEndsWithAnInterrupt() throws IOException {
        try (LockFile held = LockFile.tryTake(file).orElseThrow()) {
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, () -> LockFile.take(file, "testing"));
            assertTrue(Thread.interrupted());
            assertEquals(Optional.empty(), LockFile.tryTake(file));
            held.delete();
        }
    }

    @Test
    void withoutAFolderTryingFailsAndWaitingServesThreadsAlone() throws IOException {
        Path nowhere = folder.resolve("missing").resolve("x.lock");
        assertThrows(IOException.class, () -> LockFile.tryTake(nowhere));
        try (LockFile held = LockFile.take(nowhere, "testing")) {
            assertEquals(Optional.empty(), LockFile.tryTake(nowhere));
            held.delete();
        }
    }
}
