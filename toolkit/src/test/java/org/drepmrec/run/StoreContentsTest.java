package org.drepmrec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.drepmrec.io.LockFile;
import org.drepmrec.run.StoredRun.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs without a recorded fingerprint, as they were stored before there was one, are of other code. */
class StoreContentsTest {

    private static final RunSpec SPEC = RunSpec.of("LightGCN");

    @TempDir
    Path folder;

    private Path put(long seed) {
        String key = Long.toHexString(seed).repeat(64).substring(0, 64);
        RunStore.at(folder).put(Shop.invented(SPEC.seed(seed), key, 0.25, 0.5, 1), null, false);
        return folder.resolve("LightGCN-seed" + seed + "-" + key.substring(0, 24));
    }

    private static Set<Path> folders(List<StoredRun> runs) {
        return runs.stream().map(StoredRun::folder).collect(Collectors.toSet());
    }

    @Test
    void theListTellsWhatEachFolderIs() throws IOException {
        Path stale = put(1);
        Path damaged = put(2);
        Files.writeString(damaged.resolve("users.tsv"), "user\n");
        Path killed = put(3);
        Path part = folder.resolve("." + killed.getFileName() + ".part");
        Files.move(killed, part);
        Files.createDirectory(folder.resolve("graphs"));
        List<StoredRun> all = RunStore.at(folder).list();
        assertEquals(
                List.of(State.LEFTOVER, State.STALE, State.DAMAGED),
                all.stream().map(StoredRun::state).toList());
        assertEquals(
                List.of(part, stale, damaged),
                all.stream().map(StoredRun::folder).toList());
        assertEquals("LightGCN", all.get(1).model());
        assertEquals(1, all.get(1).seed());
        assertEquals(0.75, all.get(1).recall());
        assertEquals(3, StoredRun.table(all).rowCount());
    }

    @Test
    void onlyWhatIsAskedForIsRemoved() {
        Path one = put(1);
        Path two = put(2);
        RunStore store = RunStore.at(folder);
        assertEquals(Set.of(one), folders(store.remove(r -> r.seed() == 1)));
        assertEquals(Set.of(two), folders(store.list()));
        assertTrue(Files.notExists(one));
    }

    @Test
    void aRunThatSomebodyIsDoingStaysWithWhatBelongsToIt() throws IOException {
        Path held = put(1);
        Path part = Files.createDirectory(folder.resolve("." + held.getFileName() + "+model.part"));
        Path free = put(2);
        String key = "1".repeat(64);
        RunStore store = RunStore.at(folder);
        try (LockFile lock = store.tryLock(SPEC.seed(1), key).orElseThrow()) {
            assertTrue(lock != null);
            assertEquals(Set.of(free), folders(store.remove(r -> true)));
            assertEquals(Set.of(held, part), folders(store.list()));
        }
        assertEquals(Set.of(held, part), folders(store.remove(r -> true)));
        assertEquals(List.of(), store.list());
    }
}
