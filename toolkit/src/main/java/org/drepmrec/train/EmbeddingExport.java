package org.drepmrec.train;

import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.Folders;
import org.drepmrec.io.NpyWriter;
import org.drepmrec.model.Representations;

/**
 * Writes representations for other tools: {@code general.users.npy} (M x d) and {@code general.items.npy} (N x d), the
 * same for {@code behavior} and {@code modal}, and beside each item file {@code general.items.tsv} with columns item,
 * title, 0, 1, ..., d-1.
 */
final class EmbeddingExport {

    /** The names of all files. */
    static final Pattern FILE = Pattern.compile("(general|behavior|modal)\\.(users\\.npy|items\\.npy|items\\.tsv)");

    private EmbeddingExport() {}

    static void write(TrainedModel model, Path folder) {
        Folders.make(folder);
        Representations r = model.representations();
        Map<String, Representations.Line> lines = new LinkedHashMap<>();
        lines.put("general", r.general());
        r.behavior().ifPresent(line -> lines.put("behavior", line));
        r.modal().ifPresent(line -> lines.put("modal", line));
        lines.forEach((name, line) -> {
            NpyWriter.write(folder.resolve(name + ".users.npy"), r.users(), line.size(), r.users(line));
            NpyWriter.write(folder.resolve(name + ".items.npy"), r.items(), line.size(), r.items(line));
            writeTsv(model, folder.resolve(name + ".items.tsv"), r.items(line), line.size());
        });
    }

    private static void writeTsv(TrainedModel model, Path file, float[] items, int d) {
        AtomicFile.write(file, out -> {
            BufferedWriter w = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            w.write("item\ttitle");
            for (int j = 0; j < d; j++) {
                w.write("\t" + j);
            }
            w.write('\n');
            for (int i = 0; i * d < items.length; i++) {
                w.write(i + "\t" + oneLine(model.data().catalogue().label(i)));
                for (int j = 0; j < d; j++) {
                    w.write("\t" + items[i * d + j]);
                }
                w.write('\n');
            }
            w.flush();
        });
    }

    private static String oneLine(String title) {
        return title.replaceAll("[\\t\\r\\n]+", " ");
    }
}
