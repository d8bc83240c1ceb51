package org.drepmrec.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.drepmrec.run.RunSpec;
import org.drepmrec.run.RunStore;
import org.drepmrec.run.Runner;
import org.drepmrec.run.Shop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run of today and two of other code in a store. */
class RunsCommandTest {

    @TempDir
    Path store;

    @BeforeEach
    void fill() {
        Runner.builder(Shop.DATA)
                .engine(Shop.ENGINE)
                .device("cpu")
                .quiet()
                .store(store)
                .build()
                .run(Shop.quick("LightGCN"));
        Shop.store(store, Shop.invented(RunSpec.of("BPR"), "a".repeat(64), 0.25, 0.5));
        Shop.store(store, Shop.invented(RunSpec.of("VBPR"), "b".repeat(64), 0.25, 0.5));
    }

    private Shell runs(Object... more) {
        Object[] all = new Object[3 + more.length];
        all[0] = "runs";
        all[1] = "--store";
        all[2] = store;
        System.arraycopy(more, 0, all, 3, more.length);
        Shell shell = Shell.run(all);
        assertEquals(0, shell.code(), shell.err());
        return shell;
    }

    @Test
    void runsAreListedAndThoseOfOtherCodeAreMarked() {
        String out = runs().out();
        assertTrue(out.matches("(?s).*BPR +999 .*0\\.5000 +stale .*LightGCN +999 +tiny +\\d{4}-.* current .*"), out);
        assertTrue(out.endsWith("3 runs, 2 of them stale\n"), out);
        assertTrue(runs("--model", "lightgcn").out().endsWith("1 run, 0 of them stale\n"));
    }

    @Test
    void aDryRunRemovesNothing() {
        String out = runs("--remove", "stale", "--dry-run").out();
        assertTrue(out.endsWith("2 runs would be removed\n"), out);
        assertEquals(3, RunStore.at(store).list().size());
    }

    @Test
    void staleRunsAreRemovedAndTodaysStay() {
        assertTrue(runs("--remove", "stale", "--model", "BPR").out().endsWith("1 run removed\n"));
        assertEquals(2, RunStore.at(store).list().size());
        assertTrue(runs("--remove", "stale").out().endsWith("1 run removed\n"));
        assertEquals("LightGCN", RunStore.at(store).list().get(0).model());
        assertTrue(runs("--remove", "all").out().endsWith("1 run removed\n"));
        assertEquals(0, RunStore.at(store).list().size());
    }

    @Test
    void aFolderThatIsNotThereIsRefusedAndNotMade() {
        Path none = store.resolve("none");
        Shell shell = Shell.run("runs", "--store", none);
        assertEquals(1, shell.code());
        assertTrue(shell.err().contains("no such folder, expected the store of earlier runs"), shell.err());
        assertFalse(none.toFile().exists());
    }
}
