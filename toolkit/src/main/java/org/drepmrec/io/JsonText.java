package org.drepmrec.io;

import com.google.gson.Gson;

/** Values as JSON in one line that may stand in a script of an HTML page: what would be markup is escaped. */
public final class JsonText {

    private static final Gson GSON = new Gson();

    private JsonText() {}

    /**
     * The value as JSON, without what is null.
     *
     * @param value maps, lists, texts, finite numbers, booleans
     */
    public static String of(Object value) {
        return GSON.toJson(value);
    }
}
