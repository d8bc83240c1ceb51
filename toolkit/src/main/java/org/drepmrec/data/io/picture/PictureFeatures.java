package org.drepmrec.data.io.picture;

import java.awt.image.BufferedImage;
import java.util.List;
import org.drepmrec.data.Features;
import org.drepmrec.sparse.Parallel;

/**
 * Visual features of pictures of 96 x 96 pixels, N x 256 and not negative, from the pixels alone.
 *
 * <p>A pixel's weight is its distance from the backdrop (the mean of the two border pixels of its row), 0 to 1. Four
 * blocks:
 *
 * <ul>
 *   <li>color, 40: square roots of the weighted shares of 12 hues (shared linearly between neighbors) x dark, pale,
 *       vivid, then of 4 brightness classes of pixels with saturation under 0.12;
 *   <li>edges, 128: 4 x 4 cells x 8 orientations; a luminance gradient g counts for direction d with
 *       max(0, |g.d| - 0.8 |g|), below 0.02 not at all, square roots taken, the block at unit length (after Dalal and Triggs 2005, HOG);
 *   <li>shape, 64: the mean weight in 8 x 8 cells;
 *   <li>texture, 24: the mean luminance difference within the thing at 4 directions x distances 1, 2, 4, 6, 8, 12.
 * </ul>
 *
 * <p>Like the last layer of a network each number x becomes max(0, (x - mean) / deviation) over the items that have a picture, divided
 * by the square root of its block's size so that the blocks weigh the same. An item without a picture gets the mean.
 */
public final class PictureFeatures {

    /** Width and height in pixels; {@link Thumbnail} makes such pictures. */
    public static final int SIZE = 96;

    /** d_m. */
    public static final int DIMENSION = 256;

    /** What made the features, for the provenance. */
    public static final String DESCRIPTION = "color, edges, shape and texture of the pixels, 256-d, no neural network";

    private static final int CELL = SIZE / 4;
    private static final int WHOLE = -1;

    private static final int COLOR = 0;
    private static final int EDGES = 40;
    private static final int SHAPE = 168;
    private static final int TEXTURE = 232;
    private static final int[] BLOCKS = {COLOR, EDGES, SHAPE, TEXTURE, DIMENSION};

    private static final int[] LAGS = {1, 2, 4, 6, 8, 12};
    private static final int[][] WAYS = {{1, 0}, {0, 1}, {1, 1}, {1, -1}};
    private static final double FAR_FROM_BACKDROP = 70;

    private static final double FAINT = 0.02;

    private final int[] rgb = new int[SIZE * SIZE];
    private final double[] weight = new double[SIZE * SIZE];
    private final double[] luminance = new double[SIZE * SIZE];
    private double[] out = new double[0];

    /** A place to work; its arrays serve one picture after another. */
    private PictureFeatures() {}

    private void read(BufferedImage picture) {
        if (picture.getWidth() != SIZE || picture.getHeight() != SIZE) {
            throw new IllegalArgumentException("picture: found " + picture.getWidth() + " x " + picture.getHeight()
                    + " pixels, expected " + SIZE + " x " + SIZE + "; make it a Thumbnail");
        }
        if (picture.getType() == BufferedImage.TYPE_INT_RGB) {
            // Without alpha, which nothing here looks at; faster than making colors one by one.
            picture.getRaster().getDataElements(0, 0, SIZE, SIZE, rgb);
        } else {
            picture.getRGB(0, 0, SIZE, SIZE, rgb, 0, SIZE);
        }
        for (int row = 0; row < rgb.length; row += SIZE) {
            int left = rgb[row];
            int right = rgb[row + SIZE - 1];
            double red = (channel(left, 16) + channel(right, 16)) / 2.0;
            double green = (channel(left, 8) + channel(right, 8)) / 2.0;
            double blue = (channel(left, 0) + channel(right, 0)) / 2.0;
            for (int p = row; p < row + SIZE; p++) {
                int r = channel(rgb[p], 16);
                int g = channel(rgb[p], 8);
                int b = channel(rgb[p], 0);
                double distance = (b - blue) * (b - blue) + (g - green) * (g - green) + (r - red) * (r - red);
                weight[p] = Math.min(1, Math.sqrt(distance) / FAR_FROM_BACKDROP);
                luminance[p] = (0.299 * r + 0.587 * g + 0.114 * b) / 255;
            }
        }
    }

    /**
     * Describes each picture.
     *
     * @param pictures of item 0 to N-1, null where there is none
     * @throws IllegalArgumentException if a picture is not of 96 x 96 pixels
     */
    public static Features of(List<BufferedImage> pictures) {
        double[][] rows = new double[pictures.size()][];
        Parallel.forRanges(rows.length, 8, (from, to) -> {
            PictureFeatures work = new PictureFeatures();
            for (int i = from; i < to; i++) {
                BufferedImage picture = pictures.get(i);
                rows[i] = picture == null ? null : work.describe(picture);
            }
        });
        return new Features(rows.length, DIMENSION, rectify(rows, BLOCKS));
    }

    /** The numbers of each region of a picture before they are rectified, see {@link PictureRegions}. */
    static double[][] ofRegions(BufferedImage picture) {
        PictureFeatures work = new PictureFeatures();
        double[] whole = work.describe(picture);
        double[][] regions = new double[PictureRegions.REGIONS][PictureRegions.DIMENSION];
        for (int r = 0; r < regions.length; r++) {
            work.out = new double[DIMENSION];
            work.color(r);
            System.arraycopy(work.out, COLOR, regions[r], 0, EDGES);
            System.arraycopy(whole, EDGES + r * 8, regions[r], EDGES, 8);
            for (int k = 0; k < 4; k++) {
                int cell = (2 * (r / 4) + k / 2) * 8 + 2 * (r % 4) + k % 2;
                regions[r][EDGES + 8 + k] = whole[SHAPE + cell];
            }
        }
        return regions;
    }

    private double[] describe(BufferedImage picture) {
        read(picture);
        out = new double[DIMENSION];
        color(WHOLE);
        edges();
        shape();
        texture();
        return out;
    }

    /** Colors of the whole picture or of a cell of the 4 x 4. */
    private void color(int cell) {
        double total = 1e-9;
        for (int p = 0; p < rgb.length; p++) {
            if (weight[p] == 0 || (cell != WHOLE && cell != p / SIZE / CELL * 4 + p % SIZE / CELL)) {
                continue;
            }
            int r = channel(rgb[p], 16);
            int g = channel(rgb[p], 8);
            int b = channel(rgb[p], 0);
            int high = Math.max(r, Math.max(g, b));
            int spread = high - Math.min(r, Math.min(g, b));
            double saturation = high == 0 ? 0 : spread / (double) high;
            total += weight[p];
            if (saturation < 0.12) {
                out[COLOR + 36 + Math.min(3, high / 64)] += weight[p];
                continue;
            }
            double sixth = high == r
                    ? (g - b) / (double) spread
                    : high == g ? 2 + (b - r) / (double) spread : 4 + (r - g) / (double) spread;
            double hue = (sixth + 6) * 2 % 12;
            int tone = high < 160 ? 0 : saturation < 0.5 ? 1 : 2;
            int lower = (int) hue % 12;
            out[COLOR + tone * 12 + lower] += weight[p] * (1 - (hue - lower));
            out[COLOR + tone * 12 + (lower + 1) % 12] += weight[p] * (hue - lower);
        }
        for (int j = COLOR; j < EDGES; j++) {
            out[j] = Math.sqrt(out[j] / total);
        }
    }

    private void edges() {
        double[] cos = new double[8];
        double[] sin = new double[8];
        for (int k = 0; k < 8; k++) {
            cos[k] = StrictMath.cos(k * StrictMath.PI / 8);
            sin[k] = StrictMath.sin(k * StrictMath.PI / 8);
        }
        for (int y = 1; y < SIZE - 1; y++) {
            for (int x = 1; x < SIZE - 1; x++) {
                int p = y * SIZE + x;
                double gx = luminance[p + 1] - luminance[p - 1];
                double gy = luminance[p + SIZE] - luminance[p - SIZE];
                double squared = gx * gx + gy * gy;
                if (squared < FAINT * FAINT) {
                    continue;
                }
                double length = Math.sqrt(squared);
                int at = EDGES + (y / CELL * 4 + x / CELL) * 8;
                for (int k = 0; k < 8; k++) {
                    out[at + k] += Math.max(0, Math.abs(gx * cos[k] + gy * sin[k]) - 0.8 * length);
                }
            }
        }
        double squares = 1e-12;
        for (int j = EDGES; j < SHAPE; j++) {
            squares += out[j];
        }
        for (int j = EDGES; j < SHAPE; j++) {
            out[j] = Math.sqrt(out[j] / squares);
        }
    }

    private void shape() {
        int cell = SIZE / 8;
        for (int p = 0; p < weight.length; p++) {
            out[SHAPE + p / SIZE / cell * 8 + p % SIZE / cell] += weight[p] / (cell * cell);
        }
    }

    private void texture() {
        int reach = LAGS[LAGS.length - 1];
        int at = TEXTURE;
        for (int[] way : WAYS) {
            for (int lag : LAGS) {
                int step = lag * (way[0] + way[1] * SIZE);
                double sum = 0;
                double pairs = 1e-9;
                for (int y = reach; y < SIZE - reach; y += 2) {
                    for (int x = reach; x < SIZE - reach; x += 2) {
                        int p = y * SIZE + x;
                        double both = weight[p] * weight[p + step];
                        sum += both * Math.abs(luminance[p] - luminance[p + step]);
                        pairs += both;
                    }
                }
                out[at++] = sum / pairs;
            }
        }
    }

    /** What becomes of raw numbers; a row without a picture is null. */
    static float[] rectify(double[][] rows, int... blocks) {
        int dimension = blocks[blocks.length - 1];
        float[] values = new float[rows.length * dimension];
        for (int block = 0; block + 1 < blocks.length; block++) {
            double share = 1 / Math.sqrt(blocks[block + 1] - blocks[block]);
            for (int j = blocks[block]; j < blocks[block + 1]; j++) {
                double sum = 0;
                double squares = 0;
                int present = 0;
                for (double[] row : rows) {
                    if (row != null) {
                        sum += row[j];
                        squares += row[j] * row[j];
                        present++;
                    }
                }
                double mean = sum / present;
                double deviation = Math.sqrt(Math.max(0, squares / present - mean * mean));
                if (deviation > 1e-6) {
                    fill(rows, j, mean, deviation, share, values, dimension);
                }
            }
        }
        return values;
    }

    /** One column; where there is no picture, the mean of the others, which rounding down at 0 has moved. */
    private static void fill(
            double[][] rows, int j, double mean, double deviation, double share, float[] values, int dimension) {
        double sum = 0;
        int present = 0;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] != null) {
                float value = (float) (Math.max(0, (rows[i][j] - mean) / deviation) * share);
                values[i * dimension + j] = value;
                sum += value;
                present++;
            }
        }
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == null) {
                values[i * dimension + j] = (float) (sum / present);
            }
        }
    }

    private static int channel(int rgb, int shift) {
        return rgb >> shift & 0xFF;
    }
}
