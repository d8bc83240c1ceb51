package org.drepmrec.data.io.own;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.drepmrec.data.Fill;
import org.drepmrec.data.MissingItems;
import org.drepmrec.data.Modality;
import org.drepmrec.data.io.amazon.TextEncoder;
import org.drepmrec.data.io.amazon.sentence.MiniLm;
import org.drepmrec.data.io.picture.encoder.PictureEncoder;
import org.drepmrec.data.split.SplitRule;

/**
 * What can be said of a user's own data, whichever form they come in. Everything is optional.
 *
 * @param <B> the builder itself
 */
abstract sealed class OwnBuilder<B extends OwnBuilder<B>> permits OwnTables, OwnFiles.Builder {

    private final String user;
    private final String item;
    private String name;
    private String rating;
    private double leastRating;
    private String weight;
    private double leastWeight;
    private String time;
    private ZoneId zone = ZoneOffset.UTC;
    private int core = 1;
    private SplitRule split = SplitRule.random(999);
    private Path pictures;
    private PictureEncoder pictureEncoder;
    private final List<FeatureSource> features = new ArrayList<>();
    private Fill fill;
    private String textItem;
    private List<String> textColumns = List.of();
    private TextEncoder encoder;

    OwnBuilder(String name, String user, String item) {
        this.name = name;
        this.user = user;
        this.item = item;
    }

    abstract B self();

    /** The name of the data set: up to 64 letters, digits, underscores and hyphens. */
    public B name(String ofData) {
        this.name = ofData;
        return self();
    }

    /** Counts only rows whose number in a column is at least {@code least}, such as four stars; all by default. */
    public B rating(String column, double least) {
        this.rating = column;
        this.leastRating = least;
        return self();
    }

    /**
     * Counts only pairs whose numbers in a column, such as quantities or seconds listened, add up to at least {@code least};
     * all by default.
     */
    public B weight(String column, double least) {
        this.weight = column;
        this.leastWeight = least;
        return self();
    }

    /**
     * The column that says when; none by default. Seconds or milliseconds since 1970, ISO dates ({@code 2024-05-01}) or ISO
     * dates with times ({@code 2024-05-01T09:30}, also with a blank in place of the T), with an offset or zone
     * ({@code +02:00}, {@code Z}, {@code [Europe/Berlin]}) or in that of {@link #zone(ZoneId)}. Of repeated pairs the first time counts.
     */
    public B time(String column) {
        this.time = column;
        return self();
    }

    /** The zone of times that name none; UTC by default. */
    public B zone(ZoneId ofTimes) {
        this.zone = ofTimes;
        return self();
    }

    /**
     * Keeps users and items with at least k interactions among each other; 1 by default. With 0, items that only the texts
     * name are kept too, and users and items of pairs that do not count: for models that know items by texts and pictures.
     */
    public B core(int k) {
        this.core = k;
        return self();
    }

    /** How interactions are split; at random per user by default, from seed 999, the field's habit. */
    public B split(SplitRule rule) {
        this.split = rule;
        return self();
    }

    /** The same as {@code split(SplitRule.random(splitSeed))}. */
    public B seed(long splitSeed) {
        return split(SplitRule.random(splitSeed));
    }

    /**
     * A folder with {@code <item>.png}, {@code .jpg}, {@code .jpeg}, {@code .gif} or {@code .bmp}; none by default. Visual features are
     * computed from the pixels, without a network ({@link org.drepmrec.data.io.picture.PictureFeatures}). A damaged picture is refused
     * by its name; remove it, and its item is one without a picture.
     */
    public B pictures(Path folder) {
        return pictures(folder, null);
    }

    /** As {@link #pictures(Path)}, with features by a network. */
    public B pictures(Path folder, PictureEncoder network) {
        this.pictures = folder;
        this.pictureEncoder = network;
        return self();
    }

    /**
     * Features that another program computed, one row for each id of a list. What the list has of other items is passed over and
     * counted, as are items that it lacks.
     *
     * @param modality what they are of: {@code visual}, {@code textual}, {@code acoustic} or any other word
     * @param npy {@code .npy}, one row per line of the list
     * @param ids one id of an item per line
     */
    public B features(String modality, Path npy, Path ids) {
        features.add(new VectorTable(Modality.of(modality), npy, ids));
        return self();
    }

    /**
     * Features that another program computed, an {@code .npy} file for each item, named by its id, as Ducho writes them.
     *
     * @param modality as in {@link #features(String, Path, Path)}
     * @param folder with the files, or any above it, such as Ducho's output folder, if only one folder below has {@code .npy} files
     */
    public B features(String modality, Path folder) {
        features.add(new VectorFolder(Modality.of(modality), folder));
        return self();
    }

    /**
     * What stands in for features of items that lack a picture, a text or a vector. By default {@link Fill#ZERO} for texts and
     * {@link Fill#MEAN} for everything else. {@link MissingItems} says which items lack what.
     */
    public B fill(Fill standIn) {
        this.fill = standIn;
        return self();
    }

    /**
     * What makes vectors of the texts; by default {@link MiniLm} where the jars of {@code drepmrec-encoders} are on the class path,
     * otherwise {@link TextEncoder#tfIdf()}.
     */
    public B encoder(TextEncoder textEncoder) {
        this.encoder = textEncoder;
        return self();
    }

    final B texts(String itemColumn, List<String> columns) {
        this.textItem = itemColumn;
        this.textColumns = columns;
        return self();
    }

    /** Checks everything together, before anything is read. */
    final OwnShop check() {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
            throw new IllegalArgumentException("name: found \"" + name
                    + "\", expected up to 64 letters, digits, underscores and hyphens, such as shop");
        }
        if (core < 0) {
            throw new IllegalArgumentException("core: found " + core + ", expected a whole number of at least 0");
        }
        if (encoder != null && textItem == null) {
            throw new IllegalArgumentException("encoder: found one but no texts; add texts(...)");
        }
        if (textItem != null && textColumns.isEmpty()) {
            throw new IllegalArgumentException("texts: found no column, expected at least one");
        }
        requireOneSource();
        return new OwnShop(
                name,
                new InteractionRows.Columns(
                        user,
                        item,
                        rating,
                        leastRating,
                        weight,
                        leastWeight,
                        time,
                        zone,
                        split.column().orElse(null)),
                core,
                split,
                Optional.ofNullable(pictures),
                Optional.ofNullable(pictureEncoder),
                Optional.ofNullable(textItem).map(id -> new OwnShop.Texts(id, textColumns)),
                encoder != null ? encoder : MiniLm.orTfIdf(),
                List.copyOf(features),
                Optional.ofNullable(fill));
    }

    private void requireOneSource() {
        Set<Modality> seen = new HashSet<>();
        if (pictures != null) {
            seen.add(Modality.VISUAL);
        }
        if (textItem != null) {
            seen.add(Modality.TEXTUAL);
        }
        for (FeatureSource source : features) {
            if (!seen.add(source.modality())) {
                throw new IllegalArgumentException("features: found two sources of " + source.modality()
                        + " features, expected one; leave one out, or name it otherwise");
            }
        }
    }
}
