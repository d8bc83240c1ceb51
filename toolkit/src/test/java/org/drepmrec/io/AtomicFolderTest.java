package org.drepmrec.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copies of killed writes are laid out by hand, with what a kill after each step leaves. */
class AtomicFolderTest {

    private static final String ID = ".6b1f7d8e-0000-4000-8000-0123456789ab";
    private static final String OTHER = ".6b1f7d8e-0000-4000-8000-ba9876543210";

    @TempDir
    Path place;

    private Path target;
    private AtomicFolder folder;

    @BeforeEach
    void open() {
        target = place.resolve("m");
        folder = new AtomicFolder(target, f -> Files.exists(f.resolve("whole")));
    }

    private static void lay(Path at, String text) throws IOException {
        Files.createDirectories(at);
        Files.writeString(at.resolve("text"), text);
        Files.createFile(at.resolve("whole"));
    }

    private Path copy(String end) {
        return place.resolve(".m" + end);
    }

    private void assertAlone(String text) throws IOException {
        assertEquals(text, Files.readString(target.resolve("text")));
        try (Stream<Path> all = Files.list(place)) {
            assertEquals(List.of(target), all.toList());
        }
    }

    @Test
    void aFolderIsWrittenAndReplaced() throws IOException {
        folder.write(f -> lay(f, "one"));
        assertAlone("one");
        folder.write(f -> lay(f, "two"));
        assertAlone("two");
    }

    @Test
    void afterAFailureTheOldOneIsThereAlone() throws IOException {
        folder.write(f -> lay(f, "one"));
        for (boolean started : new boolean[] {true, false}) {
            assertThrows(
                    IOException.class,
                    () -> folder.write(f -> {
                        if (started) {
                            lay(f, "two");
                        }
                        throw new IOException("disk full");
                    }));
            assertAlone("one");
        }
        // Nothing is made, so nothing can be moved into the place of the old one.
        assertThrows(IOException.class, () -> folder.write(f -> {}));
        assertAlone("one");
    }

    @Test
    void aPartAloneIsRemovedByTheNextWrite() throws IOException {
        lay(copy(ID + ".part"), "half");
        folder.recover();
        assertFalse(Files.exists(target));
        folder.write(f -> lay(f, "new"));
        assertAlone("new");
    }

    @Test
    void aWholePartBesideTheOldOneTakesTheMissingPlace() throws IOException {
        lay(copy(ID + ".part"), "new");
        lay(copy(ID + ".old"), "old");
        folder.recover();
        assertAlone("new");
    }

    @Test
    void aWholePartOfAFirstWriteTakesTheMissingPlace() throws IOException {
        lay(copy(ID + ".part"), "new");
        Files.createDirectory(copy(ID + ".old"));
        folder.recover();
        assertAlone("new");
    }

    @Test
    void theOldOneComesBackWhereTheNewOneIsNotWhole() throws IOException {
        Files.createDirectory(copy(ID + ".part"));
        lay(copy(ID + ".old"), "old");
        folder.recover();
        assertAlone("old");
    }

    @Test
    void whatWasDeletedNeverComesBack() throws IOException {
        lay(copy(ID + ".old"), "deleted");
        lay(copy(OTHER + ".part"), "half");
        folder.recover();
        assertFalse(Files.exists(target));
        folder.write(f -> {
            assertFalse(Files.exists(target));
            lay(f, "new");
        });
        assertAlone("new");
    }

    @Test
    void copiesNeitherReplaceNorBlockWhatIsThere() throws IOException {
        folder.write(f -> lay(f, "one"));
        for (String id : List.of(ID, OTHER)) {
            lay(copy(id + ".part"), "stale part");
            lay(copy(id + ".old"), "stale");
        }
        folder.recover();
        assertEquals("one", Files.readString(target.resolve("text")));
        folder.write(f -> lay(f, "two"));
        assertAlone("two");
    }
}
