package org.drepmrec.data.io.amazon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Places;

/**
 * What the metadata say about the items of a log; products outside it are passed over. Of several lines about one
 * product the first counts.
 *
 * @param titles of item 0, 1, ...; null where there is none; of one line and at most 500 characters
 * @param texts title, brand, first list of categories and description, as the field's text encoders read them; empty
 *     where there is nothing
 * @param warnings one sentence on each kind of gap
 * @param sha256 hash of the file's bytes
 */
record Metadata(List<String> titles, List<String> texts, List<String> warnings, String sha256) {

    private static final int LONGEST_TITLE = 500;
    private static final Pattern SPACE = Pattern.compile("[\\p{Z}\\p{Cc}]+");

    /**
     * Reads a file of one JSON object or Python dictionary per line.
     *
     * @param items id of each ASIN, 0 to N-1
     * @throws DataException if a line is damaged or none is about one of the items
     */
    static Metadata read(Path path, Map<String, Integer> items) {
        String file = Places.name(path);
        String[] titles = new String[items.size()];
        String[] texts = new String[items.size()];
        int repeated = 0;
        String sha256;
        try (RawLines lines = new RawLines(path)) {
            while (lines.next()) {
                Map<String, Object> product = Literal.object(lines.line(), lines::where);
                Integer item = items.get(asin(product, lines));
                if (item == null) {
                    continue;
                }
                if (texts[item] == null) {
                    titles[item] = title(product);
                    texts[item] = text(product);
                } else {
                    repeated++;
                }
            }
            sha256 = lines.sha256();
        } catch (IOException e) {
            throw DataException.unreadable(file, e);
        }
        return new Metadata(
                Arrays.asList(titles),
                Arrays.stream(texts).map(t -> t == null ? "" : t).toList(),
                warnings(file, texts, titles, repeated),
                sha256);
    }

    private static List<String> warnings(String file, String[] texts, String[] titles, int repeated) {
        long absent = Arrays.stream(texts).filter(t -> t == null).count();
        long untitled = Arrays.stream(titles).filter(t -> t == null).count() - absent;
        if (absent == texts.length) {
            throw DataException.of(
                    file,
                    "no line about any of the " + absent + " items",
                    "the metadata of the reviews' category",
                    "choose the file of the same category");
        }
        List<String> warnings = new ArrayList<>();
        if (absent > 0) {
            warnings.add(file + ": " + absent + " of " + texts.length + " items are not in it; they have no text");
        }
        if (untitled > 0) {
            warnings.add(file + ": " + untitled + " of " + texts.length + " items have no title there");
        }
        if (repeated > 0) {
            warnings.add(file + ": " + repeated + " lines passed over that repeat an item");
        }
        return warnings;
    }

    private static String asin(Map<String, Object> product, RawLines lines) {
        if (product.get("asin") instanceof String asin && Asin.isSound(asin)) {
            return asin;
        }
        throw DataException.of(
                lines.where() + ", asin",
                DataException.quote("" + product.get("asin")),
                Asin.FORM,
                "use the file of metadata, meta_*.json.gz");
    }

    private static String title(Map<String, Object> product) {
        String title = oneLine(words(product.get("title")));
        if (title.isEmpty()) {
            return null;
        }
        int end = Math.min(title.length(), LONGEST_TITLE);
        return title.substring(
                0, end < title.length() && Character.isHighSurrogate(title.charAt(end - 1)) ? end - 1 : end);
    }

    /** The files of 2014 have {@code categories}, a list of paths; later ones {@code category}, one path. */
    private static String text(Map<String, Object> product) {
        Object categories = product.get("categories");
        Object path = categories instanceof List<?> paths && !paths.isEmpty() && paths.get(0) instanceof List<?>
                ? paths.get(0)
                : categories;
        return oneLine(Stream.of(
                        product.get("title"),
                        product.get("brand"),
                        path == null ? product.get("category") : path,
                        product.get("description"))
                .map(Metadata::words)
                .collect(Collectors.joining(" ")));
    }

    private static String words(Object value) {
        if (value instanceof List<?> parts) {
            return parts.stream().map(Metadata::words).collect(Collectors.joining(" "));
        }
        return value instanceof String text ? text : "";
    }

    private static String oneLine(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip();
    }
}
