package org.drepmrec.data.io;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.io.picture.PictureFile;
import org.drepmrec.io.DataException;
import org.drepmrec.io.LineReader;

/**
 * Titles from {@code items.tsv} (header {@code itemID<TAB>title}; the title is the rest of the line) and pictures from
 * {@code pictures/<itemID>.png}, which are read each time they are asked for.
 */
final class FolderCatalogue implements ItemCatalogue {

    static final String TITLES = "items.tsv";
    static final String PICTURES = "pictures";

    /** In bytes; room for any title that a CSV file of a user's own can hold. */
    private static final int LONGEST_LINE = 1 << 22;

    private final Map<Integer, String> titles;
    private final Path pictures;

    private FolderCatalogue(Map<Integer, String> titles, Path pictures) {
        this.titles = titles;
        this.pictures = pictures;
    }

    /**
     * Reads what the folder has; {@link ItemCatalogue#EMPTY} if it has neither.
     *
     * @param hashes receives the hash of {@code items.tsv}
     */
    static ItemCatalogue read(Path folder, int items, Map<String, String> hashes) {
        Path table = folder.resolve(TITLES);
        Path pictures = folder.resolve(PICTURES);
        if (!Files.exists(table) && !Files.isDirectory(pictures)) {
            return EMPTY;
        }
        Map<Integer, String> titles = Files.exists(table) ? titles(table, items, hashes) : Map.of();
        return new FolderCatalogue(titles, pictures);
    }

    private static LineReader open(Path table) throws IOException {
        LineReader.requireContent(table);
        return new LineReader(TITLES, Files.newInputStream(table), LONGEST_LINE);
    }

    private static Map<Integer, String> titles(Path table, int items, Map<String, String> hashes) {
        Map<Integer, String> titles = new HashMap<>();
        try (LineReader in = open(table)) {
            in.next();
            if (!in.text(0, in.length()).equals("itemID\ttitle")) {
                throw DataException.of(
                        in.where(),
                        "header " + in.quote(0, in.length()),
                        "the columns itemID and title, separated by a tab",
                        "correct the header");
            }
            while (in.next()) {
                int tab = 0;
                while (tab < in.length() && in.bytes()[tab] != '\t') {
                    tab++;
                }
                if (tab == in.length()) {
                    throw DataException.of(
                            in.where(), in.quote(0, tab), "itemID, a tab and a title", "correct or remove the line");
                }
                int item = in.id(0, tab, "itemID");
                if (item >= items || titles.putIfAbsent(item, in.text(tab + 1, in.length())) != null) {
                    throw DataException.of(
                            in.where(),
                            "item " + item + (item >= items ? "" : " a second time"),
                            "each item from 0 to " + (items - 1) + " at most once",
                            "re-export the titles after re-indexing");
                }
            }
            hashes.put(TITLES, in.sha256());
            return titles;
        } catch (IOException e) {
            throw DataException.unreadable(TITLES, e);
        }
    }

    @Override
    public Optional<String> title(int item) {
        return Optional.ofNullable(titles.get(item));
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataException if there is a file but no picture of at most 2^24 pixels in it
     */
    @Override
    public Optional<BufferedImage> picture(int item) {
        Path file = pictures.resolve(item + ".png");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return Optional.of(PictureFile.read(file, PICTURES + "/" + item + ".png"));
    }
}
