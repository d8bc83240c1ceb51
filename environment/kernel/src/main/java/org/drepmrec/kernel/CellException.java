package org.drepmrec.kernel;

import java.util.List;

/** A cell that failed, with the name, the message and the colored lines that the page shows. */
final class CellException extends Exception {
    private static final long serialVersionUID = 1;

    private final String name;
    private final transient List<String> lines;

    CellException(String name, String message, List<String> lines, Throwable cause) {
        super(message == null ? "" : message, cause);
        this.name = name;
        this.lines = lines;
    }

    /** The class of the error, such as {@code java.lang.ArithmeticException}. */
    String name() {
        return name;
    }

    List<String> lines() {
        return lines;
    }
}
