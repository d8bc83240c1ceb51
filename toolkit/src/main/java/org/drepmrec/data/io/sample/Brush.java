package org.drepmrec.data.io.sample;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;

/** What a drawing paints with: the item's patterned surface, its plain colors, and a few fixed ones. */
final class Brush {

    static final Color WOOD = new Color(0xB98A5B);
    static final Color METAL = new Color(0xC9B46C);
    static final Color WHITE = new Color(0xFAF7F0);
    static final Color INK = new Color(0x3A322E);

    private static final float OUTLINE = 1.6f;

    private final Graphics2D g;
    private final Paint surface;
    private final PictureColors palette;
    private final boolean otherForm;
    private final double turn;

    Brush(Graphics2D g, Paint surface, PictureColors palette, boolean otherForm, double turn) {
        this.g = g;
        this.surface = surface;
        this.palette = palette;
        this.otherForm = otherForm;
        this.turn = turn;
    }

    /** Whether to draw the second form of the category. */
    boolean otherForm() {
        return otherForm;
    }

    /** A free angle of this item, in radians. */
    double turn() {
        return turn;
    }

    PictureColors palette() {
        return palette;
    }

    /** Fills with the item's pattern, shades from left to right and outlines. */
    void surface(Shape shape) {
        g.setPaint(surface);
        g.fill(shape);
        float left = (float) shape.getBounds2D().getMinX();
        float right = (float) shape.getBounds2D().getMaxX();
        g.setPaint(new GradientPaint(left, 0, new Color(255, 255, 255, 50), right, 0, new Color(0, 0, 0, 45)));
        g.fill(shape);
        line(shape, OUTLINE, palette.outline());
    }

    /** Fills with one color and outlines. */
    void plain(Shape shape, Color color) {
        fill(shape, color);
        line(shape, OUTLINE, palette.outline());
    }

    /** Fills without an outline. */
    void fill(Shape shape, Color color) {
        g.setPaint(color);
        g.fill(shape);
    }

    /** Draws a line with round ends. */
    void line(Shape shape, double width, Color color) {
        g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setPaint(color);
        g.draw(shape);
    }

    /** Draws a rod: a line with an outline. */
    void rod(Shape shape, double width, Color color) {
        line(shape, width + OUTLINE, palette.outline());
        line(shape, width - OUTLINE, color);
    }

    static Shape oval(double x, double y, double rx, double ry) {
        return new Ellipse2D.Double(x - rx, y - ry, 2 * rx, 2 * ry);
    }

    static Shape circle(double x, double y, double r) {
        return oval(x, y, r, r);
    }

    static Shape box(double x, double y, double width, double height, double rounding) {
        return new RoundRectangle2D.Double(x, y, width, height, rounding, rounding);
    }

    /** A path in the notation of SVG, absolute commands M, L, Q, C and Z only. */
    static Shape path(String svg) {
        Path2D path = new Path2D.Double();
        String[] t = svg.trim().split("[\\s,]+");
        int i = 0;
        while (i < t.length) {
            switch (t[i++]) {
                case "M" -> path.moveTo(number(t, i++), number(t, i++));
                case "L" -> path.lineTo(number(t, i++), number(t, i++));
                case "Q" -> path.quadTo(number(t, i++), number(t, i++), number(t, i++), number(t, i++));
                case "C" ->
                    path.curveTo(
                            number(t, i++),
                            number(t, i++),
                            number(t, i++),
                            number(t, i++),
                            number(t, i++),
                            number(t, i++));
                case "Z" -> path.closePath();
                default -> throw new IllegalArgumentException("path command " + t[i - 1] + " in: " + svg);
            }
        }
        return path;
    }

    private static double number(String[] tokens, int index) {
        return Double.parseDouble(tokens[index]);
    }
}
