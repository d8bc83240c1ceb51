package org.drepmrec.serve;

import java.util.Set;
import java.util.function.Function;

/**
 * What is answered under a path.
 *
 * @param method of HTTP; {@code HEAD} goes with {@code GET}
 * @param parameters their names
 * @param work answers, or throws a {@link Refusal}
 */
record Endpoint(String method, Set<String> parameters, Function<Question, Answer> work) {

    boolean takes(String other) {
        return method.equals(other) || (method.equals("GET") && other.equals("HEAD"));
    }

    String allowed() {
        return method.equals("GET") ? "GET, HEAD" : method;
    }
}
