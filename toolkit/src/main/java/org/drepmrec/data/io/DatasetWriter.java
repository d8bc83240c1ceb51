package org.drepmrec.data.io;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.MissingItems;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Folders;
import org.drepmrec.io.NpyWriter;

/**
 * Saves a data set in the layout that {@link DatasetLoader} reads. Rows are ordered by user, split and item. Each
 * file is written whole or not at all, {@code <name>.inter} last, so a folder with that file is complete.
 */
public final class DatasetWriter {

    private DatasetWriter() {}

    /**
     * Writes {@code <name>.inter} with labels, one {@code *_feat.npy} per modality, and {@code items.tsv},
     * {@code pictures/}, {@code sizes.tsv}, {@code missing.tsv}, {@code user_ids.txt} and {@code item_ids.txt} where they are needed.
     *
     * @param folder made if it does not exist; files of the same names are replaced
     * @throws DataException if the folder cannot be written, holds features, titles or pictures of another data set that
     *     would then be read with this one, or a title has a line break
     */
    public static void write(MultimodalDataset data, Path folder) {
        String titles = titles(data);
        requireSparseIds(data);
        Folders.make(folder);
        refuseForeign(data, folder, titles);
        data.modalities().forEach(m -> {
            Features f = data.features(m);
            Path file = folder.resolve(m.fileName());
            if (f.regions() == 1) {
                NpyWriter.write(file, f.rows(), f.dimension(), f.values());
            } else {
                NpyWriter.write(file, f.rows(), f.regions(), f.dimension() / f.regions(), f.values());
            }
        });
        if (!titles.isEmpty()) {
            writeText(folder.resolve(FolderCatalogue.TITLES), "itemID\ttitle\n" + titles);
        }
        writePictures(data, folder.resolve(FolderCatalogue.PICTURES));
        if (sizesNeeded(data)) {
            SizesFile.write(folder, data.users(), data.items(), coldUsers(data));
        }
        if (!MissingItems.of(data).areZeros()) {
            MissingFile.write(folder, data);
        }
        data.ids().ifPresent(ids -> IdFiles.write(folder, ids));
        AtomicFile.write(folder.resolve(data.name() + ".inter"), out -> writeRows(data, out));
    }

    private static void requireSparseIds(MultimodalDataset data) {
        int rows = rows(data);
        if (data.train().size() == 0 || Math.max(data.users(), data.items()) > InterFile.idLimit(rows)) {
            throw DataException.of(
                    data.name(),
                    data.users() + " users and " + data.items() + " items with "
                            + data.train().size() + " training rows of " + rows,
                    "a training row, and at most 100 x rows + 1000 of either",
                    "leave out users and items without interactions");
        }
    }

    private static int rows(MultimodalDataset data) {
        return Arrays.stream(Split.values()).mapToInt(s -> data.split(s).size()).sum();
    }

    /** Whether validation or test have a user without training rows. */
    private static boolean coldUsers(MultimodalDataset data) {
        return Stream.of(data.validation(), data.test()).anyMatch(pairs -> IntStream.range(0, pairs.size())
                .anyMatch(k -> data.train().matrix().degree(pairs.user(k)) == 0));
    }

    /** Whether the largest ids that have a row fall short of M or N, or cold users are to be kept. */
    private static boolean sizesNeeded(MultimodalDataset data) {
        if (coldUsers(data)) {
            return true;
        }
        boolean lastUser = false;
        boolean lastItem = false;
        for (Split split : Split.values()) {
            Interactions pairs = data.split(split);
            for (int k = 0; k < pairs.size(); k++) {
                lastUser |= pairs.user(k) == data.users() - 1;
                lastItem |= pairs.item(k) == data.items() - 1;
            }
        }
        return !lastUser || !lastItem;
    }

    private static void refuseForeign(MultimodalDataset data, Path folder, String titles) {
        Set<String> own = data.modalities().stream().map(m -> m.fileName()).collect(Collectors.toSet());
        if (!titles.isEmpty()) {
            own.add(FolderCatalogue.TITLES);
        }
        if (sizesNeeded(data)) {
            own.add(SizesFile.NAME);
        }
        if (!MissingItems.of(data).areZeros()) {
            own.add(MissingFile.NAME);
        }
        if (data.ids().isPresent()) {
            own.addAll(Set.of(IdFiles.USERS, IdFiles.ITEMS));
        }
        refuseOthers(
                folder,
                "{*_feat.npy," + FolderCatalogue.TITLES + "," + SizesFile.NAME + "," + MissingFile.NAME + ","
                        + IdFiles.USERS + "," + IdFiles.ITEMS + "}",
                own);
        Path pictures = folder.resolve(FolderCatalogue.PICTURES);
        if (Files.isDirectory(pictures)) {
            refuseOthers(pictures, "*.png", pictureNames(data));
        }
    }

    private static Set<String> pictureNames(MultimodalDataset data) {
        ItemCatalogue catalogue = data.catalogue();
        return IntStream.range(0, data.items())
                .filter(i -> catalogue.picture(i).isPresent())
                .mapToObj(i -> i + ".png")
                .collect(Collectors.toSet());
    }

    private static void refuseOthers(Path folder, String pattern, Set<String> own) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
            for (Path entry : entries) {
                if (!own.contains(entry.getFileName().toString())) {
                    throw DataException.of(
                            entry.toString(),
                            "a file that this data set does not have but would be read with",
                            "a new folder, or one of the same data set",
                            "choose another folder, or remove the file");
                }
            }
        } catch (IOException e) {
            throw DataException.unreadable(folder.toString(), e);
        }
    }

    private static String titles(MultimodalDataset data) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < data.items(); i++) {
            String title = data.catalogue().title(i).orElse(null);
            if (title == null) {
                continue;
            }
            if (title.indexOf('\n') >= 0 || title.indexOf('\r') >= 0) {
                throw DataException.of(
                        "title of item " + i,
                        DataException.quote(title),
                        "a text of one line",
                        "replace its line breaks");
            }
            lines.append(i).append('\t').append(title).append('\n');
        }
        return lines.toString();
    }

    private static void writeText(Path path, String text) {
        AtomicFile.write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void writePictures(MultimodalDataset data, Path folder) {
        for (int i = 0; i < data.items(); i++) {
            BufferedImage picture = data.catalogue().picture(i).orElse(null);
            if (picture != null) {
                Folders.make(folder);
                AtomicFile.write(folder.resolve(i + ".png"), out -> {
                    if (!ImageIO.write(picture, "png", out)) {
                        throw new IOException("this kind of picture cannot be written as PNG");
                    }
                });
            }
        }
    }

    private static void writeRows(MultimodalDataset data, OutputStream out) throws IOException {
        int[] next = new int[data.users() + 1];
        for (Split split : Split.values()) {
            Interactions pairs = data.split(split);
            for (int k = 0; k < pairs.size(); k++) {
                next[pairs.user(k) + 1]++;
            }
        }
        for (int u = 0; u < data.users(); u++) {
            next[u + 1] += next[u];
        }
        String[] row = new String[rows(data)];
        for (Split split : Split.values()) {
            Interactions pairs = data.split(split);
            for (int k = 0; k < pairs.size(); k++) {
                int u = pairs.user(k);
                row[next[u]++] = u + "\t" + pairs.item(k) + "\t" + split.label() + "\n";
            }
        }
        out.write("userID\titemID\tx_label\n".getBytes(StandardCharsets.US_ASCII));
        for (String line : row) {
            out.write(line.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
