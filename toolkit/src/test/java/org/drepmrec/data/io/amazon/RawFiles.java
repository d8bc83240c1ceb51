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
final class RawFiles {

    private RawFiles() {}

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    static Path writeGzip(Path file, String text) throws IOException {
        return Files.write(file, gzip(text));
    }

    static Path write(Path file, String text) throws IOException {
        return Files.writeString(file, text);
    }

    /** The ASIN of product p. */
    static String asin(int p) {
        return String.format("B%09d", p);
    }

    /** A line of a file of reviews, with the fields that the published ones have. */
    static String review(String user, String asin, long time) {
        return "{\"reviewerID\": \"" + user + "\", \"asin\": \"" + asin
                + "\", \"reviewerName\": \"A \\\"B\\\"\", \"helpful\": [0, 1], \"reviewText\": \"fine {, }\", "
                + "\"overall\": 5.0, \"summary\": \"\", \"unixReviewTime\": " + time
                + ", \"reviewTime\": \"07 16, 2013\"}\n";
    }

    /** A record of visual features: {@code first}, then zeros. */
    static byte[] record(String asin, float... first) {
        ByteBuffer bytes = ByteBuffer.allocate(VisualFeatures.RECORD).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(asin.getBytes(StandardCharsets.US_ASCII));
        for (float value : first) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    static Path writeRecords(Path file, byte[]... records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] record : records) {
            bytes.write(record);
        }
        return Files.write(file, bytes.toByteArray());
    }
}
