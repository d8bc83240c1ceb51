package org.drepmrec.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class NativesCacheTest {

    @TempDir
    Path shared;

    private static void mode(Path folder, String permissions) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void theFolderAmongTemporaryFilesIsTheUsersAlone() throws IOException {
        Path own = NativesCache.own(shared);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
        assertEquals(own, NativesCache.own(shared));
        assertEquals(1, shared.toFile().list().length);
    }

    @Test
    void aFolderThatOthersMadeReadyIsRefused() throws IOException {
        Path own = NativesCache.own(shared);
        mode(own, "rwxrwxrwx");
        String said = assertThrows(IllegalArgumentException.class, () -> NativesCache.own(shared))
                .getMessage();
        assertTrue(said.startsWith(own + ": ") && said.contains("DJL_CACHE_DIR"), said);
        Files.delete(own);
        Files.createSymbolicLink(own, Files.createDirectory(shared.resolve("elsewhere")));
        assertThrows(IllegalArgumentException.class, () -> NativesCache.own(shared));
    }

    @Test
    void aCacheThatEveryUserMayWriteIsRefused() throws IOException {
        Path cache = Files.createDirectory(shared.resolve("cache"));
        mode(cache, "rwxr-xr-x");
        NativesCache.refuseOpen(cache);
        NativesCache.refuseOpen(shared.resolve("none"));
        mode(cache, "rwxrwxrwx");
        String said = assertThrows(IllegalArgumentException.class, () -> NativesCache.refuseOpen(cache))
                .getMessage();
        assertTrue(said.startsWith(cache + ": a folder that every user may write"), said);
    }
}
