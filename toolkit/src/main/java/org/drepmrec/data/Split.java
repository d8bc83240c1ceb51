package org.drepmrec.data;

/** The part of a data set that an interaction belongs to. */
public enum Split {
    /** Seen by training. */
    TRAIN(0),
    /** Used to select epochs and options. */
    VALIDATION(1),
    /** Reported, never used to select. */
    TEST(2);

    private final int label;

    Split(int label) {
        this.label = label;
    }

    /** Its {@code x_label} in the common layout: 0, 1 or 2. */
    public int label() {
        return label;
    }

    /**
     * The split of an {@code x_label}.
     *
     * @throws IllegalArgumentException if the label is not 0, 1 or 2
     */
    public static Split ofLabel(int label) {
        return switch (label) {
            case 0 -> TRAIN;
            case 1 -> VALIDATION;
            case 2 -> TEST;
            default -> throw new IllegalArgumentException("x_label: found " + label + ", expected 0, 1 or 2");
        };
    }
}
