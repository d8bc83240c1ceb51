package org.drepmrec.io;

import com.google.gson.Gson;

/** Values as JSON in one line that may stand in a script of an HTML page: what would be markup is escaped. */
public final class JsonText {

    private static final Gson GSON = new Gson();

    private JsonText() {}

    /**
     * The value as JSON; entries of maps that are null are left out.
     *
     * @param value maps, lists, texts, finite numbers, booleans
     * @throws IllegalArgumentException if a number is not finite
     */
    public static String of(Object value) {
        return GSON.toJson(value);
    }
}
