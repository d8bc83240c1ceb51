package org.drepmrec.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Values to try for some options, by option key. Immutable; {@link #with} makes a changed copy. */
public final class Grid {

    private final Map<String, List<String>> values;

    private Grid(Map<String, List<String>> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** No options: one combination, all defaults. */
    public static Grid empty() {
        return new Grid(new LinkedHashMap<>());
    }

    /**
     * Reads {@code key=value,value,...;key=value,...}.
     *
     * @throws IllegalArgumentException if it has another form, or names a key twice
     */
    public static Grid parse(String text) {
        Grid grid = empty();
        for (String part : text.split(";", -1)) {
            String[] sides = part.strip().split("=", -1);
            if (sides.length != 2 || sides[0].isBlank()) {
                throw new IllegalArgumentException(
                        "grid: found \"" + part + "\", expected KEY=VALUE,VALUE,... and a semicolon between keys");
            }
            if (grid.values.containsKey(sides[0].strip())) {
                throw new IllegalArgumentException("grid: option " + sides[0].strip()
                        + " is given twice, expected all its values at once: KEY=VALUE,VALUE,...");
            }
            grid = grid.with(sides[0].strip(), sides[1].split(",", -1));
        }
        return grid;
    }

    /**
     * A copy with an option's values added or replaced.
     *
     * @throws IllegalArgumentException if there is none, or one twice
     */
    public Grid with(String key, String... all) {
        List<String> stripped = Arrays.stream(all).map(String::strip).toList();
        if (stripped.isEmpty()
                || stripped.contains("")
                || stripped.stream().distinct().count() < stripped.size()) {
            throw new IllegalArgumentException(
                    "grid: values " + stripped + " of option " + key + ", expected at least one, none empty or twice");
        }
        Map<String, List<String>> copy = new LinkedHashMap<>(values);
        copy.put(key, stripped);
        return new Grid(copy);
    }

    /** The values by option key, in the order in which they were given. */
    public Map<String, List<String>> values() {
        return values;
    }

    /** The options of which there is more than one value to try. */
    List<String> varied() {
        return values.keySet().stream().filter(k -> values.get(k).size() > 1).toList();
    }

    /** The number of combinations; {@link Long#MAX_VALUE} if there are more. */
    public long size() {
        return values.values().stream()
                .mapToLong(List::size)
                .reduce(1, (product, n) -> product > Long.MAX_VALUE / n ? Long.MAX_VALUE : product * n);
    }

    /** Every combination; the last option varies fastest. */
    public List<Map<String, String>> combinations() {
        List<Map<String, String>> all = new ArrayList<>();
        for (long k = 0; k < size(); k++) {
            all.add(combination(k));
        }
        return all;
    }

    /** Different combinations drawn at random from a seed; all of them if there are not more. */
    public List<Map<String, String>> sample(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Long, Map<String, String>> drawn = new LinkedHashMap<>();
        while (drawn.size() < Math.min(count, size())) {
            long index = random.nextLong(size());
            drawn.putIfAbsent(index, combination(index));
        }
        return List.copyOf(drawn.values());
    }

    private Map<String, String> combination(long index) {
        List<String> keys = new ArrayList<>(values.keySet());
        Collections.reverse(keys);
        Map<String, String> chosen = new LinkedHashMap<>();
        long rest = index;
        for (String key : keys) {
            List<String> choices = values.get(key);
            chosen.put(key, choices.get((int) (rest % choices.size())));
            rest /= choices.size();
        }
        Map<String, String> ordered = new LinkedHashMap<>();
        values.keySet().forEach(key -> ordered.put(key, chosen.get(key)));
        return ordered;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(e -> e.getKey() + "=" + String.join(",", e.getValue()))
                .collect(Collectors.joining(";"));
    }
}
