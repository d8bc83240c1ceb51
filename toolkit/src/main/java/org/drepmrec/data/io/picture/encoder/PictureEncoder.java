package org.drepmrec.data.io.picture.encoder;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.drepmrec.data.Features;
import org.drepmrec.data.io.picture.PictureInput;
import org.drepmrec.io.DataException;
import org.drepmrec.sparse.Parallel;

/**
 * Visual features by a network from a file: an export of ResNet, CLIP, DINOv2, SigLIP or another one with one input of
 * B x 3 x S x S. Nothing is downloaded here.
 *
 * <pre>{@code
 * PictureEncoder clip = PictureEncoder.onnx(Path.of("clip-vision.onnx"))
 *         .input(PictureInput.clip())
 *         .layer("image_embeds")
 *         .unit()
 *         .build();
 * }</pre>
 *
 * <p>ONNX files run on ONNX Runtime, which the module {@code drepmrec-encoders} brings; TorchScript files run on PyTorch, which the
 * toolkit has. A TorchScript file is a program: use one whose source you trust. Without a network, the features of pictures are
 * {@link org.drepmrec.data.io.picture.PictureFeatures}.
 */
public final class PictureEncoder {

    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;
    private static final int MOST_PICTURES = 4096;

    private final NetworkFile file;
    private final PictureInput input;
    private final Optional<String> layer;
    private final Pooling pooling;
    private final boolean unit;
    private final int batch;
    private final IntConsumer progress;

    private PictureEncoder(Builder b) {
        this.file = b.file;
        this.input = b.input;
        this.layer = Optional.ofNullable(b.layer);
        this.pooling = b.pooling;
        this.unit = b.unit;
        this.batch = b.batch;
        this.progress = b.progress;
    }

    /**
     * A network in an ONNX file.
     *
     * @throws DataException if there is no such file
     */
    public static Builder onnx(Path file) {
        return new Builder(NetworkFile.onnx(file));
    }

    /**
     * A network in a TorchScript file, as {@code torch.jit.trace} or {@code torch.jit.script} and {@code save} write it.
     *
     * @throws DataException if there is no such file
     */
    public static Builder torchScript(Path file) {
        return new Builder(NetworkFile.torchScript(file));
    }

    /**
     * Encodes; {@code data.catalogue()::picture} gives the pictures of a data set.
     *
     * @param items N
     * @param pictures of item 0 to N-1; asked for once each, by several threads
     * @return N x d_m; items without a picture have only zeros
     * @throws DataException if the file holds no network, it does not take such pictures or gives no finite vectors, or what
     *     {@code pictures} throws of a damaged one
     */
    public Features encode(int items, IntFunction<Optional<BufferedImage>> pictures) {
        int size = input.size();
        try (OpenNetwork network = new OpenNetwork(file)) {
            Run run = new Run(network, items);
            for (int from = 0; from < items; from += batch) {
                float[][] numbers = new float[Math.min(batch, items - from)][];
                int first = from;
                Parallel.forRanges(numbers.length, 1, (at, to) -> {
                    for (int k = at; k < to; k++) {
                        numbers[k] =
                                pictures.apply(first + k).map(input::numbers).orElse(null);
                    }
                });
                for (int k = 0; k < numbers.length; k++) {
                    if (numbers[k] != null) {
                        run.add(first + k, numbers[k], size);
                    }
                }
            }
            return run.finish(size);
        }
    }

    /** The pictures of a batch that is being filled, and the vectors so far. */
    private final class Run {

        private final OpenNetwork network;
        private final int items;
        private final float[] numbers;
        private final int[] item;
        private int filled;
        private int done;
        private float[] values = {};
        private int d = 1;

        Run(OpenNetwork network, int items) {
            this.network = network;
            this.items = items;
            this.numbers = new float[batch * 3 * input.size() * input.size()];
            this.item = new int[batch];
        }

        void add(int which, float[] picture, int size) {
            System.arraycopy(picture, 0, numbers, filled * picture.length, picture.length);
            item[filled++] = which;
            if (filled == batch) {
                flush(size);
            }
        }

        Features finish(int size) {
            if (filled > 0) {
                // Always whole batches, since some networks were exported for one size alone; what fills it up is not
                // read.
                Arrays.fill(numbers, filled * 3 * size * size, numbers.length, 0);
                flush(size);
            }
            return new Features(items, d, values.length == 0 ? new float[items] : values);
        }

        private void flush(int size) {
            float[] vectors = network.vectors(numbers, batch, size, layer, pooling);
            if (done == 0) {
                d = vectors.length / batch;
                if ((long) items * d > MOST_NUMBERS) {
                    throw DataException.of(
                            file.name(),
                            "vectors of " + d + " numbers for " + items + " items",
                            "at most " + MOST_NUMBERS + " numbers in all",
                            "choose another layer");
                }
                values = new float[items * d];
            } else if (vectors.length != batch * d) {
                throw DataException.of(
                        file.name(),
                        "vectors of " + vectors.length / batch + " numbers after some of " + d,
                        "vectors of one size",
                        "choose another layer");
            }
            for (int b = 0; b < filled; b++) {
                write(vectors, b * d, item[b]);
            }
            done += filled;
            filled = 0;
            progress.accept(done);
        }

        private void write(float[] vectors, int from, int which) {
            double squares = 0;
            for (int j = 0; j < d; j++) {
                float x = vectors[from + j];
                if (!Float.isFinite(x)) {
                    throw DataException.of(
                            file.name() + ", picture of item " + which,
                            x + " in place " + j + " of its vector",
                            "finite numbers",
                            "check mean and spread, or export the network again");
                }
                squares += (double) x * x;
            }
            double norm = unit ? Math.max(Math.sqrt(squares), 1e-12) : 1;
            for (int j = 0; j < d; j++) {
                values[which * d + j] = (float) (vectors[from + j] / norm);
            }
        }
    }

    /** The file's name. */
    public String name() {
        return file.name();
    }

    /** The hash of the file's bytes, lower-case hexadecimal. */
    public String sha256() {
        return file.sha256();
    }

    /** What made the features, for the provenance. */
    public String description() {
        return file.name() + " (" + file.format() + "), " + input
                + layer.map(name -> ", layer " + name).orElse("")
                + (pooling == Pooling.NONE ? "" : ", pooling " + pooling.name().toLowerCase(Locale.ROOT))
                + (unit ? ", norm 1" : "");
    }

    @Override
    public String toString() {
        return description();
    }

    /** Collects the options. */
    public static final class Builder {

        private final NetworkFile file;
        private PictureInput input = PictureInput.imageNet();
        private String layer;
        private Pooling pooling = Pooling.NONE;
        private boolean unit;
        private int batch = 32;
        private IntConsumer progress = done -> {};

        private Builder(NetworkFile file) {
            this.file = file;
        }

        /** How pictures are prepared; {@link PictureInput#imageNet()} by default. */
        public Builder input(PictureInput prepared) {
            this.input = prepared;
            return this;
        }

        /**
         * The output to take; the first by default. An ONNX file names its outputs, a TorchScript file those of a dictionary; outputs
         * of a tuple are 0, 1, ...
         */
        public Builder layer(String output) {
            this.layer = output;
            return this;
        }

        /** What makes one vector of several; {@link Pooling#NONE} by default. */
        public Builder pooling(Pooling how) {
            this.pooling = how;
            return this;
        }

        /** Scales each vector to norm 1; not by default. */
        public Builder unit() {
            this.unit = true;
            return this;
        }

        /** Pictures that run at once, 1 to 4096; 32 by default. A network that was exported for one number takes only that. */
        public Builder batch(int pictures) {
            this.batch = pictures;
            return this;
        }

        /** A listener, which is told after each batch how many pictures are done. */
        public Builder progress(IntConsumer picturesDone) {
            this.progress = picturesDone;
            return this;
        }

        /**
         * Checks everything together; the file is loaded when pictures are encoded.
         *
         * @throws IllegalArgumentException if the batch is not 1 to 4096, or its numbers exceed an array
         * @throws IllegalStateException if ONNX Runtime is needed and not on the class path, saying which jars bring it
         */
        public PictureEncoder build() {
            if (batch < 1 || batch > MOST_PICTURES) {
                throw new IllegalArgumentException(
                        "batch: found " + batch + " pictures, expected 1 to " + MOST_PICTURES);
            }
            if (3L * batch * input.size() * input.size() > MOST_NUMBERS) {
                throw new IllegalArgumentException(
                        "batch: found " + batch + " pictures of " + input.size() + " x " + input.size()
                                + " pixels, expected at most " + MOST_NUMBERS + " numbers; choose a smaller one");
            }
            file.requireEngine(PictureEncoder.class.getClassLoader());
            return new PictureEncoder(this);
        }
    }
}
