package org.drepmrec.data.io.own;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.io.picture.PictureFile;
import org.drepmrec.data.io.picture.Thumbnail;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Places;
import org.drepmrec.io.Sha256;

/**
 * A folder of pictures, each named by the id of its item; read whenever they are asked for.
 *
 * @param files by item, null where there is none
 * @param warnings one sentence on each thing that was passed over
 */
record PictureFolder(String name, List<Path> files, List<String> warnings) {

    private static final Pattern PICTURE = Pattern.compile("(.+)\\.(png|jpe?g|gif|bmp)", Pattern.CASE_INSENSITIVE);

    /** Looks which items have a picture. */
    static PictureFolder of(Path folder, List<String> ids) {
        String name = Places.name(folder);
        Map<String, Path> unknown = list(folder, name);
        List<Path> files = new ArrayList<>();
        ids.forEach(id -> files.add(unknown.remove(id)));
        if (files.stream().allMatch(Objects::isNull)) {
            throw DataException.of(
                    name,
                    "no picture of any of the " + ids.size() + " items",
                    "files such as " + DataException.quote(ids.get(0) + ".png"),
                    "name each picture by the id of its item");
        }
        List<String> warnings = new ArrayList<>();
        if (!unknown.isEmpty()) {
            warnings.add(name + ": " + unknown.size()
                    + " pictures passed over, of items that are not in the data set (the first: "
                    + unknown.keySet().iterator().next() + ")");
        }
        return new PictureFolder(name, files, warnings);
    }

    private static Map<String, Path> list(Path folder, String name) {
        if (!Files.isDirectory(folder)) {
            throw DataException.of(name, "no such folder", "a folder of pictures", "check the path");
        }
        Map<String, Path> named = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : (Iterable<Path>) entries.sorted()::iterator) {
                Matcher parts = PICTURE.matcher(file.getFileName().toString());
                Path other = parts.matches() ? named.put(parts.group(1), file) : null;
                if (other != null) {
                    throw DataException.of(
                            name,
                            other.getFileName() + " and " + file.getFileName(),
                            "one picture for each item",
                            "remove one of them");
                }
            }
        } catch (IOException e) {
            throw DataException.unreadable(name, e);
        }
        return named;
    }

    /** The items without a picture. */
    BitSet missing() {
        return IntStream.range(0, files.size())
                .filter(i -> files.get(i) == null)
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /** The hash of all files' bytes, by the order of the items. */
    String sha256() {
        Sha256 hash = new Sha256();
        try {
            for (Path file : files) {
                if (file != null) {
                    hash.add(Sha256.of(file));
                } else {
                    hash.add("");
                }
            }
            return hash.hex();
        } catch (IOException e) {
            throw DataException.unreadable(name, e);
        }
    }

    /**
     * The picture of an item.
     *
     * @throws DataException if its file holds no picture
     */
    Optional<BufferedImage> picture(int item) {
        return Optional.ofNullable(files.get(item))
                .map(file -> PictureFile.read(file, name + "/" + file.getFileName()));
    }

    /** The picture of an item as a {@link Thumbnail}. */
    Optional<BufferedImage> thumbnail(int item) {
        return picture(item).map(Thumbnail::of);
    }
}
