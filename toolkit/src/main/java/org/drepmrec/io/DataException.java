package org.drepmrec.io;

import java.io.IOException;

/**
 * Input that cannot be used, or a place that cannot be read or written. The message says what, found, expected and
 * remedy, for example {@code text_feat.npy: 7049 rows, expected 7050 (items in baby.inter); re-export the features after
 * re-indexing}.
 */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUOTE = 40;

    private DataException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What is wrong: {@code what: found, expected expected; remedy}. */
    public static DataException of(String what, String found, String expected, String remedy) {
        return of(what, found, expected, remedy, null);
    }

    /** As {@link #of(String, String, String, String)}, with the exception that revealed it. */
    public static DataException of(String what, String found, String expected, String remedy, Throwable cause) {
        return new DataException(what + ": " + found + ", expected " + expected + "; " + remedy, cause);
    }

    /** A file or folder that the system does not let read; the reason is found in the exception. */
    public static DataException unreadable(String what, IOException cause) {
        String reason = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return of(what, "not readable (" + reason + ")", "a readable file", "check disk and permissions", cause);
    }

    /** Text from a file as a message may show it: in quotation marks, shortened, without control characters. */
    public static String quote(String text) {
        String shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
        StringBuilder safe = new StringBuilder("\"");
        shown.codePoints()
                .map(c -> Character.isISOControl(c) || !Character.isDefined(c) ? '?' : c)
                .forEach(safe::appendCodePoint);
        return safe.append('"').toString();
    }
}
