package org.drepmrec.kernel.install;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options of a command line: some with a value, some without. */
final class Arguments {

    private final Set<String> flags = new HashSet<>();
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /**
     * Reads them.
     *
     * @param words what follows the command
     * @param withValue the options that take a value
     * @param without the options that take none
     */
    static Arguments of(List<String> words, Set<String> withValue, Set<String> without) throws InstallException {
        Arguments read = new Arguments();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            if (without.contains(word)) {
                read.flags.add(word);
            } else if (!withValue.contains(name)) {
                throw new InstallException("found \"" + word + "\", expected one of the options; see --help");
            } else if (equals < 0 && i + 1 == words.size()) {
                throw new InstallException(name + ": found no value, expected one behind it; see --help");
            } else {
                String value = equals < 0 ? words.get(++i) : word.substring(equals + 1);
                read.values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return read;
    }

    boolean has(String option) {
        return flags.contains(option) || values.containsKey(option);
    }

    /** The last value. */
    Optional<String> value(String option) {
        List<String> all = all(option);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Every value of an option that may be repeated. */
    List<String> all(String option) {
        return values.getOrDefault(option, List.of());
    }
}
