package org.drepmrec.io;

import com.google.gson.Gson;
import java.nio.charset.StandardCharsets;

/** Values as one line of JSON in UTF-8; characters that mean something in HTML are escaped. */
public final class JsonText {

    private static final Gson GSON = new Gson();

    private JsonText() {}

    /**
     * Writes a value; entries of maps that are null are left out.
     *
     * @param value maps, lists, texts, finite numbers, booleans
     * @throws IllegalArgumentException if a number is not finite
     */
    public static byte[] of(Object value) {
        return GSON.toJson(value).getBytes(StandardCharsets.UTF_8);
    }
}
