package org.drepmrec.data.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.drepmrec.Damage;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.io.DataException;
import org.drepmrec.io.NpyArray;
import org.drepmrec.io.NpyReader;
import org.drepmrec.io.NpyTest;

/**
 * Damaged files are read, or refused by a message of ours; nothing else happens. For a longer run set the property
 * {@code jqwik.tries.default}.
 */
class BrokenFilesTest {

    private static final String SEED = "999";
    private static final byte[] INTER =
            "userID\titemID\tx_label\n0\t0\t0\n0\t1\t1\n0\t2\t2\n1\t1\t0\n1\t2\t0\n12\t10\t0\n"
                    .getBytes(StandardCharsets.UTF_8);

    private static Path folder;

    @BeforeContainer
    static void make() throws IOException {
        folder = Files.createTempDirectory("broken");
    }

    @AfterContainer
    static void remove() throws IOException {
        for (String file : new String[] {"x.npy", "shop.inter", "items.tsv"}) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.delete(folder);
    }

    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void npyIsReadOrRefused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        String type = new String[] {"<f4", ">f8", "<f2", "<i8"}[random.nextInt(4)];
        int bytes = type.charAt(2) - '0';
        byte[] sound = NpyTest.npy(
                1 + random.nextInt(3), NpyTest.header(type, random.nextBoolean(), "(3, 2)"), new byte[6 * bytes]);
        Path path = Files.write(folder.resolve("x.npy"), Damage.mutate(sound, random));
        try {
            NpyArray array = NpyReader.read(path);
            assertEquals((long) array.rows() * array.columns(), array.values().length);
            assertTrue(array.values().length <= Files.size(path));
        } catch (DataException e) {
            assertClear(e, "x.npy");
        }
    }

    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void interactionsAreReadOrRefused(@ForAll long seed) throws IOException {
        Files.deleteIfExists(folder.resolve("items.tsv"));
        Files.write(folder.resolve("shop.inter"), Damage.mutate(INTER, new Random(seed)));
        loadOrRefuse("shop.inter");
    }

    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void titlesAreReadOrRefused(@ForAll long seed) throws IOException {
        Files.write(folder.resolve("shop.inter"), INTER);
        byte[] sound = "itemID\ttitle\n0\tBlüte\n3\ta b\n10\t\n".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("items.tsv"), Damage.mutate(sound, new Random(seed)));
        loadOrRefuse("items.tsv");
    }

    private static void loadOrRefuse(String file) throws IOException {
        byte[] inter = Files.readAllBytes(folder.resolve("shop.inter"));
        int lines = 1;
        for (byte b : inter) {
            lines += b == '\n' ? 1 : 0;
        }
        try {
            MultimodalDataset data = Datasets.folder("shop", folder).only().load();
            int rows = Arrays.stream(Split.values())
                    .mapToInt(s -> data.split(s).size())
                    .sum();
            assertTrue(data.train().size() > 0, "something to train on");
            assertTrue(rows < lines, "no interaction without its line");
            assertTrue(Math.max(data.users(), data.items()) <= 100 * lines + 1000, "memory bounded by the file");
        } catch (DataException e) {
            assertClear(e, file);
        }
    }

    /** What, found, expected, remedy. */
    private static void assertClear(DataException e, String file) {
        assertTrue(e.getMessage().matches("(?s)" + file + ".*: .+, expected .+; .+"), e::getMessage);
        assertTrue(e.getMessage().length() < 400, e::getMessage);
    }

    /** A {@code sizes.tsv} beside a sound log. */
    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void sizesAreReadOrRefused(@ForAll long seed) throws IOException {
        Files.deleteIfExists(folder.resolve("items.tsv"));
        Files.write(folder.resolve("shop.inter"), INTER);
        byte[] sound = "users\titems\n14\t12\n".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("sizes.tsv"), Damage.mutate(sound, new Random(seed)));
        try {
            loadOrRefuse("sizes.tsv");
        } finally {
            Files.delete(folder.resolve("sizes.tsv"));
        }
    }

    /** A {@code missing.tsv} beside a sound log. */
    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void missingItemsAreReadOrRefused(@ForAll long seed) throws IOException {
        Files.deleteIfExists(folder.resolve("items.tsv"));
        Files.write(folder.resolve("shop.inter"), INTER);
        byte[] sound = "itemID\tmodality\n3\tvisual\n10\tvisual\n2\ttextual\n".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("missing.tsv"), Damage.mutate(sound, new Random(seed)));
        try {
            loadOrRefuse("missing.tsv");
        } finally {
            Files.delete(folder.resolve("missing.tsv"));
        }
    }
}
