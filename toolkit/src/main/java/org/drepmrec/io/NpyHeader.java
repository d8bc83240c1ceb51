package org.drepmrec.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an {@code .npy} file says about itself. The header is a Python literal; only the one dictionary that numpy writes
 * is understood, and nothing is evaluated.
 *
 * @param kind {@code f}, {@code i} or {@code u}
 * @param bytes size of one number
 * @param bigEndian byte order
 * @param fortran whether columns, not rows, lie one after the other
 * @param shape one to three sizes
 */
record NpyHeader(char kind, int bytes, boolean bigEndian, boolean fortran, List<Integer> shape) {

    private static final Set<String> TYPES = Set.of("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8");
    private static final String REMEDY = "save it again with numpy.save(file, array.astype('float32'))";

    /** Bytes that the numbers take. */
    long bodyBytes() {
        return elements() * bytes;
    }

    /** The product of the sizes, or 2^60 where it is larger, so that the bytes cannot overflow either. */
    long elements() {
        long most = 1L << 60;
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> b > 0 && a > most / b ? most : a * b);
    }

    /** The element type as numpy calls it. */
    String type() {
        return (kind == 'f' ? "float" : kind == 'i' ? "int" : "uint") + 8 * bytes;
    }

    static NpyHeader parse(String file, String text) {
        return new Parser(file, text).parse();
    }

    private static final class Parser {

        private final String file;
        private final String text;
        private int at;
        private String type;
        private Boolean fortran;
        private List<Integer> shape;

        Parser(String file, String text) {
            this.file = file;
            this.text = text;
        }

        NpyHeader parse() {
            expect('{');
            while (!accept('}')) {
                entry();
                if (!accept(',')) {
                    expect('}');
                    break;
                }
            }
            skipSpace();
            if (at != text.length()) {
                throw malformed("nothing behind the dictionary");
            }
            if (type == null || fortran == null || shape == null) {
                throw malformed("the entries descr, fortran_order and shape");
            }
            return new NpyHeader(type.charAt(1), type.charAt(2) - '0', type.charAt(0) == '>', fortran, shape);
        }

        private void entry() {
            String key = string();
            expect(':');
            switch (key) {
                case "descr" -> type = once(key, type, elementType());
                case "fortran_order" -> fortran = once(key, fortran, truth());
                case "shape" -> shape = once(key, shape, tuple());
                default -> throw malformed("no entry " + DataException.quote(key));
            }
        }

        private <T> T once(String key, T before, T now) {
            if (before != null) {
                throw malformed("one entry " + key);
            }
            return now;
        }

        private String elementType() {
            skipSpace();
            if (at < text.length() && text.charAt(at) == '[') {
                throw DataException.of(file, "a structured array", "plain numbers", REMEDY);
            }
            String found = string();
            if (found.endsWith("O")) {
                throw DataException.of(
                        file, "Python objects (a pickle, which is never loaded)", "plain numbers", REMEDY);
            }
            boolean order = found.length() == 3 && "<>|".indexOf(found.charAt(0)) >= 0;
            if (!order || !TYPES.contains(found.substring(1)) || (found.charAt(0) == '|' && found.charAt(2) != '1')) {
                throw DataException.of(
                        file, "element type " + DataException.quote(found), "float16, 32 or 64, or integers", REMEDY);
            }
            return found;
        }

        private boolean truth() {
            skipSpace();
            for (String word : List.of("True", "False")) {
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return word.equals("True");
                }
            }
            throw malformed("True or False");
        }

        private List<Integer> tuple() {
            List<Integer> sizes = new ArrayList<>();
            boolean comma = false;
            expect('(');
            while (!accept(')')) {
                sizes.add(size());
                comma = accept(',');
                if (!comma) {
                    expect(')');
                    break;
                }
            }
            if (sizes.isEmpty() || sizes.size() > 3 || (sizes.size() == 1 && !comma)) {
                throw DataException.of(
                        file,
                        "an array of " + sizes.size() + " dimensions",
                        "one row of numbers per item, shape (items, d) or (items, regions, d)",
                        "reshape it");
            }
            return List.copyOf(sizes);
        }

        private int size() {
            skipSpace();
            int from = at;
            long value = 0;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                value = Math.min(value * 10 + (text.charAt(at++) - '0'), Long.MAX_VALUE / 100);
            }
            if (at == from) {
                throw malformed("a size");
            }
            if (value > Integer.MAX_VALUE) {
                throw DataException.of(
                        file,
                        "a header that claims a size of " + text.substring(from, Math.min(at, from + 20)),
                        "sizes below 2^31",
                        "the file is damaged; copy or export it again");
            }
            return (int) value;
        }

        private String string() {
            skipSpace();
            char quote = at < text.length() ? text.charAt(at) : ' ';
            int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
            if (end < 0) {
                throw malformed("a quoted word");
            }
            String content = text.substring(at + 1, end);
            at = end + 1;
            return content;
        }

        private void expect(char wanted) {
            if (!accept(wanted)) {
                throw malformed("'" + wanted + "'");
            }
        }

        private boolean accept(char wanted) {
            skipSpace();
            boolean there = at < text.length() && text.charAt(at) == wanted;
            at += there ? 1 : 0;
            return there;
        }

        private void skipSpace() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
                at++;
            }
        }

        private DataException malformed(String expected) {
            return DataException.of(
                    file,
                    "header " + DataException.quote(text.substring(at)) + " at place " + at,
                    expected,
                    "the file is damaged; copy or export it again");
        }
    }
}
