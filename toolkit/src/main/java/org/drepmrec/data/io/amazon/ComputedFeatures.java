package org.drepmrec.data.io.amazon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drepmrec.data.Features;
import org.drepmrec.io.DataException;
import org.drepmrec.io.NpyArray;
import org.drepmrec.io.NpyReader;
import org.drepmrec.io.Places;

/** Rows of an {@code .npy} file that a list of ASINs names. */
record ComputedFeatures(Path features, Path list) implements TextEncoder {

    @Override
    public Features encode(List<String> names, List<String> texts) {
        Map<String, Integer> rows = rows();
        NpyArray array = NpyReader.read(features);
        String file = Places.name(features);
        if (array.rows() != rows.size()) {
            throw DataException.of(
                    file,
                    array.rows() + " rows",
                    rows.size() + " (ASINs in " + list.getFileName() + ")",
                    "export both together");
        }
        int d = array.columns();
        if (d == 0 || (long) names.size() * d > Integer.MAX_VALUE - 8) {
            throw DataException.of(
                    file, d + " columns", "at least one and no more than memory holds", "export it again");
        }
        float[] values = new float[names.size() * d];
        for (int i = 0; i < names.size(); i++) {
            Integer row = rows.get(names.get(i));
            if (row == null) {
                throw DataException.of(
                        Places.name(list),
                        "no line " + names.get(i) + " (item " + i + ")",
                        "every item's ASIN",
                        "compute the features of this item too");
            }
            System.arraycopy(array.values(), row * d, values, i * d, d);
        }
        requireFinite(file, values, d, names);
        return new Features(names.size(), d, values);
    }

    private static void requireFinite(String file, float[] values, int d, List<String> names) {
        for (int k = 0; k < values.length; k++) {
            if (!Float.isFinite(values[k])) {
                throw DataException.of(
                        file,
                        values[k] + " in the row of " + names.get(k / d) + ", column " + k % d,
                        "finite 32-bit numbers",
                        "compute the features again");
            }
        }
    }

    private Map<String, Integer> rows() {
        Map<String, Integer> rows = new HashMap<>();
        try (RawLines lines = new RawLines(list)) {
            while (lines.next()) {
                String asin = lines.line().strip();
                if (!Asin.isSound(asin) || rows.putIfAbsent(asin, rows.size()) != null) {
                    throw DataException.of(
                            lines.where(),
                            DataException.quote(asin),
                            "an ASIN, " + Asin.FORM + ", once",
                            "mend the list");
                }
            }
            return rows;
        } catch (IOException e) {
            throw DataException.unreadable(Places.name(list), e);
        }
    }

    @Override
    public String description() {
        return "computed, " + features.getFileName();
    }
}
