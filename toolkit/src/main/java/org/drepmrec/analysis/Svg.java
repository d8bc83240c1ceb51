package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** A mark of about 6 pixels by its number: a full circle, or a hollow diamond, square or triangle. */
    void mark(int kind, double x, double y, String color, String hover) {
        String title = hover.isEmpty() ? "" : "<title>" + escape(hover) + "</title>";
        if (kind % 4 == 0) {
            add("circle", title, "cx", x, "cy", y, "r", 3, "fill", color, "fill-opacity", 0.75);
        } else {
            String outline = List.of("l4 4l-4 4l-4 -4z", "m-2.7 1.3h5.4v5.4h-5.4z", "l4 7h-8z")
                    .get(kind % 4 - 1);
            String path = "M" + point(x, y - 4) + outline;
            add("path", title, "d", path, "fill", "#ffffff", "fill-opacity", 0.6, "stroke", color);
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

    /** Lines of text, the last one at a point. */
    void lines(double x, double y, int size, Anchor anchor, List<String> lines) {
        for (int n = 0; n < lines.size(); n++) {
            text(x, y - (lines.size() - 1 - n) * 1.2 * size, size, anchor, Palette.INK, lines.get(n));
        }
    }

    /** Text that ends at a point, turned by an angle in degrees. */
    void turned(double x, double y, int size, Anchor anchor, int degrees, String text) {
        out.append("<g transform=\"translate(%s) rotate(%d)\">".formatted(point(x, y), degrees));
        text(0, 0, size, anchor, Palette.INK, text);
        out.append("</g>\n");
    }

    /** A box with round corners; dashed if it stands for what is switched off. */
    void box(double x, double y, double width, double height, String fill, String stroke, boolean dashed) {
        add(
                "rect",
                "",
                "x",
                x,
                "y",
                y,
                "width",
                width,
                "height",
                height,
                "rx",
                6,
                "fill",
                fill,
                "stroke",
                stroke,
                "stroke-width",
                1.5,
                "stroke-dasharray",
                dashed ? "4 3" : "none");
    }

    /** A rectangle without a filling. */
    void frame(double x, double y, double width, double height, String color, double thickness) {
        add(
                "rect",
                "",
                "x",
                x,
                "y",
                y,
                "width",
                width,
                "height",
                height,
                "fill",
                "none",
                "stroke",
                color,
                "stroke-width",
                thickness);
    }

    void circle(double x, double y, double radius, String fill, String stroke) {
        add("circle", "", "cx", x, "cy", y, "r", radius, "fill", fill, "stroke", stroke, "stroke-width", 1.5);
    }

    /** A point of 9 pixels; a pointer sees its text, if there is one. */
    void dot(double x, double y, String color, String hover) {
        String title = hover.isEmpty() ? "" : "<title>" + escape(hover) + "</title>";
        add("circle", title, "cx", x, "cy", y, "r", 4.5, "fill", color, "fill-opacity", 0.8);
    }

    /** Begins a group that scripts find by its class. */
    void begin(String group) {
        out.append("<g class=\"").append(group).append("\">\n");
    }

    /** Ends it. */
    void end() {
        out.append("</g>\n");
    }

    /** An outline in SVG's path language. */
    void stroke(String steps, String color, double width, boolean dashed) {
        add(
                "path",
                "",
                "d",
                steps,
                "fill",
                "none",
                "stroke",
                color,
                "stroke-width",
                width,
                "stroke-dasharray",
                dashed ? "5 4" : "none");
    }

    /** An area in SVG's path language, its edges on whole pixels. */
    void fill(String steps, String color) {
        add("path", "", "d", steps, "fill", color, "shape-rendering", "crispEdges");
    }

    /** Straight lines from point to point, an arrow's head at the end. */
    void arrow(String color, boolean dashed, double... points) {
        int n = points.length;
        double dx = points[n - 2] - points[n - 4];
        double dy = points[n - 1] - points[n - 3];
        double length = Math.hypot(dx, dy);
        double ux = dx / length;
        double uy = dy / length;
        double x = points[n - 2];
        double y = points[n - 1];
        StringBuilder steps = new StringBuilder("M" + point(points[0], points[1]));
        for (int i = 2; i < n - 2; i += 2) {
            steps.append('L').append(point(points[i], points[i + 1]));
        }
        stroke(steps + "L" + point(x - 6 * ux, y - 6 * uy), color, 1.6, dashed);
        add(
                "path",
                "",
                "d",
                "M" + point(x, y) + "L" + point(x - 9 * ux + 4 * uy, y - 9 * uy - 4 * ux) + "L"
                        + point(x - 9 * ux - 4 * uy, y - 9 * uy + 4 * ux) + "z",
                "fill",
                color);
    }

    /** A picture as PNG. */
    void image(double x, double y, double size, byte[] png) {
        String data = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
        add("image", "", "x", x, "y", y, "width", size, "height", size, "href", data);
    }

    /** Text in which a character, or characters in braces, after {@code _} stand below the line and after {@code ^} above it. */
    void formula(double x, double y, int size, Anchor anchor, String color, boolean bold, String formula) {
        StringBuilder spans = new StringBuilder();
        Matcher part = Pattern.compile("([_^])(?:\\{([^}]*)\\}|(.))|([^_^]+)").matcher(formula);
        double off = 0;
        while (part.find()) {
            boolean small = part.group(4) == null;
            double at = !small ? 0 : size * (part.group(1).equals("_") ? 0.28 : -0.38);
            String text = !small ? part.group(4) : part.group(2) == null ? part.group(3) : part.group(2);
            spans.append("<tspan dy=\"%s\" font-size=\"%s\">%s</tspan>"
                    .formatted(pixels(at - off), pixels(small ? 0.72 * size : size), escape(text)));
            off = at;
        }
        add(
                "text",
                spans.toString(),
                "x",
                x,
                "y",
                y,
                "font-size",
                size,
                "font-weight",
                bold ? "bold" : "normal",
                "text-anchor",
                anchor.name().toLowerCase(Locale.ROOT),
                "fill",
                color);
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

    /** Broken at blanks into lines of at most so many characters; what does not fit on the last of them is cut off. */
    static List<String> lines(String text, int most, int count) {
        List<String> all = new ArrayList<>();
        String rest = text;
        while (rest.length() > most && all.size() < count - 1) {
            int blank = rest.lastIndexOf(' ', most);
            int cut = blank > 0 ? blank : most;
            all.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        all.add(shorten(rest, most));
        return all;
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
