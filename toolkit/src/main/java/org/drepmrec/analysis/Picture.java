package org.drepmrec.analysis;

/** A drawing made from data. Notebooks show it; its SVG document can be saved and used anywhere. */
public interface Picture {

    /** What it shows; also its text where pictures cannot be seen. */
    String title();

    /** As an SVG document that needs nothing else, the same for the same values. */
    String toSvg();
}
