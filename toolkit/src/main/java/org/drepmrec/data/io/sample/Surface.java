package org.drepmrec.data.io.sample;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.TexturePaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** The patterned paint of an item, covering the square from (0, 0) to (100, 100). */
final class Surface {

    private static final int SIZE = 100;
    private static final Color LEAF = new Color(0x6FA35F);
    private static final Color HEART = new Color(0xF2C14E);
    private static final double PETAL_STEP = 2 * StrictMath.PI / 5;

    private final Graphics2D g;
    private final PictureColors palette;
    private final Random random;

    private Surface(Graphics2D g, PictureColors palette, Random random) {
        this.g = g;
        this.palette = palette;
        this.random = random;
    }

    static Paint of(Pattern pattern, PictureColors palette, Random random) {
        if (pattern == Pattern.PLAIN) {
            return palette.base();
        }
        BufferedImage cloth = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = cloth.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setPaint(palette.base());
        g.fillRect(0, 0, SIZE, SIZE);
        g.setPaint(palette.accent());
        Surface surface = new Surface(g, palette, random);
        switch (pattern) {
            case STRIPED -> surface.stripes();
            case DOTTED -> surface.dots();
            case CHECKED -> surface.checks();
            case STARRY -> surface.stars();
            case LEAFY -> surface.leaves();
            case ZIGZAG -> surface.zigzag();
            default -> surface.flowers();
        }
        g.dispose();
        return new TexturePaint(cloth, new Rectangle2D.Double(0, 0, SIZE, SIZE));
    }

    private void stripes() {
        double period = ShopRandom.between(random, 10, 16);
        double slant = random.nextInt(4) == 0 ? SIZE : 0;
        boolean upright = random.nextInt(3) == 0;
        g.setStroke(new BasicStroke((float) (period * ShopRandom.between(random, 0.35, 0.5))));
        for (double at = -SIZE; at < 2 * SIZE; at += period) {
            g.draw(upright ? new Line2D.Double(at, 0, at + slant, SIZE) : new Line2D.Double(0, at, SIZE, at + slant));
        }
    }

    private void dots() {
        double period = ShopRandom.between(random, 10, 15);
        double r = period * ShopRandom.between(random, 0.22, 0.3);
        Path2D dots = new Path2D.Double();
        for (int row = 0; row * period < SIZE + period; row++) {
            for (double x = row % 2 * period / 2; x < SIZE + period; x += period) {
                dots.append(circle(x, row * period, r), false);
            }
        }
        g.fill(dots);
    }

    private void checks() {
        double period = ShopRandom.between(random, 13, 19);
        Color a = palette.accent();
        g.setPaint(new Color(a.getRed(), a.getGreen(), a.getBlue(), 130));
        for (double at = 0; at < SIZE; at += period) {
            g.fill(new Rectangle2D.Double(at, 0, period / 2, SIZE));
            g.fill(new Rectangle2D.Double(0, at, SIZE, period / 2));
        }
    }

    private void zigzag() {
        double period = ShopRandom.between(random, 13, 18);
        double rise = period * ShopRandom.between(random, 0.35, 0.5);
        double step = period * 0.5;
        g.setStroke(new BasicStroke(
                (float) (period * ShopRandom.between(random, 0.25, 0.38)),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_MITER));
        for (double y = 0; y < SIZE + period; y += period) {
            Path2D line = new Path2D.Double();
            line.moveTo(-step, y);
            for (int k = 0; k * step < SIZE + step; k++) {
                line.lineTo(k * step, y + (k % 2 == 0 ? rise : 0));
            }
            g.draw(line);
        }
    }

    private void stars() {
        double period = ShopRandom.between(random, 14, 19);
        Path2D stars = new Path2D.Double();
        for (int row = 0; row * period < SIZE + period; row++) {
            for (double x = row % 2 * period / 2; x < SIZE + period; x += period) {
                double r = period * ShopRandom.between(random, 0.26, 0.36);
                double turn = random.nextDouble();
                for (int point = 0; point < 10; point++) {
                    double angle = (point / 2.0 + turn) * PETAL_STEP;
                    double reach = point % 2 == 0 ? r : r * 0.45;
                    double px = x + reach * StrictMath.cos(angle);
                    double py = row * period + reach * StrictMath.sin(angle);
                    if (point == 0) {
                        stars.moveTo(px, py);
                    } else {
                        stars.lineTo(px, py);
                    }
                }
                stars.closePath();
            }
        }
        g.fill(stars);
    }

    private void leaves() {
        double period = ShopRandom.between(random, 14, 19);
        double slant = ShopRandom.between(random, 0.3, 1.1);
        Path2D leaves = new Path2D.Double();
        for (int row = 0; row * period < SIZE + period; row++) {
            for (double x = row % 2 * period / 2; x < SIZE + period; x += period) {
                double angle = (row % 2 == 0 ? slant : -slant) + ShopRandom.between(random, -0.15, 0.15);
                double dx = period * 0.48 * StrictMath.sin(angle);
                double dy = -period * 0.48 * StrictMath.cos(angle);
                double y = row * period;
                leaves.moveTo(x - dx, y - dy);
                leaves.quadTo(x - dy * 0.6, y + dx * 0.6, x + dx, y + dy);
                leaves.quadTo(x + dy * 0.6, y - dx * 0.6, x - dx, y - dy);
            }
        }
        g.fill(leaves);
    }

    private void flowers() {
        double period = ShopRandom.between(random, 16, 21);
        Path2D leaves = new Path2D.Double();
        Path2D petals = new Path2D.Double();
        Path2D hearts = new Path2D.Double();
        for (int row = 0; row * period < SIZE + period; row++) {
            for (double column = row % 2 * period / 2; column < SIZE + period; column += period) {
                double x = column + ShopRandom.between(random, -2, 2);
                double y = row * period + ShopRandom.between(random, -2, 2);
                double r = ShopRandom.between(random, 2.3, 3.3);
                double turn = random.nextDouble();
                leaves.append(new Ellipse2D.Double(x + r, y + r, 2.4 * r, 1.2 * r), false);
                for (int petal = 0; petal < 5; petal++) {
                    double angle = (petal + turn) * PETAL_STEP;
                    double reach = 1.3 * r;
                    petals.append(
                            circle(x + reach * StrictMath.cos(angle), y + reach * StrictMath.sin(angle), r), false);
                }
                hearts.append(circle(x, y, 0.8 * r), false);
            }
        }
        fill(leaves, LEAF);
        fill(petals, palette.accent());
        fill(hearts, HEART);
    }

    private void fill(Path2D shapes, Color color) {
        g.setPaint(color);
        g.fill(shapes);
    }

    private static Ellipse2D circle(double x, double y, double r) {
        return new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
    }
}
