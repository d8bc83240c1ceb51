package org.drepmrec.data.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.drepmrec.data.InteractionLog;
import org.drepmrec.io.DataException;
import org.drepmrec.io.LineReader;
import org.drepmrec.io.Places;

/**
 * The content of an {@code .inter} file: tab-separated, with a header, one interaction a row.
 *
 * <p>Columns are found by name: {@code userID}, {@code itemID} and, where the split is given, {@code x_label} (0 train, 1
 * validation, 2 test). Case and underscores do not matter and a RecBole type such as in {@code user_id:token} is
 * ignored, as are all other columns. Ids are whole numbers from 0; M and N are one more than the largest ids. Repeated
 * rows of one split are collapsed into the first.
 */
public final class InterFile {

    private static final int SPARE_IDS = 1000;
    private static final int IDS_PER_ROW = 100;

    private final String name;
    private final InteractionLog log;
    private final int duplicates;
    private final long firstDuplicate;
    private final String sha256;

    private InterFile(String name, InteractionLog log, int duplicates, long firstDuplicate, String sha256) {
        this.name = name;
        this.log = log;
        this.duplicates = duplicates;
        this.firstDuplicate = firstDuplicate;
        this.sha256 = sha256;
    }

    /**
     * Reads a file.
     *
     * @throws DataException naming file and line, if the file is missing, empty or not text, the header lacks userID or
     *     itemID, a row has another number of columns than the header, an id or label is not a number of the expected
     *     range, ids are larger than {@link #idLimit} allows, or one pair is in two splits
     */
    public static InterFile read(Path path) {
        try (LineReader in = new LineReader(path)) {
            return read(Places.name(path), in);
        } catch (IOException e) {
            throw DataException.unreadable(Places.name(path), e);
        }
    }

    private static InterFile read(String name, LineReader in) throws IOException {
        in.next();
        Header header = Header.parse(in);
        Rows rows = new Rows(header.label >= 0);
        int[] tab = new int[header.columns + 1];
        String blank = null;
        while (in.next()) {
            if (in.length() == 0) {
                blank = blank == null ? in.where() : blank;
                continue;
            }
            if (blank != null) {
                throw DataException.of(blank, "an empty line", "a row of " + header.columns + " columns", "remove it");
            }
            split(in, tab, header.columns);
            rows.add(
                    in.id(tab[header.user], tab[header.user + 1] - 1, "userID"),
                    in.id(tab[header.item], tab[header.item + 1] - 1, "itemID"),
                    header.label < 0 ? 0 : label(in, tab[header.label], tab[header.label + 1] - 1));
        }
        if (rows.size == 0) {
            throw DataException.of(
                    name, "a header without rows", "at least one interaction", "copy or export the file again");
        }
        return rows.collapse(name, in.sha256());
    }

    /** Puts the start of each column into {@code start}, and one behind the line's end as the last entry. */
    private static void split(LineReader in, int[] start, int columns) {
        byte[] line = in.bytes();
        int found = 0;
        start[0] = 0;
        for (int k = 0; k <= in.length(); k++) {
            if (k == in.length() || line[k] == '\t') {
                found++;
                if (found <= columns) {
                    start[found] = k + 1;
                }
            }
        }
        if (found != columns) {
            throw DataException.of(
                    in.where(),
                    found + (found == 1 ? " column" : " columns"),
                    columns + " separated by tabs, as in the header",
                    "the row is cut off or has a stray tab; export the file again");
        }
    }

    private static int label(LineReader in, int from, int to) {
        int digit = to - from == 1 ? in.bytes()[from] - '0' : -1;
        if (digit < 0 || digit > 2) {
            throw DataException.of(
                    in.where() + ", column x_label",
                    in.quote(from, to),
                    "0 (train), 1 (validation) or 2 (test)",
                    "correct the label, or remove the column to have the data split");
        }
        return digit;
    }

    /**
     * The largest number of users, and of items, that a file of so many rows may have: {@code 100 x rows + 1000}. Memory
     * is taken for each id, so one absurd id must not decide it.
     */
    static long idLimit(int rows) {
        return (long) IDS_PER_ROW * rows + SPARE_IDS;
    }

    /** The interactions, in the order of their rows; labeled if the file has the column {@code x_label}. */
    public InteractionLog log() {
        return log;
    }

    /** How many rows repeated an earlier row and were collapsed into it. */
    public int duplicates() {
        return duplicates;
    }

    /** The hash of the file's bytes, lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** The sentence on collapsed duplicates, if there were any. */
    Optional<String> warning() {
        return duplicates == 0
                ? Optional.empty()
                : Optional.of(name + ": " + duplicates + " duplicate interactions collapsed, the first in line "
                        + firstDuplicate);
    }

    /** Where the columns are that count. */
    private record Header(int columns, int user, int item, int label) {

        static Header parse(LineReader in) {
            String[] names = in.text(0, in.length()).split("\t", -1);
            Header header = new Header(
                    names.length, find(in, names, "userid"), find(in, names, "itemid"), find(in, names, "xlabel"));
            if (header.user < 0 || header.item < 0) {
                throw DataException.of(
                        in.where(),
                        "header " + in.quote(0, in.length()),
                        "tab-separated column names with userID and itemID",
                        "add the header, or rename its columns");
            }
            return header;
        }

        private static int find(LineReader in, String[] names, String wanted) {
            int found = -1;
            for (int k = 0; k < names.length; k++) {
                String plain =
                        names[k].replaceFirst(":.*$", "").replace("_", "").strip();
                if (plain.equalsIgnoreCase(wanted)) {
                    if (found >= 0) {
                        throw DataException.of(
                                in.where(),
                                "columns " + DataException.quote(names[found]) + " and "
                                        + DataException.quote(names[k]),
                                "one of them",
                                "remove or rename the other");
                    }
                    found = k;
                }
            }
            return found;
        }
    }

    /** Rows as they come, in arrays that grow with the file. */
    private static final class Rows {

        private final boolean labeled;
        private int[] user = new int[1024];
        private int[] item = new int[1024];
        private byte[] label = new byte[1024];
        private int size;

        Rows(boolean labeled) {
            this.labeled = labeled;
        }

        void add(int userId, int itemId, int split) {
            if (size == user.length) {
                user = Arrays.copyOf(user, size * 2);
                item = Arrays.copyOf(item, size * 2);
                label = Arrays.copyOf(label, size * 2);
            }
            user[size] = userId;
            item[size] = itemId;
            label[size++] = (byte) split;
        }

        InterFile collapse(String name, String sha256) {
            int users = count(name, "userID", user);
            int items = count(name, "itemID", item);
            int[] row = rowsByPair(users);
            boolean[] repeats = new boolean[size];
            for (int k = 1; k < size; k++) {
                if (user[row[k]] == user[row[k - 1]] && item[row[k]] == item[row[k - 1]]) {
                    requireOneSplit(name, row[k - 1], row[k]);
                    repeats[row[k]] = true;
                }
            }
            int kept = 0;
            int first = size;
            for (int k = 0; k < size; k++) {
                if (repeats[k]) {
                    first = Math.min(first, k);
                } else {
                    user[kept] = user[k];
                    item[kept] = item[k];
                    label[kept++] = label[k];
                }
            }
            InteractionLog log =
                    InteractionLog.unlabeled(users, items, Arrays.copyOf(user, kept), Arrays.copyOf(item, kept));
            return new InterFile(
                    name, labeled ? log.withLabels(Arrays.copyOf(label, kept)) : log, size - kept, line(first), sha256);
        }

        private int count(String name, String column, int[] ids) {
            int largest = 0;
            for (int k = 1; k < size; k++) {
                largest = ids[k] > ids[largest] ? k : largest;
            }
            if (ids[largest] >= idLimit(size)) {
                throw DataException.of(
                        name + " line " + line(largest) + ", column " + column,
                        "id " + ids[largest],
                        "ids below " + idLimit(size) + " (100 x rows + 1000)",
                        "re-index users and items from 0 without gaps");
            }
            return ids[largest] + 1;
        }

        /** The rows' indices ordered by user, item and index. */
        private int[] rowsByPair(int users) {
            int[] next = new int[users + 1];
            for (int k = 0; k < size; k++) {
                next[user[k] + 1]++;
            }
            for (int u = 0; u < users; u++) {
                next[u + 1] += next[u];
            }
            int[] start = next.clone();
            long[] entry = new long[size];
            for (int k = 0; k < size; k++) {
                entry[next[user[k]]++] = ((long) item[k] << 32) | k;
            }
            for (int u = 0; u < users; u++) {
                Arrays.sort(entry, start[u], start[u + 1]);
            }
            return Arrays.stream(entry).mapToInt(e -> (int) e).toArray();
        }

        private void requireOneSplit(String name, int a, int b) {
            if (label[a] != label[b]) {
                throw DataException.of(
                        name + " lines " + line(a) + " and " + line(b),
                        "user " + user[a] + " and item " + item[a] + " with x_label " + label[a] + " and " + label[b],
                        "each interaction in one split",
                        "keep one of the two rows");
            }
        }

        /** Rows begin below the header, and empty lines are only allowed behind the last of them. */
        private static long line(int row) {
            return row + 2L;
        }
    }
}
