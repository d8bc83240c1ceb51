package org.drepmrec.data.io.sample;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.LogChecks;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Provenance;
import org.drepmrec.data.RandomSplit;
import org.drepmrec.data.Split;
import org.drepmrec.data.io.picture.PictureFeatures;
import org.drepmrec.data.io.sample.Seeds.Stream;
import org.drepmrec.sparse.Parallel;

/**
 * A small shop for homeware, clothing and baby things, generated from a seed: titles, drawn pictures, features computed
 * from them, and the purchases of users with tastes.
 *
 * <h2>Items</h2>
 *
 * Each item has a {@link Category} in one of two forms, a {@link Color}, a {@link Tone}, a {@link Style}, a {@link Pattern}, a material and a
 * brand, drawn uniformly but for two habits: half of the items have the house style of their brand, and half have a
 * pattern that is typical of their style. A title names the category always and the rest with the probabilities
 * {@code TITLE_TELLS_*}; it never names the tone. A picture shows category, color, tone and pattern; it never shows
 * material, brand or style. The textual features (384-d) are hashed TF-IDF values of the title's words and trigrams, the
 * visual features (256-d) are histograms of the picture's pixels; neither sees the attributes.
 *
 * <h2>Users</h2>
 *
 * User u prefers item i with the utility
 *
 * <pre>
 *   CATEGORY a[category] + COLOR b[color] + TONE c[tone] + STYLE d[style] + PATTERN e[pattern]
 *     + MATERIAL f[material] + BRAND g[brand] + HIDDEN (h . q_i) / sqrt(HIDDEN_FACTORS) + POPULARITY p_i
 * </pre>
 *
 * where a to h are the user's own and p and q the item's, all standard normal. Interactions are drawn one after another,
 * without replacement, from the softmax of the utilities at temperature 1, which is the choice noise; with probability
 * {@code WHIM} an interaction is drawn from the softmax of the popularity term alone instead (presents). Their number is 5 + floor(exp({@code MORE_LOG_MEAN} + {@code MORE_LOG_DEVIATION} z)), z
 * standard normal, at most a fifth of the items: about 9.5 on average with a long tail, near the 8 of the field's 5-core
 * review data.
 *
 * <p>The variance of the personal part is the sum of the squared strengths, 1.69 + 0.64 + 0.36 + 0.36 + 0.36 + 0.25 + 0.16
 * + 1.44 = 5.26. So about 44 % (category, color) lies in both modalities, 15 % (style, material, brand) in titles alone,
 * 14 % (tone, pattern; half of the patterns are told) in pictures, and 27 % (hidden) in neither: content helps
 * where purchases are few, neither modality repeats the other, and only behavior shows the rest. Strengths were chosen by
 * this reasoning before any model was trained on the data, and are not options.
 *
 * <p>{@link RandomSplit} splits them, from the same seed. The data set is the same, bit for bit, when it is saved and loaded.
 *
 * <p>The same seed and sizes give the same titles, textual features and interactions on every machine, and on one Java
 * version the same pictures and visual features, bit for bit. Java versions smooth edges differently: between 17 and 25
 * 0.9 % of the pixels differ, by at most 13 of 255, and visual features by at most 0.021 where the largest is 2.8; the
 * provenance holds the hash of each part.
 */
public final class SampleShop {

    /** What a thing is decides most: sqrt of 1.69, about a third of the personal variance. */
    public static final double CATEGORY = 1.3;
    /** The favorite color is the next strongest; it is in both modalities. */
    public static final double COLOR = 0.8;
    /** Clearly weaker than color; what pictures know alone. */
    public static final double TONE = 0.6;
    /** As strong as tone, so that titles too know something alone. */
    public static final double STYLE = 0.6;
    /** As strong as style; always seen, half of the time told. */
    public static final double PATTERN = 0.6;
    /** A weak taste, told only. */
    public static final double MATERIAL = 0.5;
    /** The weakest taste, told only: few people know the brands of mugs. */
    public static final double BRAND = 0.4;
    /** Quality, cut, comfort, reputation: known to users, in no modality; second to category. */
    public static final double HIDDEN = 1.2;
    /** Enough hidden factors that no single one can be guessed from few purchases. */
    public static final int HIDDEN_FACTORS = 8;
    /** Logarithm's deviation of the popularity: an item at the 95th percentile draws exp(0.8 x 3.29) = 14 times one at the 5th. */
    public static final double POPULARITY = 0.8;
    /** The share of presents and accidents. */
    public static final double WHIM = 0.1;

    /** As in 5-core data. */
    public static final int LEAST_INTERACTIONS = 5;
    /** Mean of the logarithm of the interactions beyond five: a median of exp(1.1) = 3 and a mean of 4.5 after rounding down. */
    public static final double MORE_LOG_MEAN = 1.1;
    /** Deviation of the same: one user in fifty has more than 28. */
    public static final double MORE_LOG_DEVIATION = 1.0;

    /** Share of items in the house style of their brand, so that a brand says something about style. */
    public static final double HOUSE_STYLE = 0.5;
    /** Share of items with a pattern typical of their style, so that a picture hints at style. */
    public static final double TYPICAL_PATTERN = 0.5;

    /** Share of titles with the color: sellers name it mostly. */
    public static final double TITLE_TELLS_COLOR = 0.8;
    /** Share of titles with the pattern: left to the picture as often as not. */
    public static final double TITLE_TELLS_PATTERN = 0.5;
    /** Share of titles with the style: it is advertised, where there is room. */
    public static final double TITLE_TELLS_STYLE = 0.7;
    /** Share of titles with the material. */
    public static final double TITLE_TELLS_MATERIAL = 0.8;
    /** Share of titles with the brand. */
    public static final double TITLE_TELLS_BRAND = 0.8;
    /** Share of titles with a detail that nobody's taste depends on, such as a size. */
    public static final double TITLE_TELLS_DETAIL = 0.4;

    private static final String NAME = "sample";

    private SampleShop() {}

    /** The shop at its defaults: 1,000 users, 500 items, seed 999. */
    public static MultimodalDataset generate() {
        return builder().build();
    }

    /** Starts a shop of another size or seed. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The items behind a generated data set.
     *
     * @throws IllegalArgumentException if the data set was not generated in this run, for files do not keep attributes
     */
    public static ShopCatalogue catalogue(MultimodalDataset data) {
        if (data.catalogue() instanceof ShopCatalogue shop) {
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

        private int users = 1000;
        private int items = 500;
        private long seed = 999;

        private Builder() {}

        /** M, 1000 by default. */
        public Builder users(int count) {
            this.users = count;
            return this;
        }

        /** N, 500 by default, at least 50. */
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
            List<String> titles = Assortment.titles(seed, assortment);
            BufferedImage[] pictures = pictures(assortment);
            Features textual = TitleFeatures.of(titles);
            Features visual = PictureFeatures.of(List.of(pictures));
            InteractionLog log = RandomSplit.apply(pairs(new Shoppers(seed, assortment).choices(users)), seed);
            List<String> warnings = new ArrayList<>();
            new LogChecks(NAME + ".inter", log, log).addTo(warnings);
            MultimodalDataset.Builder shop = MultimodalDataset.builder(NAME, users, items);
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
                    pictures[i] = Painter.paint(assortment.get(i), Seeds.random(seed, Stream.PICTURE, i));
                }
            });
            return pictures;
        }
    }
}
