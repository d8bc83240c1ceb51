package org.drepmrec.option;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A named, typed setting with its default and the source of that default.
 *
 * @param <T> type of its values
 */
public final class Option<T> {

    private final String key;
    private final T defaultValue;
    private final String expected;
    private final String source;
    private final Function<String, T> parser;
    private final Predicate<T> check;

    private Option(
            String key,
            T defaultValue,
            String expected,
            String source,
            Function<String, T> parser,
            Predicate<T> check) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.expected = expected;
        this.source = source;
        this.parser = parser;
        this.check = check;
        validate(defaultValue);
    }

    /** A number from {@code min} to {@code max}, inclusive. */
    public static Option<Double> real(String key, double defaultValue, double min, double max, String source) {
        String upper = max == Double.MAX_VALUE ? "" : " and at most " + max;
        return new Option<>(
                key,
                defaultValue,
                "a number of at least " + min + upper,
                source,
                Double::valueOf,
                v -> v >= min && v <= max);
    }

    /** Any finite number. */
    public static Option<Double> real(String key, double defaultValue, String source) {
        return new Option<>(key, defaultValue, "a number", source, Double::valueOf, Double::isFinite);
    }

    /** A whole number from {@code min} to {@code max}, inclusive. */
    public static Option<Integer> integer(String key, int defaultValue, int min, int max, String source) {
        String upper = max == Integer.MAX_VALUE ? "" : " and at most " + max;
        return new Option<>(
                key,
                defaultValue,
                "a whole number of at least " + min + upper,
                source,
                Integer::valueOf,
                v -> v >= min && v <= max);
    }

    /** A seed: any whole number of 64 bits. */
    public static Option<Long> seed(String key, long defaultValue, String source) {
        return new Option<>(key, defaultValue, "a whole number", source, Long::valueOf, v -> true);
    }

    /** True or false. */
    public static Option<Boolean> flag(String key, boolean defaultValue, String source) {
        return new Option<>(key, defaultValue, "true or false", source, Option::parseFlag, v -> true);
    }

    /** One of an enumeration's constants, spelled {@code likeThis}. */
    public static <E extends Enum<E>> Option<E> choice(String key, E defaultValue, String source) {
        E[] all = defaultValue.getDeclaringClass().getEnumConstants();
        String names = Arrays.stream(all).map(Option::spell).collect(Collectors.joining(", "));
        return new Option<>(
                key,
                defaultValue,
                "one of " + names,
                source,
                text -> Arrays.stream(all)
                        .filter(e -> spell(e).equals(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new),
                v -> true);
    }

    private static Boolean parseFlag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    /** This option with another default and source, for one of the models that share it. */
    public Option<T> defaulting(T value, String from) {
        return new Option<>(key, value, expected, from, parser, check);
    }

    /**
     * A value for this option.
     *
     * @throws IllegalArgumentException if the value is invalid
     */
    public Setting<T> to(T value) {
        return new Setting<>(this, value);
    }

    /** Its name in files and on the command line. */
    public String key() {
        return key;
    }

    /** The default value. */
    public T defaultValue() {
        return defaultValue;
    }

    /** A description of the accepted values. */
    public String expected() {
        return expected;
    }

    /** Where the default comes from. */
    public String source() {
        return source;
    }

    /**
     * Returns the value if it is acceptable.
     *
     * @throws IllegalArgumentException naming the option, the value found and what is expected
     */
    public T validate(T value) {
        if (value == null || !check.test(value)) {
            throw new IllegalArgumentException("option " + key + ": found " + value + ", expected " + expected);
        }
        return value;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException naming the option, the value found and what is expected
     */
    public T parse(String text) {
        T value;
        try {
            value = parser.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("option " + key + ": found \"" + text + "\", expected " + expected, e);
        }
        return validate(value);
    }

    /** Writes a value as {@link #parse} reads it. */
    static String spell(Object value) {
        if (!(value instanceof Enum<?> e)) {
            return Objects.toString(value);
        }
        String[] words = e.name().toLowerCase(Locale.ROOT).split("_");
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(w -> Character.toUpperCase(w.charAt(0)) + w.substring(1))
                        .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return key;
    }
}
