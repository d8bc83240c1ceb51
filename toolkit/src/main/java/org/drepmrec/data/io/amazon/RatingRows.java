package org.drepmrec.data.io.amazon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.drepmrec.data.io.Ids;
import org.drepmrec.io.DataException;
import org.drepmrec.io.Places;

/**
 * Who chose what and when, as the file has it: one JSON object or Python dictionary per line with {@code reviewerID},
 * {@code asin} and {@code unixReviewTime} (reviews), or {@code user,item,rating,timestamp} (ratings). The first line
 * decides. Of each row 16 bytes are kept, and each name once.
 */
final class RatingRows {

    private static final int LONGEST_USER = 64;
    private static final String REMEDY = "copy or download the file again";

    private final Ids users = new Ids();
    private final Ids items = new Ids();
    private int[] user = new int[1 << 10];
    private int[] item = new int[1 << 10];
    private long[] time = new long[1 << 10];
    private int size;
    private String sha256 = "";

    private RatingRows() {}

    static RatingRows read(Path path) {
        String file = Places.name(path);
        RatingRows rows = new RatingRows();
        try (RawLines lines = new RawLines(path)) {
            boolean any = lines.next();
            boolean objects = any && lines.line().stripLeading().startsWith("{");
            boolean header = any && !objects && lines.line().endsWith(",rating,timestamp");
            for (boolean more = header ? lines.next() : any; more; more = lines.next()) {
                if (objects) {
                    rows.addReview(lines);
                } else {
                    rows.addRating(lines);
                }
            }
            rows.sha256 = lines.sha256();
        } catch (IOException e) {
            throw DataException.unreadable(file, e);
        }
        if (rows.size == 0) {
            throw DataException.of(file, "no interaction", "at least one", REMEDY);
        }
        return rows;
    }

    private void addReview(RawLines lines) {
        Map<String, Object> review = Literal.object(lines.line(), lines::where);
        String person = text(review, "reviewerID", lines);
        String product = text(review, "asin", lines);
        Object when = review.get("unixReviewTime");
        if (!(when instanceof Double seconds) || seconds != Math.rint(seconds) || Math.abs(seconds) > 1L << 53) {
            throw DataException.of(
                    lines.where() + ", unixReviewTime", DataException.quote("" + when), "a whole number", REMEDY);
        }
        add(person, product, seconds.longValue(), lines);
    }

    private static String text(Map<String, Object> review, String key, RawLines lines) {
        if (review.get(key) instanceof String found) {
            return found;
        }
        throw DataException.of(lines.where() + ", " + key, DataException.quote("" + review.get(key)), "a text", REMEDY);
    }

    private void addRating(RawLines lines) {
        String[] columns = lines.line().split(",", -1);
        if (columns.length != 4) {
            throw DataException.of(
                    lines.where(),
                    columns.length + " columns",
                    "four: user,item,rating,timestamp",
                    "use a file of ratings or one of reviews");
        }
        if (!columns[2].matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            throw DataException.of(
                    lines.where() + ", rating", DataException.quote(columns[2]), "a number such as 5.0", REMEDY);
        }
        if (!columns[3].matches("-?[0-9]{1,15}")) {
            throw DataException.of(
                    lines.where() + ", timestamp", DataException.quote(columns[3]), "a whole number", REMEDY);
        }
        add(columns[0], columns[1], Long.parseLong(columns[3]), lines);
    }

    private void add(String person, String product, long when, RawLines lines) {
        if (person.isBlank() || person.length() > LONGEST_USER) {
            throw DataException.of(
                    lines.where() + ", user",
                    DataException.quote(person),
                    "a name of at most " + LONGEST_USER + " characters",
                    REMEDY);
        }
        if (!Asin.isSound(product)) {
            throw DataException.of(
                    lines.where() + ", item",
                    DataException.quote(product),
                    "an ASIN, " + Asin.FORM,
                    "check the order of the columns, user before item");
        }
        if (size == user.length) {
            int grown = size + (size >> 1);
            user = Arrays.copyOf(user, grown);
            item = Arrays.copyOf(item, grown);
            time = Arrays.copyOf(time, grown);
        }
        user[size] = users.of(person);
        item[size] = items.of(product);
        time[size++] = when;
    }

    int size() {
        return size;
    }

    int user(int row) {
        return user[row];
    }

    int item(int row) {
        return item[row];
    }

    long time(int row) {
        return time[row];
    }

    Ids users() {
        return users;
    }

    Ids items() {
        return items;
    }

    /** The hash of the file's bytes. */
    String sha256() {
        return sha256;
    }
}
