package org.drepmrec.data.io.amazon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes miniature raw files in the published forms. */
public final class RawFiles {

    private RawFiles() {}

    public static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    public static Path writeGzip(Path file, String text) throws IOException {
        return Files.write(file, gzip(text));
    }

    public static Path write(Path file, String text) throws IOException {
        return Files.writeString(file, text);
    }

    /** The ASIN of product p. */
    public static String asin(int p) {
        return String.format("B%09d", p);
    }

    /** A line of a file of reviews, with the fields that the published ones have. */
    public static String review(String user, String asin, long time) {
        return "{\"reviewerID\": \"" + user + "\", \"asin\": \"" + asin
                + "\", \"reviewerName\": \"A \\\"B\\\"\", \"helpful\": [0, 1], \"reviewText\": \"fine {, }\", "
                + "\"overall\": 5.0, \"summary\": \"\", \"unixReviewTime\": " + time
                + ", \"reviewTime\": \"07 16, 2013\"}\n";
    }

    /** A record of visual features: {@code first}, then zeros. */
    public static byte[] record(String asin, float... first) {
        ByteBuffer bytes = ByteBuffer.allocate(VisualFeatures.RECORD).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(asin.getBytes(StandardCharsets.US_ASCII));
        for (float value : first) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    public static Path writeRecords(Path file, byte[]... records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] record : records) {
            bytes.write(record);
        }
        return Files.write(file, bytes.toByteArray());
    }
}
