package org.drepmrec.data.io.sample;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.LogChecks;
import org.drepmrec.data.MissingItems;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Provenance;
import org.drepmrec.data.RandomSplit;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.picture.PictureFeatures;
import org.drepmrec.data.io.sample.ShopRandom.Stream;
import org.drepmrec.sparse.Parallel;

/**
 * A shop for homeware, clothing and baby things, generated from a seed: titles, drawn pictures, features computed from
 * them, and the purchases of users with tastes and habits. Its strengths were set by what real shops show without
 * training, before any model was trained on it, and are not options.
 *
 * <h2>Targets</h2>
 *
 * At its defaults, test Recall@20 with training items masked: item kNN (cosine of co-occurrence) 2 to 4 times popularity,
 * content kNN (k = 10) by titles 1.4 to 3.3 times, by pictures at least once but less than by titles, by both more than by
 * either; standard errors of 3 % of item kNN's and titles'. A median of 6 to 8 purchases, a long tail of users and items
 * with a Gini coefficient of item sales from 0.43 to 0.54, and two purchases of a user in one category about thrice as
 * often as by chance. Where these ranges come from, real shops' values and this shop's stand in {@code data/README.md}.
 * Smaller shops are for tests: where twenty items are a large part of all, popularity catches up.
 *
 * <h2>Items</h2>
 *
 * The shop sells designs, each a {@link Category} in one of two forms, a {@link Style}, a {@link Pattern}, a material and
 * a brand, in one to five {@link Color}s or one to three sizes. Half of the designs belong to a series, such as Marigold
 * Lane Wildflower, which has one style, pattern and {@link Tone} and three colors, across categories. A title names the
 * category always, what its variants differ in always, and the rest with the probabilities {@code TITLE_TELLS_*}; it
 * never names the tone. A picture shows category, color, tone and pattern, and the cloth that a series shares; it never
 * shows material, brand or style. The textual features (384-d) are hashed TF-IDF values of the title's words and trigrams,
 * the visual features (256-d) are histograms of the picture's pixels; neither sees the attributes.
 *
 * <h2>Users</h2>
 *
 * User u's weight of item i is
 *
 * <pre>
 *   demand_i exp(CATEGORY a[category] + FORM b[category, form] + COLOR c[color] + TONE d[tone] + STYLE e[style]
 *     + PATTERN f[pattern] + MATERIAL g[material] + BRAND h[brand])
 *   demand_i = LEAST_DEMAND + exp(DESIGN_DEMAND x[design] + ITEM_DEMAND y_i)
 * </pre>
 *
 * where a to h are the user's own and x and y the shop's, all standard normal. Purchases are drawn one after another,
 * without replacement. One of them follows an earlier one of the user, drawn uniformly, with the probabilities
 * {@link #SAME_DESIGN} (another color or size of it), {@link #SAME_SERIES}, {@link #SAME_WINDOW} (shown beside it, in one of
 * N / {@link #WINDOW_ITEMS} windows that were filled at random: no modality tells of them) and {@link #SAME_LOOK} (its
 * color and tone); it is then drawn among those items by the user's weights. With probability {@link #WHIM} it is drawn by
 * demand alone; all others are drawn among all items by the user's weights. Their number is
 * 5 + floor(exp({@code MORE_LOG_MEAN} + {@code MORE_LOG_DEVIATION} z)), z standard normal, at most a fifth of the items.
 *
 * <p>{@link RandomSplit} splits them, from the same seed. The data set is the same, bit for bit, when it is saved and loaded.
 *
 * <p>The same seed and sizes give the same titles, textual features and interactions on every machine, and on one Java
 * version the same pictures and visual features, bit for bit. Java versions smooth edges differently: between 17 and 25
 * 1.4 % of the pixels differ, by at most 15 of 255, and visual features by at most 0.13 where the largest is 4.7; the
 * provenance holds the hash of each part.
 */
public final class SampleShop {

    /** What a thing is decides most: two of a user's purchases are of one category thrice as often as by chance, as in real shops. */
    public static final double CATEGORY = 2.2;
    /** Who wants alarm clocks need not want wall clocks. */
    public static final double FORM = 1.7;
    /** A favorite color; weak, since {@link #SAME_LOOK} adds to it. */
    public static final double COLOR = 0.5;
    /** Weaker than color; what pictures know alone. */
    public static final double TONE = 0.4;
    /** As strong as tone, told only. */
    public static final double STYLE = 0.4;
    /** As strong as color; always seen, seldom told. */
    public static final double PATTERN = 0.5;
    /** A weak taste, told only. */
    public static final double MATERIAL = 0.3;
    /** A weak taste, told only: few people know the brands of mugs. */
    public static final double BRAND = 0.3;

    /** No item is hopeless, as in data from which the least sold were removed. */
    public static final double LEAST_DEMAND = 0.3;
    /** Logarithm's deviation of a design's demand. */
    public static final double DESIGN_DEMAND = 1.2;
    /** Logarithm's deviation of the demand among a design's variants; with the design's, the Gini coefficient of real shops. */
    public static final double ITEM_DEMAND = 0.7;

    /** The share of presents and accidents. */
    public static final double WHIM = 0.1;
    /** The share of further colors and sizes of a thing bought before: titles are all but equal. */
    public static final double SAME_DESIGN = 0.07;
    /** The share of further parts of a series. */
    public static final double SAME_SERIES = 0.1;
    /** The share of things seen beside one bought before: only purchases tell of these, hence item kNN leads. */
    public static final double SAME_WINDOW = 0.28;
    /** The share of things of the same color and tone as one bought before: pictures tell of these best. */
    public static final double SAME_LOOK = 0.2;
    /** Items of a window, on average. */
    public static final int WINDOW_ITEMS = 8;

    /** As in 5-core data. */
    public static final int LEAST_INTERACTIONS = 5;
    /** Mean of the logarithm of the interactions beyond five: half of the users have 6 or fewer in all. */
    public static final double MORE_LOG_MEAN = 0.45;
    /** Deviation of the same: one user in a hundred has more than 40. */
    public static final double MORE_LOG_DEVIATION = 1.35;

    /** Share of designs that belong to a series. */
    public static final double IN_SERIES = 0.5;
    /** Chance of one more color or size of a design, again and again: 1.7 variants on average. */
    public static final double ANOTHER_VARIANT = 0.45;
    /** Share of designs that come in colors; the others come in sizes. */
    public static final double VARIES_IN_COLOR = 0.7;
    /** Share of single designs in the house style of their brand, so that a brand says something about style. */
    public static final double HOUSE_STYLE = 0.5;
    /** Share of single designs with a pattern typical of their style, so that a picture hints at style. */
    public static final double TYPICAL_PATTERN = 0.5;
    /** The same of series, which are designed with more care. */
    public static final double TYPICAL_SERIES_PATTERN = 0.75;

    /** Share of titles with the color, unless the design comes in several: the rest is left to the picture. */
    public static final double TITLE_TELLS_COLOR = 0.6;
    /** Share of titles with the pattern. */
    public static final double TITLE_TELLS_PATTERN = 0.4;
    /** Share of titles with the style: it is advertised, where there is room. */
    public static final double TITLE_TELLS_STYLE = 0.5;
    /** Share of titles with the material. */
    public static final double TITLE_TELLS_MATERIAL = 0.8;
    /** Share of titles with the brand. */
    public static final double TITLE_TELLS_BRAND = 0.8;
    /** Share of titles with the series, if there is one. */
    public static final double TITLE_TELLS_SERIES = 0.8;
    /** Share of titles with the size, unless the design comes in several. */
    public static final double TITLE_TELLS_SIZE = 0.2;
    /** Share of titles with a detail that nobody's taste depends on, such as a lining. */
    public static final double TITLE_TELLS_DETAIL = 0.3;

    private SampleShop() {}

    /** The shop at its defaults: 5,000 users, 2,500 items, seed 999; some seconds. */
    public static MultimodalDataset generate() {
        return builder().build();
    }

    /** Starts a shop of another size or seed. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Writes a shop as files that a shop has lying about, to try one's own files with: {@code orders.csv} (order, customer,
     * article, stars, ordered_at; separated by semicolons), {@code articles.csv} (article, title, price) and {@code
     * photos/ARTICLE.jpg}. Orders, stars, days and prices are drawn from a fixed seed and tell nothing.
     *
     * @throws org.drepmrec.io.DataException if the folder cannot be written
     */
    public static void writeCsv(MultimodalDataset shop, Path folder) {
        ShopFiles.write(shop, folder);
    }

    /**
     * The items behind a generated data set.
     *
     * @throws IllegalArgumentException if the data set was not generated in this run, for files do not keep attributes
     */
    public static ShopCatalogue catalogue(MultimodalDataset data) {
        if (MissingItems.plain(data.catalogue()) instanceof ShopCatalogue shop) {
            return shop;
        }
        throw new IllegalArgumentException("item attributes: found " + data.name() + " from "
                + data.provenance().source()
                + ", expected a sample shop generated in this run; use SampleShop.generate()");
    }

    /** Size and seed of a shop. */
    public static final class Builder {

        private static final int MOST_USERS = 1_000_000;
        private static final int MOST_ITEMS = 100_000;

        private String name = "sample";
        private int users = 5000;
        private int items = 2500;
        private long seed = 999;

        private Builder() {}

        /** The data set's name, in tables and titles; {@code sample} by default. */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /** M, 5000 by default. */
        public Builder users(int count) {
            this.users = count;
            return this;
        }

        /** N, 2500 by default, at least 50. */
        public Builder items(int count) {
            this.items = count;
            return this;
        }

        /** The seed of everything, 999 by default. */
        public Builder seed(long value) {
            this.seed = value;
            return this;
        }

        /**
         * Generates the shop.
         *
         * @throws IllegalArgumentException if there is no user, more than 1,000,000, fewer than 50 items or more than 100,000
         */
        public MultimodalDataset build() {
            if (users < 1 || items < 50 || users > MOST_USERS || items > MOST_ITEMS) {
                throw new IllegalArgumentException("sample shop: found " + users + " users and " + items
                        + " items, expected at least 1 user and 50 items, and at most " + MOST_USERS + " and "
                        + MOST_ITEMS);
            }
            List<ShopItem> assortment = Assortment.items(seed, items);
            List<String> titles = ShopTitles.of(seed, assortment);
            BufferedImage[] pictures = pictures(assortment);
            Features textual = TitleFeatures.of(titles);
            Features visual = PictureFeatures.of(List.of(pictures));
            InteractionLog log = RandomSplit.apply(pairs(new Shoppers(seed, assortment).choices(users)), seed);
            List<String> warnings = new ArrayList<>();
            new LogChecks(name + ".inter", log, log).addTo(warnings);
            MultimodalDataset.Builder shop = MultimodalDataset.builder(name, users, items);
            warnings.forEach(shop::warning);
            Interactions train = log.interactions(Split.TRAIN);
            Interactions validation = log.interactions(Split.VALIDATION);
            Interactions test = log.interactions(Split.TEST);
            return shop.train(train)
                    .validation(validation)
                    .test(test)
                    // By name, as a loader finds them: the order decides the order of random numbers in training.
                    .features(Modality.TEXTUAL, textual)
                    .features(Modality.VISUAL, visual)
                    .catalogue(new ShopCatalogue(assortment, titles, pictures))
                    .provenance(new Provenance(
                            "sample shop, generated",
                            Map.of(
                                    "titles",
                                    ContentHashes.of(titles),
                                    "pictures",
                                    ContentHashes.of(pictures),
                                    Modality.TEXTUAL.fileName(),
                                    ContentHashes.of(textual),
                                    Modality.VISUAL.fileName(),
                                    ContentHashes.of(visual),
                                    "interactions",
                                    ContentHashes.of(train, validation, test)),
                            Map.of(
                                    "seed", Long.toString(seed),
                                    "users", Integer.toString(users),
                                    "items", Integer.toString(items))))
                    .build();
        }

        /** By user, and each user's in the order of choice, which {@code DatasetWriter} keeps. */
        private InteractionLog pairs(int[][] choices) {
            int[] user = IntStream.range(0, users)
                    .flatMap(u -> Arrays.stream(choices[u]).map(item -> u))
                    .toArray();
            int[] item = Arrays.stream(choices).flatMapToInt(Arrays::stream).toArray();
            return InteractionLog.unlabeled(users, items, user, item);
        }

        private BufferedImage[] pictures(List<ShopItem> assortment) {
            BufferedImage[] pictures = new BufferedImage[assortment.size()];
            Parallel.forRanges(pictures.length, 8, (from, to) -> {
                for (int i = from; i < to; i++) {
                    pictures[i] = Painter.paint(
                            assortment.get(i),
                            ShopRandom.random(seed, Stream.PICTURE, i),
                            ShopRandom.random(
                                    seed, Stream.CLOTH, assortment.get(i).cloth()));
                }
            });
            return pictures;
        }
    }
}
