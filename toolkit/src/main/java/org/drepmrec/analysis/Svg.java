package org.drepmrec.analysis;

import java.util.Locale;

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
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\">",
                width, height, width, height);
        add("<title>%s</title>", escape(title));
        rect(0, 0, width, height, "#ffffff");
    }

    void rect(double x, double y, double width, double height, String fill) {
        add("<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"/>", x, y, width, height, fill);
    }

    void line(double x1, double y1, double x2, double y2, String color, double width) {
        add(
                "<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\" stroke=\"%s\" stroke-width=\"%s\"/>",
                x1, y1, x2, y2, color, width);
    }

    /** Joined points, in SVG's path language. */
    void path(String steps, String color, double width, boolean dashed) {
        add(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\"%s/>",
                steps.trim(), color, width, dashed ? " stroke-dasharray=\"5 3\"" : "");
    }

    /** A mark of about 6 pixels: a circle, diamond, square or triangle by its number. */
    void mark(int kind, double x, double y, String color, String hover) {
        String shape =
                switch (kind % 4) {
                    case 0 -> format("<circle cx=\"%.2f\" cy=\"%.2f\" r=\"3\"", x, y);
                    case 1 -> format("<path d=\"M%.2f %.2fl4 4l-4 4l-4 -4z\"", x, y - 4);
                    case 2 -> format("<rect x=\"%.2f\" y=\"%.2f\" width=\"5.4\" height=\"5.4\"", x - 2.7, y - 2.7);
                    default -> format("<path d=\"M%.2f %.2fl4 7l-8 0z\"", x, y - 4);
                };
        String look = format(" fill=\"%s\" fill-opacity=\"0.75\"", color);
        out.append(shape).append(look);
        out.append(
                hover.isEmpty()
                        ? "/>"
                        : "><title>" + escape(hover) + "</title>" + shape.replaceAll("^<(\\w+).*", "</$1>"));
        out.append('\n');
    }

    /** A star of 14 pixels. */
    void star(double x, double y, String color) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            double radius = i % 2 == 0 ? 7 : 2.9;
            double angle = Math.PI * i / 5;
            points.append(format("%.2f,%.2f ", x + radius * Math.sin(angle), y - radius * Math.cos(angle)));
        }
        add("<polygon points=\"%s\" fill=\"%s\"/>", points.toString().trim(), color);
    }

    void text(double x, double y, int size, Anchor anchor, String color, String text) {
        add(
                "<text x=\"%.2f\" y=\"%.2f\" font-size=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
                x, y, size, anchor.name().toLowerCase(Locale.ROOT), color, escape(text));
    }

    /** Text that ends at a point, turned by an angle in degrees. */
    void turned(double x, double y, int size, Anchor anchor, int degrees, String text) {
        add(
                "<text transform=\"translate(%.2f %.2f) rotate(%d)\" font-size=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
                x, y, degrees, size, anchor.name().toLowerCase(Locale.ROOT), Palette.INK, escape(text));
    }

    String document() {
        return out + "</svg>\n";
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private void add(String pattern, Object... values) {
        out.append(format(pattern, values)).append('\n');
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
