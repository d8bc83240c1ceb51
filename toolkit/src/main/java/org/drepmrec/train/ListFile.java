package org.drepmrec.train;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.drepmrec.eval.TopItems;
import org.drepmrec.io.DataException;
import org.drepmrec.io.ParquetFile;

/**
 * A file of ranked lists that grows by blocks. A block counts once the journal names it, and the journal is written after the block
 * is on disk, so after a kill the file is cut to what the journal names.
 *
 * <p>The journal: a line with the identity of the content, then a line a block with the length of the file so far, the rows of
 * the block and, for Parquet, the length of each column.
 */
final class ListFile implements Closeable {

    private static final String HEADER = "user,rank,item,score\n";

    private final Path target;
    private final Path part;
    private final Path journal;
    private final boolean parquet;
    private final List<ParquetFile.Group> groups = new ArrayList<>();
    private FileChannel channel;

    private ListFile(Path target, boolean parquet) {
        this.target = target.toAbsolutePath();
        this.part = this.target.resolveSibling(target.getFileName() + ".part");
        this.journal = this.target.resolveSibling(target.getFileName() + ".part.journal");
        this.parquet = parquet;
    }

    /** Opens a file, at the end of the blocks that an earlier run of the same identity has left. */
    static ListFile open(Path target, boolean parquet, String identity) {
        ListFile file = new ListFile(target, parquet);
        try {
            file.begin(identity);
            return file;
        } catch (IOException e) {
            throw file.notWritten(e);
        }
    }

    private void begin(String identity) throws IOException {
        long length = Files.exists(journal) && Files.exists(part) ? replay(identity) : -1;
        channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (length >= 0) {
            channel.truncate(length).position(length);
            return;
        }
        groups.clear();
        channel.truncate(0);
        write(parquet ? ParquetFile.start() : HEADER.getBytes(StandardCharsets.UTF_8));
        channel.force(true);
        Files.writeString(journal, identity + "\n");
    }

    /** The length that the journal vouches for; -1 if it is of other content. */
    private long replay(String identity) throws IOException {
        String[] lines = Files.readString(journal).split("\n", -1);
        if (!lines[0].equals(identity) || lines.length < 2) {
            return -1;
        }
        long length = parquet ? ParquetFile.start().length : HEADER.length();
        // What follows the last line feed was cut off.
        for (String line : Arrays.copyOfRange(lines, 1, lines.length - 1)) {
            List<Integer> numbers = new ArrayList<>();
            String[] words = line.split(" ", -1);
            for (int w = 1; w < words.length; w++) {
                numbers.add(Integer.parseInt(words[w]));
            }
            long end = Long.parseLong(words[0]);
            if (end > Files.size(part)) {
                return -1;
            }
            length = end;
            groups.add(new ParquetFile.Group(numbers.get(0), numbers.subList(1, numbers.size())));
        }
        return length;
    }

    /** The number of blocks that are there. */
    int blocks() {
        return groups.size();
    }

    /** Appends the lists of some users. */
    void add(TopItems[] lists, List<String> userIds, List<String> itemIds) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ParquetFile.Group group =
                    parquet ? rowGroup(out, lists, userIds, itemIds) : csv(out, lists, userIds, itemIds);
            write(out.toByteArray());
            channel.force(false);
            StringBuilder line =
                    new StringBuilder().append(channel.position()).append(' ').append(group.rows());
            group.lengths().forEach(l -> line.append(' ').append(l));
            Files.writeString(journal, line.append('\n'), StandardOpenOption.APPEND);
            groups.add(group);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private static ParquetFile.Group rowGroup(
            ByteArrayOutputStream out, TopItems[] lists, List<String> userIds, List<String> itemIds)
            throws IOException {
        int rows = Arrays.stream(lists).mapToInt(TopItems::size).sum();
        String[] user = new String[rows];
        int[] rank = new int[rows];
        String[] item = new String[rows];
        float[] score = new float[rows];
        int row = 0;
        for (TopItems list : lists) {
            for (int r = 0; r < list.size(); r++, row++) {
                user[row] = userIds.get(list.user());
                rank[row] = r + 1;
                item[row] = itemIds.get(list.item(r));
                score[row] = list.score(r);
            }
        }
        return ParquetFile.append(out, Recommendations.columns(), user, rank, item, score);
    }

    private static ParquetFile.Group csv(
            ByteArrayOutputStream out, TopItems[] lists, List<String> userIds, List<String> itemIds) {
        StringBuilder text = new StringBuilder();
        int rows = 0;
        for (TopItems list : lists) {
            String user = field(userIds.get(list.user()));
            for (int r = 0; r < list.size(); r++) {
                text.append(user).append(',').append(r + 1).append(',');
                text.append(field(itemIds.get(list.item(r))))
                        .append(',')
                        .append(list.score(r))
                        .append('\n');
            }
            rows += list.size();
        }
        out.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
        return new ParquetFile.Group(rows, List.of());
    }

    /** A field after RFC 4180. */
    private static String field(String id) {
        boolean plain = id.chars().noneMatch(c -> c == ',' || c == '"' || c == ' ' || c == ';' || c == '\t');
        return plain ? id : "\"" + id.replace("\"", "\"\"") + "\"";
    }

    /** Puts the file in its place. */
    void finish() {
        try {
            if (parquet) {
                ByteArrayOutputStream footer = new ByteArrayOutputStream();
                ParquetFile.finish(footer, Recommendations.columns(), groups);
                write(footer.toByteArray());
            }
            channel.force(true);
            channel.close();
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(journal);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    private DataException notWritten(IOException e) {
        return DataException.of(
                target.toString(),
                "not written (" + e.getMessage() + ")",
                "a folder with room that can be written",
                "make room or choose another place; the same call goes on where it stopped",
                e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw notWritten(e);
        }
    }
}
