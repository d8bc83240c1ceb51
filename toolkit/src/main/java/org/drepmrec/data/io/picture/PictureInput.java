package org.drepmrec.data.io.picture;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * What a network for pictures takes in: 3 x S x S numbers, planes of red, green and blue, each (v / 255 - mean) / spread. A network
 * tells little of pictures that are prepared in another way than at its training; its configuration
 * ({@code preprocessor_config.json} on model hubs) states the numbers.
 *
 * <p>Pictures are scaled down by halves, then bilinearly. Other programs sample bicubically, so their numbers differ a little from
 * these.
 *
 * @param size S, width and height in pixels
 * @param fit how a picture becomes a square
 * @param shorterSide for {@link PictureFit#CROP}: the pixels that the shorter side is scaled to before S of them are cut out of the
 *     middle
 * @param mean of red, green and blue
 * @param spread standard deviation of red, green and blue
 */
public record PictureInput(int size, PictureFit fit, int shorterSide, List<Float> mean, List<Float> spread) {

    private static final int LARGEST = 4096;
    private static final List<Float> IMAGENET_MEAN = List.of(0.485f, 0.456f, 0.406f);
    private static final List<Float> IMAGENET_SPREAD = List.of(0.229f, 0.224f, 0.225f);

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException if a size is not 1 to 4096, S exceeds the shorter side, there are not three means and spreads,
     *     or a spread is not positive
     */
    public PictureInput {
        if (size < 1 || size > LARGEST) {
            throw new IllegalArgumentException(
                    "picture size: found " + size + ", expected 1 to " + LARGEST + " pixels, such as 224");
        }
        if (shorterSide < size || shorterSide > LARGEST) {
            throw new IllegalArgumentException("picture shorter side: found " + shorterSide + ", expected " + size
                    + " (the size) to " + LARGEST + " pixels");
        }
        mean = List.copyOf(mean);
        spread = List.copyOf(spread);
        if (mean.size() != 3 || mean.stream().anyMatch(m -> !Float.isFinite(m))) {
            throw new IllegalArgumentException(
                    "picture mean: found " + mean + ", expected a number for each of red, green and blue");
        }
        if (spread.size() != 3 || spread.stream().anyMatch(s -> !Float.isFinite(s) || s <= 0)) {
            throw new IllegalArgumentException(
                    "picture spread: found " + spread + ", expected a positive number for each of red, green and blue");
        }
    }

    /** ResNet and other networks of torchvision, and DINOv2: 224 of 256 pixels, mean and spread of ImageNet. */
    public static PictureInput imageNet() {
        return new PictureInput(224, PictureFit.CROP, 256, IMAGENET_MEAN, IMAGENET_SPREAD);
    }

    /** CLIP: 224 pixels, the middle, mean and spread of its own. Source: Radford et al. (2021), the code's preprocessing. */
    public static PictureInput clip() {
        return new PictureInput(
                224,
                PictureFit.CROP,
                224,
                List.of(0.48145467f, 0.4578275f, 0.40821072f),
                List.of(0.26862955f, 0.2613026f, 0.2757771f));
    }

    /** SigLIP: 224 pixels, stretched, numbers from -1 to 1. */
    public static PictureInput sigLip() {
        return new PictureInput(224, PictureFit.STRETCH, 224, List.of(0.5f, 0.5f, 0.5f), List.of(0.5f, 0.5f, 0.5f));
    }

    /** Another S; the shorter side grows or shrinks with it. */
    public PictureInput size(int pixels) {
        return new PictureInput(
                pixels, fit, Math.max(pixels, Math.round((float) shorterSide * pixels / size)), mean, spread);
    }

    /** Scales the shorter side to so many pixels and cuts S x S out of the middle. */
    public PictureInput crop(int shorterSidePixels) {
        return new PictureInput(size, PictureFit.CROP, shorterSidePixels, mean, spread);
    }

    /** Another way to make a square; {@link PictureFit#CROP} with a shorter side of S, see {@link #crop(int)}. */
    public PictureInput fit(PictureFit rule) {
        return new PictureInput(size, rule, size, mean, spread);
    }

    /** Another mean. */
    public PictureInput mean(float red, float green, float blue) {
        return new PictureInput(size, fit, shorterSide, List.of(red, green, blue), spread);
    }

    /** Another spread. */
    public PictureInput spread(float red, float green, float blue) {
        return new PictureInput(size, fit, shorterSide, mean, List.of(red, green, blue));
    }

    /** The picture as S x S pixels. */
    public BufferedImage square(BufferedImage picture) {
        return switch (fit) {
            case CROP -> cropped(picture);
            case STRETCH -> Thumbnail.stretched(picture, size, size);
            case PAD -> Thumbnail.of(picture, size);
        };
    }

    /** What is kept is cut out first, so that a narrow picture is not blown up before most of it is thrown away. */
    private BufferedImage cropped(BufferedImage picture) {
        int shorter = Math.min(picture.getWidth(), picture.getHeight());
        int side = Math.max(1, Math.round((float) shorter * size / shorterSide));
        BufferedImage middle =
                picture.getSubimage((picture.getWidth() - side) / 2, (picture.getHeight() - side) / 2, side, side);
        return Thumbnail.stretched(middle, size, size);
    }

    /** 3 x S x S numbers of a picture. */
    public float[] numbers(BufferedImage picture) {
        int[] rgb = square(picture).getRGB(0, 0, size, size, null, 0, size);
        float[] numbers = new float[3 * rgb.length];
        for (int channel = 0; channel < 3; channel++) {
            float shift = mean.get(channel);
            float scale = spread.get(channel);
            for (int p = 0; p < rgb.length; p++) {
                int value = rgb[p] >> (16 - 8 * channel) & 0xFF;
                numbers[channel * rgb.length + p] = (value / 255f - shift) / scale;
            }
        }
        return numbers;
    }

    @Override
    public String toString() {
        String square = size + " x " + size;
        String shape = fit == PictureFit.CROP && shorterSide > size ? square + " of " + shorterSide : square;
        return shape + " " + fit.name().toLowerCase(Locale.ROOT) + ", mean " + mean + ", spread " + spread;
    }
}
