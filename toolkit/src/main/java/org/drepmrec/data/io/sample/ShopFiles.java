package org.drepmrec.data.io.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.io.DataException;

/** Writes a shop as files that a shop has lying about. */
final class ShopFiles {

    private static final long SEED = 1;
    private static final int FIRST_ARTICLE = 7000;
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    private static final int DAYS = 365;

    private ShopFiles() {}

    static void write(MultimodalDataset shop, Path folder) {
        Random random = new Random(SEED);
        try {
            Path photos = Files.createDirectories(folder.resolve("photos"));
            text(folder.resolve("orders.csv"), orders(shop, random));
            text(folder.resolve("articles.csv"), articles(shop, random));
            for (int i = 0; i < shop.items(); i++) {
                Path photo = photos.resolve(article(i) + ".jpg");
                var picture = shop.catalogue().picture(i);
                if (picture.isPresent()) {
                    ImageIO.write(picture.get(), "jpg", photo.toFile());
                }
            }
        } catch (IOException e) {
            throw DataException.of(
                    folder.toString(), e.toString(), "a folder that can be written", "choose another folder", e);
        }
    }

    private static void text(Path file, CharSequence content) throws IOException {
        Files.writeString(file, content, StandardCharsets.UTF_8);
    }

    private static String article(int item) {
        return "ART" + (FIRST_ARTICLE + item);
    }

    private static StringBuilder orders(MultimodalDataset shop, Random random) {
        StringBuilder rows = new StringBuilder("order;customer;article;stars;ordered_at\n");
        for (Split split : Split.values()) {
            Interactions pairs = shop.split(split);
            for (int k = 0; k < pairs.size(); k++) {
                rows.append(String.format(
                        Locale.ROOT,
                        "%d;C-%04d;%s;%d;%s\n",
                        random.nextInt(1_000_000),
                        pairs.user(k),
                        article(pairs.item(k)),
                        3 + random.nextInt(3),
                        FIRST_DAY.plusDays(random.nextInt(DAYS))));
            }
        }
        return rows;
    }

    private static StringBuilder articles(MultimodalDataset shop, Random random) {
        StringBuilder rows = new StringBuilder("article,title,price\n");
        for (int i = 0; i < shop.items(); i++) {
            String title = shop.catalogue().label(i).replace("\"", "\"\"");
            rows.append(String.format(Locale.ROOT, "%s,\"%s\",%d.90\n", article(i), title, 5 + random.nextInt(60)));
        }
        return rows;
    }
}
