package org.drepmrec.data;

import java.util.Locale;

/**
 * A kind of item content with features. Any number of modalities may exist; three are predefined, and the words in the
 * usual file names ({@code image}, {@code text}, {@code audio}) refer to the same three.
 *
 * @param name lower-case name, letters, digits and underscores, starting with a letter
 */
public record Modality(String name) implements Comparable<Modality> {

    /** Pictures; {@code image_feat.npy}. */
    public static final Modality VISUAL = new Modality("visual");

    /** Titles and descriptions; {@code text_feat.npy}. */
    public static final Modality TEXTUAL = new Modality("textual");

    /** Sound; {@code audio_feat.npy}. */
    public static final Modality ACOUSTIC = new Modality("acoustic");

    /** Validates the name and replaces the word of a file name by the modality's own. */
    public Modality {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("modality name: found \"" + name
                    + "\", expected lower-case letters, digits and underscores, starting with a letter");
        }
        name = switch (name) {
            case "image" -> "visual";
            case "text" -> "textual";
            case "audio" -> "acoustic";
            default -> name;
        };
    }

    /** The modality of a name; case is ignored. */
    public static Modality of(String name) {
        return new Modality(name.toLowerCase(Locale.ROOT));
    }

    /**
     * The name of its feature file in the common layout: {@code image_feat.npy} for visual, otherwise derived from its
     * name.
     */
    public String fileName() {
        return switch (name) {
            case "visual" -> "image_feat.npy";
            case "textual" -> "text_feat.npy";
            case "acoustic" -> "audio_feat.npy";
            default -> name + "_feat.npy";
        };
    }

    /** The modality of a feature file's name, the reverse of {@link #fileName()}. */
    public static Modality ofFile(String fileName) {
        return of(fileName.replaceFirst("_feat\\.npy$", ""));
    }

    @Override
    public int compareTo(Modality other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
