package org.drepmrec.notebook;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.drepmrec.analysis.Markup;

/** A picture as an HTML element that carries its own PNG. */
public final class ImageHtml {

    private ImageHtml() {}

    /** The picture in its own size, with nothing to read in its place. */
    public static String of(BufferedImage image) {
        return of(image, "");
    }

    /** The picture in its own size, and what stands for it where it cannot be seen. */
    public static String of(BufferedImage image, String title) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "<img alt=\"" + Markup.escape(title) + "\" width=\"" + image.getWidth() + "\" height=\""
                + image.getHeight() + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png.toByteArray()) + "\">";
    }

    /** An SVG document as an image: pages that take no scripts mostly take no inline SVG either. */
    static String ofSvg(String svg, String title) {
        return "<img alt=\"" + Markup.escape(title) + "\" src=\"data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8)) + "\">";
    }
}
