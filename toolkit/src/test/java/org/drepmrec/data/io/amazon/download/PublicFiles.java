package org.drepmrec.data.io.amazon.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.drepmrec.data.io.amazon.RawFiles;

/** The three raw files of a shop of six users who each bought all of five products, under the paths of Baby's. */
public final class PublicFiles {

    public static final String REVIEWS = "categoryFiles/reviews_Baby_5.json.gz";
    public static final String METADATA = "categoryFiles/meta_Baby.json.gz";
    public static final String IMAGES = "image_features/categoryFiles/image_features_Baby.b";

    private static final int USERS = 6;
    private static final int PRODUCTS = 5;

    private PublicFiles() {}

    public static byte[] reviews() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int u = 0; u < USERS; u++) {
            for (int p = 1; p <= PRODUCTS; p++) {
                rows.append(RawFiles.review("U" + u, RawFiles.asin(p), 1000 + p));
            }
        }
        return RawFiles.gzip(rows.toString());
    }

    public static byte[] metadata() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int p = 1; p <= PRODUCTS; p++) {
            lines.append("{'asin': '" + RawFiles.asin(p) + "', 'title': 'cup " + "abcde".charAt(p - 1) + "x red'}\n");
        }
        return RawFiles.gzip(lines.toString());
    }

    public static byte[] images() throws IOException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int p = 1; p < PRODUCTS; p++) {
            records.write(RawFiles.record(RawFiles.asin(p), p, 1f / p));
        }
        return records.toByteArray();
    }

    /** Puts them on a server, below a folder. */
    public static ScriptedServer on(ScriptedServer server, String folder) throws IOException {
        return server.on(folder + REVIEWS, ScriptedServer.honest(reviews(), "\"r\""))
                .on(folder + METADATA, ScriptedServer.honest(metadata(), "\"m\""))
                .on(folder + IMAGES, ScriptedServer.honest(images(), "\"i\""));
    }
}
