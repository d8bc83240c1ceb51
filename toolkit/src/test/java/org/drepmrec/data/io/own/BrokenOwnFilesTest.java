package org.drepmrec.data.io.own;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.drepmrec.Damage;
import org.drepmrec.data.Fill;
import org.drepmrec.data.io.amazon.TfIdfSvd;
import org.drepmrec.data.split.SplitRule;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Folders;
import org.drepmrec.io.NpyWriter;

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

    private static final String FULL =
            """
            customer,article,when,stars,count,part
            anna,mug,1700000000,5,1,train
            bob,mug,1700000100,4.5,2,train
            anna,lamp,1700000200,3,1,validation
            anna,cup,1700000300,1,7,train
            bob,lamp,1700000400,5,1,test
            bob,cup,1700000500,5,-1,train
            bob,cup,1700000600,5,3,train
            """;

    private static final String ISO = FULL.replaceAll("1700000([0-9])00", "2024-05-1$1T09:30+02:00");

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
        Folders.delete(folder);
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

    /** Times of all forms, ratings, weights and a column of parts in one table. */
    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void tablesWithAllColumnsAreReadOrRefused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] sound = (random.nextBoolean() ? FULL : ISO).getBytes(StandardCharsets.UTF_8);
        write(Damage.mutate(sound, random), ARTICLES, photo);
        OwnFiles.Builder files = builder().time("when").rating("stars", 2).weight("count", 1);
        SplitRule split =
                switch (random.nextInt(4)) {
                    case 0 -> SplitRule.byColumn("part");
                    case 1 -> SplitRule.byTime(0.5, 0.2);
                    case 2 -> SplitRule.leaveLastOut();
                    default -> SplitRule.random(1);
                };
        readOrRefuse(files.split(split).core(random.nextInt(3)), Integer.MAX_VALUE);
    }

    /** Vectors of another program, their list of ids, or a vector in a folder of its own. */
    @Property(seed = SEED, shrinking = ShrinkingMode.OFF)
    void vectorsAreReadOrRefused(@ForAll long seed) throws IOException {
        write(ORDERS, ARTICLES, photo);
        Random random = new Random(seed);
        int damaged = random.nextInt(3);
        byte[] list = "lamp\nmug\nghost\n".getBytes(StandardCharsets.UTF_8);
        Path ids = Files.write(folder.resolve("ids.txt"), damaged == 0 ? Damage.mutate(list, random) : list);
        Path npy = folder.resolve("clip.npy");
        NpyWriter.write(npy, 3, 2, new float[] {1, 2, 3, 4, 5, 6});
        if (damaged == 1) {
            Files.write(npy, Damage.mutate(Files.readAllBytes(npy), random));
        }
        Path layer = Files.createDirectories(folder.resolve("ducho/torch/ResNet50/avgpool"));
        NpyWriter.write(layer.resolve("mug.npy"), 1, 2, new float[] {1, 2});
        NpyWriter.write(layer.resolve("lamp.npy"), 1, 2, new float[] {3, 4});
        if (damaged == 2) {
            Path lamp = layer.resolve("lamp.npy");
            Files.write(lamp, Damage.mutate(Files.readAllBytes(lamp), random));
        }
        readOrRefuse(
                builder()
                        .features("visual", npy, ids)
                        .features("sound", folder.resolve("ducho"))
                        .fill(List.of(Fill.values()).get(random.nextInt(3))),
                6);
    }
}
