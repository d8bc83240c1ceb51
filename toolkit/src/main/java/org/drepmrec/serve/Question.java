package org.drepmrec.serve;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.drepmrec.io.DataException;

/** The parameters of a request. Each is refused where it is missing, given twice, too long, too large or not known. */
final class Question {

    /** Characters of a value. */
    static final int LONGEST = 1024;

    private final Map<String, List<String>> given;

    /**
     * Takes what a request gives.
     *
     * @param known the parameters that its path has
     */
    Question(Map<String, List<String>> given, Set<String> known) {
        this.given = given;
        for (Map.Entry<String, List<String>> each : given.entrySet()) {
            if (!known.contains(each.getKey())) {
                throw new Refusal(
                        400,
                        "parameter",
                        DataException.quote(each.getKey()),
                        known.isEmpty() ? "none" : "some of " + String.join(", ", known),
                        "correct its name or leave it out");
            }
            for (String value : each.getValue()) {
                if (value.length() > LONGEST) {
                    throw new Refusal(
                            400,
                            "parameter " + each.getKey(),
                            value.length() + " characters",
                            "at most " + LONGEST,
                            "shorten it");
                }
            }
        }
    }

    /** A value that must be there. */
    String text(String name) {
        String value = text(name, "");
        if (value.isEmpty()) {
            throw new Refusal(400, "parameter " + name, "nothing", "a value", "add " + name + "=... to the address");
        }
        return value;
    }

    /** A value that may be missing. */
    String text(String name, String otherwise) {
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new Refusal(400, "parameter " + name, values.size() + " values", "one", "leave out the others");
        }
        return values.isEmpty() ? otherwise : values.get(0);
    }

    /** A whole number from 1. */
    int number(String name, int otherwise, int most) {
        String value = text(name, Integer.toString(otherwise));
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw new Refusal(
                    400,
                    "parameter " + name,
                    DataException.quote(value),
                    "a whole number from 1 to " + most,
                    "ask for " + otherwise + " or leave it out");
        }
        return Integer.parseInt(value);
    }

    /**
     * Values that are separated by commas, given again, or both; each once.
     *
     * @param whole values that are not to be cut at their commas
     * @param most how many there may be
     */
    List<String> list(String name, Predicate<String> whole, int most) {
        List<String> all = given.getOrDefault(name, List.of()).stream()
                .flatMap(value -> whole.test(value) ? Stream.of(value) : Arrays.stream(value.split(",", -1)))
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        if (all.isEmpty() || all.size() > most) {
            throw new Refusal(
                    400,
                    "parameter " + name,
                    all.size() + " values",
                    "1 to " + most + ", separated by commas",
                    "name some, such as " + name + "=a,b,c");
        }
        return all;
    }
}
