package org.drepmrec.data.io.amazon;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.io.DataException;
import org.drepmrec.io.LineReader;
import org.drepmrec.io.Places;

/**
 * The visual features of the items of a log, N x 4096, from {@code image_features_*.b}: records of a 10-byte ASIN and
 * 4096 little-endian 32-bit numbers. Items without a (finite) record get the mean of those that have one, as in the
 * field's preprocessing. Memory: the result and one record.
 *
 * @param missing the items that got the mean
 * @param warnings one sentence on each kind of gap
 * @param sha256 hash of the file's bytes
 */
record VisualFeatures(Features features, BitSet missing, List<String> warnings, String sha256) {

    static final int DIMENSION = 4096;
    static final int RECORD = Asin.LENGTH + Float.BYTES * DIMENSION;

    /**
     * Reads a file.
     *
     * @param items id of each ASIN, 0 to N-1
     * @throws DataException if the file is no sequence of records, or has none of these items
     */
    static VisualFeatures read(Path path, Map<String, Integer> items) {
        String file = Places.name(path);
        Records records = new Records(file, items.size());
        try {
            LineReader.requireContent(path);
            requireWhole(file, Files.size(path));
            try (HashedStream raw = new HashedStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
                DataInputStream in = new DataInputStream(raw);
                byte[] record = new byte[RECORD];
                for (long n = 1, all = Files.size(path) / RECORD; n <= all; n++) {
                    in.readFully(record);
                    Integer item = items.get(asin(file, record, n));
                    if (item != null) {
                        records.add(item, record);
                    }
                }
                return records.finish(raw.sha256());
            }
        } catch (IOException e) {
            throw DataException.unreadable(file, e);
        }
    }

    private static void requireWhole(String file, long size) {
        if (size % RECORD != 0) {
            throw DataException.of(
                    file,
                    size + " bytes",
                    "a multiple of " + RECORD + " (10-byte ASIN, " + DIMENSION + " 32-bit numbers)",
                    "copy or download the file again; if it is compressed, decompress it");
        }
    }

    private static String asin(String file, byte[] record, long number) {
        String asin = new String(record, 0, Asin.LENGTH, StandardCharsets.ISO_8859_1);
        if (!Asin.isSound(asin)) {
            throw DataException.of(
                    file + " record " + number,
                    DataException.quote(asin),
                    "an ASIN, " + Asin.FORM,
                    "copy or download the file again");
        }
        return asin;
    }

    /** The rows found so far. */
    private static final class Records {

        private final String file;
        private final float[] values;
        private final boolean[] found;
        private final double[] sum = new double[DIMENSION];
        private int available;
        private int notFinite;
        private int repeated;

        Records(String file, int items) {
            long bytes = (long) Float.BYTES * DIMENSION * items;
            if (bytes > Runtime.getRuntime().maxMemory() / 10 * 9 || bytes / Float.BYTES > Integer.MAX_VALUE - 8) {
                throw DataException.of(
                        file,
                        items + " items, whose features need " + (bytes >> 20) + " MiB",
                        "at most 524287 items, and a heap of that size",
                        "choose a larger core, or give Java more memory by -Xmx");
            }
            this.file = file;
            this.values = new float[items * DIMENSION];
            this.found = new boolean[items];
        }

        void add(int item, byte[] record) {
            if (found[item]) {
                repeated++;
                return;
            }
            float[] row = new float[DIMENSION];
            ByteBuffer.wrap(record, Asin.LENGTH, RECORD - Asin.LENGTH)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(row);
            for (float value : row) {
                if (!Float.isFinite(value)) {
                    notFinite++;
                    return;
                }
            }
            found[item] = true;
            available++;
            System.arraycopy(row, 0, values, item * DIMENSION, DIMENSION);
            for (int k = 0; k < DIMENSION; k++) {
                sum[k] += row[k];
            }
        }

        VisualFeatures finish(String sha256) {
            int missing = found.length - available;
            if (available == 0) {
                throw DataException.of(
                        file,
                        "no features of any of the " + missing + " items",
                        "the visual features of the reviews' category",
                        "choose the file of the same category");
            }
            float[] mean = new float[DIMENSION];
            for (int k = 0; k < DIMENSION; k++) {
                mean[k] = (float) (sum[k] / available);
            }
            for (int i = 0; i < found.length; i++) {
                if (!found[i]) {
                    System.arraycopy(mean, 0, values, i * DIMENSION, DIMENSION);
                }
            }
            BitSet without = IntStream.range(0, found.length)
                    .filter(i -> !found[i])
                    .collect(BitSet::new, BitSet::set, BitSet::or);
            return new VisualFeatures(
                    new Features(found.length, DIMENSION, values), without, warnings(missing), sha256);
        }

        private List<String> warnings(int missing) {
            List<String> warnings = new ArrayList<>();
            if (missing > 0) {
                warnings.add(file + ": " + missing + " of " + found.length
                        + " items without features got the mean of the others");
            }
            if (notFinite > 0) {
                warnings.add(file + ": " + notFinite + " records passed over that hold NaN or infinity");
            }
            if (repeated > 0) {
                warnings.add(file + ": " + repeated + " records passed over that repeat an item");
            }
            return warnings;
        }
    }
}
