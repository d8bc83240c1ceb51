package org.drepmrec.data.io.own;

import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import org.drepmrec.data.Features;
import org.drepmrec.data.Fill;
import org.drepmrec.data.Modality;
import org.drepmrec.io.DataException;

/** Vectors of one size that are collected by the ids of items; what was not given stays zero and is missing. */
final class VectorsById {

    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

    private final String source;
    private final List<String> items;
    private final int regions;
    private final BitSet given = new BitSet();
    private int d;
    private float[] values;

    /** Collects vectors of so many regions each. */
    VectorsById(String source, List<String> items, int regions) {
        this.source = source;
        this.items = items;
        this.regions = regions;
    }

    /**
     * Takes the vector of an item.
     *
     * @param file with the vector, for messages
     * @param from where it begins
     */
    void put(int item, String file, float[] numbers, int from, int size) {
        if (values == null) {
            if (size == 0 || (long) items.size() * size > MOST_NUMBERS) {
                throw DataException.of(
                        file,
                        size + " numbers for each of " + items.size() + " items",
                        "at least one and no more than memory holds",
                        "export it again");
            }
            d = size;
            values = new float[items.size() * d];
        }
        if (size != d) {
            throw DataException.of(
                    file, size + " numbers", d + " as in those before", "compute all of them by one network and layer");
        }
        for (int j = 0; j < d; j++) {
            float x = numbers[from + j];
            if (!Float.isFinite(x)) {
                throw DataException.of(
                        file,
                        x + " in the vector of " + DataException.quote(items.get(item)) + ", column " + j,
                        "finite 32-bit numbers",
                        "compute the features again");
            }
            values[item * d + j] = x;
        }
        given.set(item);
    }

    /**
     * The features.
     *
     * @param thing what the source has of each item
     * @param others ids of which there is no item
     */
    ItemFeatures finish(Modality modality, String thing, SortedSet<String> others) {
        if (given.isEmpty()) {
            throw DataException.of(
                    source,
                    "no " + thing + " of any of the " + items.size() + " items",
                    "ids such as " + DataException.quote(items.get(0)),
                    "name the vectors by the ids of the items");
        }
        List<String> warnings = others.isEmpty()
                ? List.of()
                : List.of(source + ": " + others.size() + " " + thing
                        + "s passed over, of items that are not in the data set (the first: " + others.first() + ")");
        BitSet missing = (BitSet) given.clone();
        missing.flip(0, items.size());
        Features features = new Features(items.size(), d, regions, values);
        return new ItemFeatures(
                modality,
                source,
                thing,
                features,
                missing,
                Fill.MEAN,
                warnings,
                "computed, " + source + ", " + d + "-d");
    }
}
