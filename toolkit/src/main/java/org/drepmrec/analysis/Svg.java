package org.drepmrec.analysis;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes an SVG document, numbers rounded to hundredths of a pixel. */
final class Svg {

    /** Where a text stands relative to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private final StringBuilder out = new StringBuilder();

    Svg(int width, int height, String title) {
        out.append(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\""
                                .formatted(width, height, width, height))
                .append(" font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\">\n");
        add("title", escape(title));
        rect(0, 0, width, height, "#ffffff");
    }

    /** Adds an element; names and values of its attributes take turns. */
    private void add(String element, String content, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1] instanceof Double number ? pixels(number) : attributes[i + 1];
            out.append(' ').append(attributes[i]).append("=\"").append(value).append('"');
        }
        out.append('>').append(content).append("</").append(element).append(">\n");
    }

    void rect(double x, double y, double width, double height, String fill) {
        add("rect", "", "x", x, "y", y, "width", width, "height", height, "fill", fill);
    }

    void line(double x1, double y1, double x2, double y2, String color, double width) {
        add("line", "", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "stroke", color, "stroke-width", width);
    }

    /** Joined points, in SVG's path language; dashes by a number, 0 for none. */
    void path(String steps, String color, double width, int dashes) {
        String dash = List.of("none", "6 4", "2 3", "9 3 2 3").get(dashes % 4);
        String look = "fill:none;stroke-linejoin:round";
        add("path", "", "d", steps, "style", look, "stroke", color, "stroke-width", width, "stroke-dasharray", dash);
    }

    /** A translucent area within joined points. */
    void area(String steps, String color) {
        add("path", "", "d", steps, "fill", color, "fill-opacity", 0.15);
    }

    /** A mark of about 6 pixels: a circle, diamond, square or triangle by its number. */
    void mark(int kind, double x, double y, String color, String hover) {
        String title = hover.isEmpty() ? "" : "<title>" + escape(hover) + "</title>";
        if (kind % 4 == 0) {
            add("circle", title, "cx", x, "cy", y, "r", 3, "fill", color, "fill-opacity", 0.75);
        } else {
            String outline = List.of("l4 4l-4 4l-4 -4z", "m-2.7 1.3h5.4v5.4h-5.4z", "l4 7h-8z")
                    .get(kind % 4 - 1);
            add("path", title, "d", "M" + point(x, y - 4) + outline, "fill", color, "fill-opacity", 0.75);
        }
    }

    /** A star of 14 pixels. */
    void star(double x, double y, String color) {
        String points = IntStream.range(0, 10)
                .mapToObj(i -> {
                    double radius = i % 2 == 0 ? 7 : 2.9;
                    double angle = Math.PI * i / 5;
                    return point(x + radius * Math.sin(angle), y - radius * Math.cos(angle));
                })
                .collect(Collectors.joining(" "));
        add("polygon", "", "points", points, "fill", color);
    }

    void text(double x, double y, int size, Anchor anchor, String color, String text) {
        String end = anchor.name().toLowerCase(Locale.ROOT);
        add("text", escape(text), "x", x, "y", y, "font-size", size, "text-anchor", end, "fill", color);
    }

    /** Text that ends at a point, turned by an angle in degrees. */
    void turned(double x, double y, int size, Anchor anchor, int degrees, String text) {
        out.append("<g transform=\"translate(%s) rotate(%d)\">".formatted(point(x, y), degrees));
        text(0, 0, size, anchor, Palette.INK, text);
        out.append("</g>\n");
    }

    String document() {
        return out + "</svg>\n";
    }

    static String point(double x, double y) {
        return pixels(x) + " " + pixels(y);
    }

    private static String pixels(double value) {
        double rounded = Math.rint(value * 100) / 100;
        return rounded == (long) rounded ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    /** At most so many characters. */
    static String shorten(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1).strip() + "\u2026";
    }

    /** Without control characters too, which XML forbids. */
    private static String escape(String text) {
        return Markup.escape(text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", " "));
    }
}
