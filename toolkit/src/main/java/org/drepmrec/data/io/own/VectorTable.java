package org.drepmrec.data.io.own;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.drepmrec.data.Modality;
import org.drepmrec.data.OwnIds;
import org.drepmrec.io.DataException;
import org.drepmrec.io.LineReader;
import org.drepmrec.io.NpyArray;
import org.drepmrec.io.NpyReader;
import org.drepmrec.io.Places;

/**
 * Rows of an {@code .npy} file that a list of ids names.
 *
 * @param npy the vectors, one row per line of the list
 * @param list one id of an item per line, blanks around it cut off; any order, more than are needed are fine
 */
record VectorTable(Modality modality, Path npy, Path list) implements FeatureSource {

    @Override
    public ItemFeatures read(OwnIds ids, Map<String, String> hashes) {
        String file = Places.name(npy);
        NpyArray array = NpyReader.read(npy);
        hashes.put(file, array.sha256());
        Set<String> known = Set.copyOf(ids.items());
        Set<String> seen = new HashSet<>();
        SortedSet<String> others = new TreeSet<>();
        VectorsById vectors = new VectorsById(file, ids.items(), array.regions());
        try (LineReader lines = new LineReader(list)) {
            while (lines.next()) {
                String id = lines.text(0, lines.length()).strip();
                if (id.isEmpty() || !seen.add(id)) {
                    throw DataException.of(
                            lines.where(), DataException.quote(id), "the id of an item, once", "mend the list");
                }
                int row = seen.size() - 1;
                if (row < array.rows() && known.contains(id)) {
                    vectors.put(ids.item(id), file, array.values(), row * array.columns(), array.columns());
                } else if (row < array.rows()) {
                    others.add(id);
                }
            }
            hashes.put(Places.name(list), lines.sha256());
        } catch (IOException e) {
            throw DataException.unreadable(Places.name(list), e);
        }
        if (seen.size() != array.rows()) {
            throw DataException.of(
                    file,
                    array.rows() + " rows",
                    seen.size() + " (ids in " + Places.name(list) + ")",
                    "export both together");
        }
        return vectors.finish(modality, "row", others);
    }
}
