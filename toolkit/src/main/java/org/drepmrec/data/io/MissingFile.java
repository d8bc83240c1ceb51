package org.drepmrec.data.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.drepmrec.data.MissingItems;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.DataException;
import org.drepmrec.io.LineReader;

/**
 * {@value #NAME}: a row {@code itemID<TAB>modality} for each vector that only stands in for what is missing. Not there if exactly the
 * vectors of zeros do.
 */
final class MissingFile {

    static final String NAME = "missing.tsv";
    private static final String HEADER = "itemID\tmodality";

    private MissingFile() {}

    static void write(Path folder, MultimodalDataset data) {
        StringBuilder lines = new StringBuilder(HEADER).append('\n');
        MissingItems missing = MissingItems.of(data);
        data.modalities().forEach(m -> {
            for (int item : missing.items(m)) {
                lines.append(item).append('\t').append(m).append('\n');
            }
        });
        AtomicFile.write(folder.resolve(NAME), out -> out.write(lines.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** The items that lack each of some modalities, or nothing where the folder does not say. */
    static Map<Modality, BitSet> read(
            Path folder, int items, Iterable<Modality> modalities, Map<String, String> hashes) {
        Map<Modality, BitSet> missing = new TreeMap<>();
        Path path = folder.resolve(NAME);
        if (!Files.exists(path)) {
            return missing;
        }
        modalities.forEach(m -> missing.put(m, new BitSet()));
        try (LineReader in = new LineReader(path)) {
            if (!in.next() || !in.text(0, in.length()).equals(HEADER)) {
                throw DataException.of(
                        in.where(),
                        "header " + in.quote(0, in.length()),
                        "the columns itemID and modality, separated by a tab",
                        "correct the header, or remove the file");
            }
            while (in.next()) {
                row(in, items, missing);
            }
            hashes.put(NAME, in.sha256());
            return missing;
        } catch (IOException e) {
            throw DataException.unreadable(NAME, e);
        }
    }

    private static void row(LineReader in, int items, Map<Modality, BitSet> missing) {
        String[] parts = in.text(0, in.length()).split("\t", -1);
        if (parts.length != 2 || !parts[1].matches("[a-z][a-z0-9_]{0,63}")) {
            throw DataException.of(
                    in.where(),
                    in.quote(0, in.length()),
                    "itemID, a tab and the name of a modality",
                    "correct or remove the line");
        }
        int item = in.id(0, parts[0].length(), "itemID");
        BitSet rows = missing.computeIfAbsent(Modality.of(parts[1]), m -> new BitSet());
        if (item >= items || rows.get(item)) {
            throw DataException.of(
                    in.where(),
                    "item " + item + (item >= items ? "" : " a second time"),
                    "each item from 0 to " + (items - 1) + " at most once for a modality",
                    "correct or remove the line");
        }
        rows.set(item);
    }
}
