package org.drepmrec.option;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The values of a fixed list of options. Immutable; {@link #with} makes a changed copy. */
public final class Options {

    private final String owner;
    private final Map<String, Option<?>> known;
    private final Map<String, Object> values;

    private Options(String owner, Map<String, Option<?>> known, Map<String, Object> values) {
        this.owner = owner;
        this.known = known;
        this.values = values;
    }

    /**
     * All defaults.
     *
     * @param owner what the options belong to, for messages
     */
    public static Options of(String owner, Option<?>... options) {
        return of(owner, List.of(options));
    }

    /** As {@link #of(String, Option...)}. */
    public static Options of(String owner, List<Option<?>> options) {
        Map<String, Option<?>> known = new LinkedHashMap<>();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Option<?> option : options) {
            if (known.put(option.key(), option) != null) {
                throw new IllegalArgumentException("option " + option.key() + " of " + owner + " is declared twice");
            }
            values.put(option.key(), option.defaultValue());
        }
        return new Options(owner, Collections.unmodifiableMap(known), values);
    }

    /** The value of an option, which is identified by its key. */
    @SuppressWarnings("unchecked")
    public <T> T get(Option<T> option) {
        require(option.key());
        return (T) values.get(option.key());
    }

    /** A copy with one value changed. */
    public <T> Options with(Option<T> option, T value) {
        require(option.key());
        return changed(option.key(), option.validate(value));
    }

    /** A copy with one value changed. */
    public <T> Options with(Setting<T> setting) {
        return with(setting.option(), setting.value());
    }

    /** The values of those options that another list has too. */
    public Options only(Options some) {
        Map<String, Object> selected = new LinkedHashMap<>();
        some.known.keySet().forEach(key -> {
            require(key);
            selected.put(key, values.get(key));
        });
        return new Options(some.owner, some.known, selected);
    }

    /**
     * A copy with one value changed, both given as text.
     *
     * @throws IllegalArgumentException if the option is unknown, listing the known ones, or the value is invalid
     */
    public Options with(String key, String value) {
        return changed(key, require(key).parse(value));
    }

    private Options changed(String key, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(values);
        copy.put(key, value);
        return new Options(owner, known, copy);
    }

    private Option<?> require(String key) {
        Option<?> option = known.get(key);
        if (option == null) {
            throw new IllegalArgumentException("option \"" + key + "\" is unknown to " + owner + "; it knows "
                    + known.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return option;
    }

    /** Whether an option of that name exists. */
    public boolean knows(String key) {
        return known.containsKey(key);
    }

    /** The options themselves, in the order of their declaration. */
    public Map<String, Option<?>> known() {
        return known;
    }

    /** All values as text, in the order of declaration; {@link #with(String, String)} reads them back. */
    public Map<String, String> asMap() {
        Map<String, String> text = new LinkedHashMap<>();
        values.forEach((k, v) -> text.put(k, Option.spell(v)));
        return text;
    }

    /** Every value that differs from its default, such as {@code alpha=0.1, gamma=0}; empty if none does. */
    public String changes() {
        return known.values().stream()
                .filter(o -> !o.defaultValue().equals(values.get(o.key())))
                .map(o -> o.key() + "=" + Option.spell(values.get(o.key())))
                .collect(Collectors.joining(", "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Options o && owner.equals(o.owner) && values.equals(o.values);
    }

    @Override
    public int hashCode() {
        return 31 * owner.hashCode() + values.hashCode();
    }

    @Override
    public String toString() {
        return owner + "[" + changes() + "]";
    }
}
