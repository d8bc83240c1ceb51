package org.drepmrec.option;

/**
 * A validated value for an option.
 *
 * @param <T> type of the value
 * @param option what is set
 * @param value what it is set to
 */
public record Setting<T>(Option<T> option, T value) {

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if the option does not accept it
     */
    public Setting {
        option.validate(value);
    }
}
