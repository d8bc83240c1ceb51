package org.drepmrec.data.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers from 0 for names, in order of appearance. */
public final class Ids {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /** The number of a name; a new one if it has none yet. */
    public int of(String name) {
        Integer known = numbers.putIfAbsent(name, names.size());
        if (known != null) {
            return known;
        }
        names.add(name);
        return names.size() - 1;
    }

    /** The names, in order of their numbers; a view. */
    public List<String> names() {
        return Collections.unmodifiableList(names);
    }
}
