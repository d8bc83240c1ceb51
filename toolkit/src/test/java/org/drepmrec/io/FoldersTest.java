package org.drepmrec.io;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @TempDir
    private Path folder;

    private Path kept;

    @BeforeEach
    void makeWhatLinksLeadTo() throws IOException {
        kept = Files.createDirectory(folder.resolve("kept"));
        Files.writeString(kept.resolve("file"), "");
    }

    @Test
    void allInAFolderGoesAndLinksInItAreNotFollowed() throws IOException {
        Path place = folder.resolve("place");
        Files.createDirectories(place.resolve("a/b"));
        Files.writeString(place.resolve("a/b/c"), "");
        Files.createSymbolicLink(place.resolve("a/link"), kept);
        Files.createSymbolicLink(place.resolve("dangling"), place.resolve("nothing"));
        Folders.delete(place);
        assertTrue(Files.notExists(place));
        assertTrue(Files.exists(kept.resolve("file")));
    }

    @Test
    void ofALinkOnlyTheLinkGoes() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), kept);
        Folders.delete(link);
        Folders.discard(Files.createSymbolicLink(link, kept));
        assertTrue(Files.notExists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS));
        assertTrue(Files.exists(kept.resolve("file")));
    }

    @Test
    void nothingIsThereToDelete() throws IOException {
        Folders.delete(folder.resolve("nothing"));
        Folders.discard(folder.resolve("nothing"));
        assertTrue(Files.exists(kept));
    }
}
