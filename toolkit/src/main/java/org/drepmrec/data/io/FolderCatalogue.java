package org.drepmrec.data.io;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.drepmrec.data.DataException;
import org.drepmrec.data.ItemCatalogue;

/**
 * Titles from {@code items.tsv} (header {@code itemID<TAB>title}; the title is the rest of the line) and pictures from
 * {@code pictures/<itemID>.png}, which are read each time they are asked for.
 */
final class FolderCatalogue implements ItemCatalogue {

    static final String TITLES = "items.tsv";
    static final String PICTURES = "pictures";
    private static final long MOST_PIXELS = 1 << 24;

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

    private static Map<Integer, String> titles(Path table, int items, Map<String, String> hashes) {
        Map<Integer, String> titles = new HashMap<>();
        try (LineReader in = new LineReader(table)) {
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
            throw unreadable(TITLES, e);
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
        String name = PICTURES + "/" + item + ".png";
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw unreadable(name, null);
            }
            return Optional.of(read(name, readers.next(), in));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static BufferedImage read(String name, ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MOST_PIXELS) {
                throw DataException.of(name, pixels + " pixels", "at most " + MOST_PIXELS, "scale the picture down");
            }
            return reader.read(0);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
            // The JDK's decoders answer damaged files with these as well.
            throw unreadable(name, e);
        } finally {
            reader.dispose();
        }
    }

    private static DataException unreadable(String name, Exception cause) {
        String found = cause == null ? "no picture" : "unreadable (" + cause.getMessage() + ")";
        return DataException.of(name, found, "a readable file", "copy or export it again, or remove it", cause);
    }
}
