package org.drepmrec.serve;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that cannot be answered: the status of its answer and what is said of it. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String what;
    private final String found;
    private final String expected;
    private final String remedy;

    Refusal(int status, String what, String found, String expected, String remedy) {
        super(what + ": found " + found + ", expected " + expected + "; " + remedy);
        this.status = status;
        this.what = what;
        this.found = found;
        this.expected = expected;
        this.remedy = remedy;
    }

    Answer answer() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("status", status);
        error.put("what", what);
        error.put("found", found);
        error.put("expected", expected);
        error.put("remedy", remedy);
        return Answer.json(status, Map.of("error", error));
    }
}
