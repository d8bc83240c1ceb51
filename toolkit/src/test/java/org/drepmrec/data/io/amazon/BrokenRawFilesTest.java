package org.drepmrec.data.io.amazon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.drepmrec.Damage;
import org.drepmrec.io.DataException;

/**
 * Damaged raw files are read, or refused by a message of ours; nothing else happens. For a longer run set the property
 * {@code jqwik.tries.default}.
 */
class BrokenRawFilesTest {

    private static final String SEED = "999";
    private static final String FILE = "raw";
    private static final Map<String, Integer> ITEMS = Map.of(RawFiles.asin(1), 0, RawFiles.asin(2), 1);

    private static Path path;

    @BeforeContainer
    static void make() throws IOException {
        path = Files.createTempDirectory("brokenRaw").resolve(FILE);
    }

    @AfterContainer
    static void remove() throws IOException {
        Files.deleteIfExists(path);
        Files.delete(path.getParent());
    }

    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void reviewsAreReadOrRefused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        String text = RawFiles.review("U1", RawFiles.asin(1), 5)
                + RawFiles.review("U1", RawFiles.asin(2), 6)
                + RawFiles.review("U2", RawFiles.asin(2), 7);
        check(damaged(text, random), p -> {
            ReviewLog read = ReviewLog.read(p, random.nextInt(2));
            assertEquals(read.log().items(), read.asins().size());
            assertTrue(read.log().size() > 0);
        });
    }

    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void ratingsAreReadOrRefused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        String text = "U1,B000000001,5.0,1365811200\nU1,B000000002,1.0,1365811201\nU2,B000000002,3,1365811201\n";
        check(damaged(text, random), p -> assertTrue(ReviewLog.read(p, 0).log().size() > 0));
    }

    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void metadataAreReadOrRefused(@ForAll long seed) throws IOException {
        String text =
                """
                {'asin': 'B000000001', 'title': "Baby's\\n\\xe9", 'price': 1.5, 'categories': [['a', 'b']]}
                {"asin": "B000000002", "title": "\\ud83d\\ude00", "description": ["x"], "n": null}
                """;
        check(damaged(text, new Random(seed)), p -> {
            Metadata read = Metadata.read(p, ITEMS);
            assertEquals(2, read.texts().size());
            for (String title : read.titles()) {
                assertTrue(
                        title == null || (title.length() <= 500 && title.chars().noneMatch(Character::isISOControl)));
            }
        });
    }

    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void featuresAreReadOrRefused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] a = RawFiles.record(RawFiles.asin(1), 1f, 2f);
        byte[] sound = Arrays.copyOf(a, 2 * a.length);
        System.arraycopy(RawFiles.record(RawFiles.asin(2), 3f), 0, sound, a.length, a.length);
        byte[] changed = random.nextInt(4) == 0 ? Damage.mutate(sound, random) : overwrite(sound, random);
        check(changed, p -> {
            VisualFeatures read = VisualFeatures.read(p, ITEMS);
            assertEquals(2 * 4096, read.features().values().length);
        });
    }

    /** Half of them damaged inside sound gzip or plain text, half of them damaged gzip. */
    private static byte[] damaged(String text, Random random) throws IOException {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(4)) {
            case 0 -> Damage.mutate(plain, random);
            case 1 -> RawFiles.gzip(new String(Damage.mutate(plain, random), StandardCharsets.UTF_8));
            default -> Damage.mutate(RawFiles.gzip(text), random);
        };
    }

    private static void check(byte[] bytes, Consumer<Path> reader) throws IOException {
        Files.write(path, bytes);
        try {
            reader.accept(path);
        } catch (DataException e) {
            boolean core = e.getMessage().startsWith("1-core: ");
            assertTrue(core || e.getMessage().matches("(?s)" + FILE + ".*: .+, expected .+; .+"), e::getMessage);
            assertTrue(e.getMessage().length() < 400, e::getMessage);
        }
    }

    /** Length and so the form kept, bytes replaced. */
    private static byte[] overwrite(byte[] sound, Random random) {
        byte[] copy = sound.clone();
        for (int n = 1 + random.nextInt(8); n > 0; n--) {
            boolean name = random.nextInt(3) == 0;
            int at =
                    name ? random.nextInt(2) * VisualFeatures.RECORD + random.nextInt(10) : random.nextInt(copy.length);
            copy[at] = (byte) random.nextInt(256);
        }
        return copy;
    }
}
