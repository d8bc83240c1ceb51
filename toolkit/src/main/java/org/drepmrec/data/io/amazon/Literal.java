package org.drepmrec.data.io.amazon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.drepmrec.io.DataException;

/**
 * Reads one object that is written as strict JSON or as the literal of a Python dictionary, which the files of 2014 hold
 * (single quotes, {@code u''}, {@code True}, {@code None}, tuples, Python's escapes). Data only: nothing is evaluated,
 * and names other than those of constants are refused.
 *
 * <p>Objects become {@code Map<String, Object>}, lists and tuples {@code List<Object>}, strings {@code String}, numbers
 * {@code Double}, and the rest {@code Boolean} or null. Of a repeated key the last value counts, as in both languages.
 */
final class Literal {

    private static final int DEEPEST = 32;

    private final String text;
    private final Supplier<String> where;
    private int at;
    private int depth;

    private Literal(String text, Supplier<String> where) {
        this.text = text;
        this.where = where;
    }

    /**
     * Reads a text that is one object.
     *
     * @param where the place of the text, for messages
     * @throws DataException if it is anything else, or nested more than 32 deep
     */
    static Map<String, Object> object(String text, Supplier<String> where) {
        Literal reader = new Literal(text, where);
        if (reader.peek() != '{') {
            throw reader.unexpected();
        }
        Map<String, Object> object = reader.map();
        if (reader.peek() != 0) {
            throw reader.unexpected();
        }
        return object;
    }

    /** The next character that is not a space; 0 at the end. */
    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw unexpected();
        }
        at++;
    }

    private DataException unexpected() {
        String found = at >= text.length() ? "the end of the line" : DataException.quote(text.substring(at));
        return DataException.of(
                where.get(),
                found + " at character " + (at + 1),
                "a JSON object or the literal of a Python dictionary",
                "copy or download the file again");
    }

    private Object value() {
        char c = peek();
        return switch (c) {
            case '{' -> map();
            case '[' -> list(']');
            case '(' -> list(')');
            case '"', '\'' -> string();
            default -> c == '-' || c == '+' || c == '.' || (c >= '0' && c <= '9') ? number() : word();
        };
    }

    private Map<String, Object> map() {
        enter('{');
        Map<String, Object> map = new LinkedHashMap<>();
        while (peek() != '}') {
            Object key = value();
            if (!(key instanceof String name)) {
                throw unexpected();
            }
            take(':');
            map.put(name, value());
            separate('}');
        }
        leave('}');
        return map;
    }

    private List<Object> list(char end) {
        enter(text.charAt(at));
        List<Object> list = new ArrayList<>();
        while (peek() != end) {
            list.add(value());
            separate(end);
        }
        leave(end);
        return list;
    }

    private void enter(char start) {
        if (++depth > DEEPEST) {
            throw unexpected();
        }
        take(start);
    }

    private void leave(char end) {
        depth--;
        take(end);
    }

    private void separate(char end) {
        if (peek() == ',') {
            at++;
        } else if (peek() != end) {
            throw unexpected();
        }
    }

    private Double number() {
        int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            return Double.valueOf(text.substring(from, at));
        } catch (NumberFormatException e) {
            at = from;
            throw unexpected();
        }
    }

    private Object word() {
        int from = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        String word = text.substring(from, at);
        boolean quoted = at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"');
        if (quoted && (word.equals("u") || word.equals("U"))) {
            return string();
        }
        return switch (word) {
            case "True", "true" -> true;
            case "False", "false" -> false;
            case "None", "null" -> null;
            case "NaN", "nan" -> Double.NaN;
            default -> {
                at = from;
                throw unexpected();
            }
        };
    }

    private String string() {
        char end = text.charAt(at);
        int from = at++;
        StringBuilder out = new StringBuilder();
        while (true) {
            if (at >= text.length()) {
                at = from;
                throw unexpected();
            }
            char c = text.charAt(at++);
            if (c == end) {
                return out.toString();
            }
            if (c == '\\') {
                escape(out);
            } else {
                out.append(c);
            }
        }
    }

    private void escape(StringBuilder out) {
        if (at >= text.length()) {
            throw unexpected();
        }
        char c = text.charAt(at++);
        switch (c) {
            case '\\', '\'', '"', '/' -> out.append(c);
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'a' -> out.append('\u0007');
            case 'v' -> out.append('\u000B');
            case 'x' -> out.appendCodePoint(hexadecimal(2));
            case 'u' -> out.append((char) hexadecimal(4));
            case 'U' -> out.appendCodePoint(hexadecimal(8));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> out.append((char) octal(c - '0'));
            default -> out.append('\\').append(c);
        }
    }

    private int octal(int first) {
        int value = first;
        for (int n = 1; n < 3 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '7'; n++) {
            value = 8 * value + text.charAt(at++) - '0';
        }
        return value;
    }

    private int hexadecimal(int digits) {
        int value = 0;
        for (int n = 0; n < digits; n++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0 || value > Character.MAX_CODE_POINT / 16) {
                throw unexpected();
            }
            value = 16 * value + digit;
            at++;
        }
        if (value > Character.MAX_CODE_POINT) {
            throw unexpected();
        }
        return value;
    }
}
