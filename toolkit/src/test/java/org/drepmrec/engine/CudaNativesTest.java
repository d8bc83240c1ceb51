package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaNativesTest {

    @TempDir
    private Path folder;

    @Test
    void nativesThatTheMachineCannotUseAreNamed() throws IOException {
        assertEquals("; put the engine's CUDA natives on the class path", CudaNatives.why("PyTorch"));
        Path file = folder.resolve("native/lib/pytorch.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "version=2.5.1\nflavor=cu124\nclassifier=linux-x86_64\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader withCuda =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(withCuda);
            String why = CudaNatives.why("PyTorch");
            assertTrue(why.startsWith("; found its natives for cu124, but "), why);
            assertTrue(
                    why.endsWith("install NVIDIA's driver and a CUDA runtime (libcudart) of that version or newer"),
                    why);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
