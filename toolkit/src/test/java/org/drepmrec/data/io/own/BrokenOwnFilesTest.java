package org.drepmrec.data.io.own;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.drepmrec.Damage;
import org.drepmrec.data.io.amazon.TfIdfSvd;
import org.drepmrec.io.DataException;

/**
 * Damaged CSV files and pictures of a user's own are read, or refused by a message of ours; nothing else happens. For a longer
 * run set the property {@code jqwik.tries.default}.
 */
class BrokenOwnFilesTest {

    private static final String SEED = "999";
    private static final byte[] ORDERS =
            "day,customer,article\n1,anna,mug\n2,bob,mug\n3,anna,lamp\n4,anna,\"Käse, alt\"\n5,bob,lamp\n"
                    .getBytes(StandardCharsets.UTF_8);
    private static final byte[] ARTICLES =
            "article,title\n\"Käse, alt\",\"Old \"\"red\"\" cheese\"\nmug,Red mug\nlamp,A lamp for tea\n"
                    .getBytes(StandardCharsets.UTF_8);

    private static Path folder;
    private static byte[] photo;

    @BeforeContainer
    static void make() throws IOException {
        folder = Files.createTempDirectory("own");
        Files.createDirectories(folder.resolve("photos"));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), "png", png);
        photo = png.toByteArray();
    }

    @AfterContainer
    static void remove() throws IOException {
        for (String file : new String[] {"photos/mug.png", "photos/lamp.png", "photos", "orders.csv", "articles.csv"}) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.delete(folder);
    }

    private static void write(byte[] orders, byte[] articles, byte[] picture) throws IOException {
        Files.write(folder.resolve("orders.csv"), orders);
        Files.write(folder.resolve("articles.csv"), articles);
        Files.write(folder.resolve("photos/lamp.png"), photo);
        Files.write(folder.resolve("photos/mug.png"), picture);
    }

    private static OwnFiles.Builder builder() {
        return OwnFiles.builder("shop", folder.resolve("orders.csv"), "customer", "article");
    }

    private static void readOrRefuse(OwnFiles.Builder files, int lines) {
        try {
            OwnData data = files.build().read();
            assertTrue(data.data().train().size() > 0, "something to train on");
            assertTrue(data.data().users() <= lines && data.data().items() <= lines, "no node without its line");
        } catch (DataException e) {
            assertTrue(e.getMessage().matches("(?s).*: .+, expected .+; .+"), e::getMessage);
            assertTrue(e.getMessage().length() < 600, e::getMessage);
        }
    }

    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void interactionsAreReadOrRefused(@ForAll long seed) throws IOException {
        byte[] damaged = Damage.mutate(ORDERS, new Random(seed));
        write(damaged, ARTICLES, photo);
        int lines = 1;
        for (byte b : damaged) {
            lines += b == '\n' || b == '\r' ? 1 : 0;
        }
        readOrRefuse(builder(), lines);
    }

    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void textsAreReadOrRefused(@ForAll long seed) throws IOException {
        write(ORDERS, Damage.mutate(ARTICLES, new Random(seed)), photo);
        readOrRefuse(
                builder()
                        .texts(folder.resolve("articles.csv"), "article", "title")
                        .encoder(TfIdfSvd.builder().minDocuments(1).build()),
                6);
    }

    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void picturesAreReadOrRefused(@ForAll long seed) throws IOException {
        write(ORDERS, ARTICLES, Damage.mutate(photo, new Random(seed)));
        readOrRefuse(builder().pictures(folder.resolve("photos")), 6);
    }
}
