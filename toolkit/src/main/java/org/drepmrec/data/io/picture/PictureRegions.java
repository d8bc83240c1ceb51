package org.drepmrec.data.io.picture;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.sparse.Parallel;

/**
 * Visual features of the 16 regions of each picture, N x 16 x 52 and not negative, for models that attend to regions. A region is
 * a cell of a 4 x 4 grid, rows from the top, each from the left.
 *
 * <p>Of a region stand there the color of its pixels (40 numbers), the edges within it (8) and its shape (4), computed and
 * rectified as in {@link PictureFeatures}, over all regions of all items; what is backdrop is decided by the whole picture.
 *
 * <pre>{@code
 * MultimodalDataset shop = SampleShop.generate();
 * MultimodalDataset cut = shop.replaced(Modality.VISUAL, PictureRegions.of(shop), "regions");
 * DatasetWriter.write(cut, Path.of("regions"));
 * }</pre>
 */
public final class PictureRegions {

    /** Regions of a picture. */
    public static final int REGIONS = 16;

    /** Numbers of a region. */
    public static final int DIMENSION = 52;

    /** What made the features, for the provenance. */
    public static final String DESCRIPTION = "color, edges and shape of 4 x 4 regions, 16 x 52-d, no neural network";

    private static final int[] BLOCKS = {0, 40, 48, DIMENSION};

    private PictureRegions() {}

    /**
     * Describes the regions of each picture.
     *
     * @param pictures of item 0 to N-1, of 96 x 96 pixels, null where there is none: its regions get the means
     * @throws IllegalArgumentException if a picture has another size; {@link Thumbnail} makes such pictures
     */
    public static Features of(List<BufferedImage> pictures) {
        double[][] rows = new double[pictures.size() * REGIONS][];
        Parallel.forRanges(pictures.size(), 8, (from, to) -> {
            for (int i = from; i < to; i++) {
                if (pictures.get(i) != null) {
                    System.arraycopy(PictureFeatures.ofRegions(pictures.get(i)), 0, rows, i * REGIONS, REGIONS);
                }
            }
        });
        return new Features(pictures.size(), REGIONS * DIMENSION, REGIONS, PictureFeatures.rectify(rows, BLOCKS));
    }

    /**
     * Describes the regions of the pictures that a data set's catalogue has.
     *
     * @throws IllegalArgumentException if it has none
     */
    public static Features of(MultimodalDataset data) {
        List<BufferedImage> pictures = IntStream.range(0, data.items())
                .mapToObj(i -> data.catalogue().picture(i).map(Thumbnail::of).orElse(null))
                .toList(); // nulls are allowed here
        if (pictures.stream().allMatch(p -> p == null)) {
            throw new IllegalArgumentException("regions: data set " + data.name()
                    + " has no pictures, expected some; put them into its folder as pictures/<itemID>.png");
        }
        return of(pictures);
    }
}
