package org.drepmrec.data.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.DataException;
import org.drepmrec.io.LineReader;

/**
 * {@code sizes.tsv}: M and N in one row below the header {@code users<TAB>items}. Only there if the last users or items
 * have no interaction, so that the largest ids of the {@code .inter} file would not tell, or, with a third column
 * {@code coldUsers} that says {@code kept}, if validation or test have users without training rows that are to be kept.
 *
 * @param log with these sizes
 * @param coldUsers whether held-out rows of users without training rows are kept
 */
public record SizesFile(InteractionLog log, boolean coldUsers) {

    /** Its name. */
    public static final String NAME = "sizes.tsv";

    private static final String HEADER = "users\titems";
    private static final String COLD = "\tcoldUsers";
    private static final String KEPT = "\tkept";

    static void write(Path folder, int users, int items, boolean coldUsers) {
        String text = text(users, items, coldUsers);
        AtomicFile.write(folder.resolve(NAME), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What the file says of M and N, and whether held-out rows of users without training rows are kept. */
    public static String text(int users, int items, boolean coldUsers) {
        return HEADER + (coldUsers ? COLD : "") + "\n" + users + "\t" + items + (coldUsers ? KEPT : "") + "\n";
    }

    /** The log with the sizes that the folder names, or the log itself. */
    static SizesFile apply(Path folder, InteractionLog log, Map<String, String> hashes) {
        Path path = folder.resolve(NAME);
        if (!Files.exists(path)) {
            return new SizesFile(log, false);
        }
        try (LineReader in = new LineReader(path)) {
            String header = in.next() ? in.text(0, in.length()) : "";
            boolean cold = header.equals(HEADER + COLD);
            String row = (cold || header.equals(HEADER)) && in.next() ? in.text(0, in.length()) : "";
            String[] sizes = (cold ? row.replaceFirst(KEPT + "$", "") : row).split("\t", -1);
            if (sizes.length != 2 || (cold && !row.endsWith(KEPT))) {
                throw DataException.of(
                        in.where(),
                        in.quote(0, in.length()),
                        "the header users and items, then one row with both numbers",
                        "correct the file, or remove it");
            }
            int users = size(in, 0, sizes[0].length(), "users", log.users(), log);
            int items = size(
                    in, sizes[0].length() + 1, sizes[0].length() + 1 + sizes[1].length(), "items", log.items(), log);
            while (in.next()) {
                if (in.length() > 0) {
                    throw DataException.of(in.where(), in.quote(0, in.length()), "no more rows", "remove the line");
                }
            }
            hashes.put(NAME, in.sha256());
            return new SizesFile(log.withSizes(users, items), cold);
        } catch (IOException e) {
            throw DataException.unreadable(NAME, e);
        }
    }

    private static int size(LineReader in, int from, int to, String column, int least, InteractionLog log) {
        int size = in.id(from, to, column);
        long most = InterFile.idLimit(log.size());
        if (size < least || size > most) {
            throw DataException.of(
                    in.where() + ", column " + column,
                    String.valueOf(size),
                    "a number from " + least + " (largest id + 1) to " + most,
                    "correct the file, or remove it");
        }
        return size;
    }
}
