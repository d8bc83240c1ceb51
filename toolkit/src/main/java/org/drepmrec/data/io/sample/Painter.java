package org.drepmrec.data.io.sample;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.drepmrec.data.io.picture.PictureFeatures;

/**
 * Draws an item: its category's shape in its color, tone and pattern. Size, tilt, mirror image, place, proportions,
 * shade and backdrop vary by chance. Nothing is written, as fonts differ between machines.
 */
final class Painter {

    /** Width and height in pixels. */
    static final int SIZE = PictureFeatures.SIZE;

    private Painter() {}

    /**
     * @param random the chance in this one picture
     * @param cloth the chance that the pictures of a design, or of a whole series, share
     */
    static BufferedImage paint(ShopItem item, Random random, Random cloth) {
        PictureColors palette = PictureColors.mix(item, random, cloth);
        BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.setPaint(new GradientPaint(0, 0, Color.WHITE, 0, SIZE, palette.backdrop()));
        g.fillRect(0, 0, SIZE, SIZE);
        g.transform(pose(random));
        g.setPaint(new Color(60, 50, 45, 28));
        g.fill(Brush.oval(50, 92, 42, 5));
        double turn = ShopRandom.between(random, 0, 24 * StrictMath.PI);
        draw(
                item.category(),
                new Brush(g, Surface.of(item.pattern(), palette, cloth), palette, item.otherForm(), turn));
        g.dispose();
        return picture;
    }

    /** A picture's pixels as 0x00RRGGBB, row by row. */
    static int[] pixels(BufferedImage picture) {
        return (int[]) picture.getRaster().getDataElements(0, 0, picture.getWidth(), picture.getHeight(), null);
    }

    private static void draw(Category category, Brush brush) {
        switch (category) {
            case MUG -> Homeware.mug(brush);
            case TEAPOT -> Tableware.teapot(brush);
            case BOTTLE -> Homeware.bottle(brush);
            case PLANT_POT -> Homeware.plantPot(brush);
            case LAMP -> Homeware.lamp(brush);
            case CHAIR -> Homeware.chair(brush);
            case CLOCK -> Homeware.clock(brush);
            case CUSHION -> Softgoods.cushion(brush);
            case T_SHIRT -> Softgoods.tShirt(brush);
            case BAG -> Softgoods.bag(brush);
            case BACKPACK -> Outdoors.backpack(brush);
            case SHOE -> Softgoods.shoe(brush);
            case HAT -> Outdoors.hat(brush);
            case UMBRELLA -> Outdoors.umbrella(brush);
            case TEDDY -> Softgoods.teddy(brush);
            case ROMPER -> Softgoods.romper(brush);
        }
    }

    private static AffineTransform pose(Random random) {
        double width = SIZE / 100.0 * ShopRandom.between(random, 0.78, 0.92) * (random.nextInt(3) == 0 ? -1 : 1);
        double height = Math.abs(width) * ShopRandom.between(random, 0.94, 1.06);
        double angle = ShopRandom.between(random, -0.12, 0.12);
        double sin = StrictMath.sin(angle);
        double cos = StrictMath.cos(angle);
        AffineTransform pose = AffineTransform.getTranslateInstance(
                SIZE / 2.0 + ShopRandom.between(random, -3, 3), SIZE / 2.0 + ShopRandom.between(random, -2, 2));
        pose.concatenate(new AffineTransform(cos * width, sin * width, -sin * height, cos * height, 0, 0));
        pose.translate(-50, -50);
        return pose;
    }
}
