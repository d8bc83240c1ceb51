package org.drepmrec.data.io.amazon.download;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer with bytes says of them.
 *
 * @param start place of the first in the file
 * @param bytes how many come; -1 if it does not say
 * @param total length of the file; -1 if it does not say
 * @param validator what {@code If-Range} may ask for: a strong {@code ETag}, else {@code Last-Modified}, else nothing
 */
record Promised(long start, long bytes, long total, String validator) {

    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(?:(\\d{1,18})|\\*)");

    /**
     * Reads the head of an answer of status 200 or 206.
     *
     * @param part what is here, which the answer of status 206 must go on with
     * @throws BrokenTransferException if it is no continuation of that
     */
    static Promised of(HttpResponse<?> answer, PartialDownload part) throws BrokenTransferException {
        HttpHeaders head = answer.headers();
        long length = length(head);
        if (answer.statusCode() == 200) {
            return new Promised(0, length, length, validator(head));
        }
        String said = head.firstValue("Content-Range").orElse("no range");
        Matcher range = RANGE.matcher(said);
        if (!range.matches()) {
            throw new BrokenTransferException("a part of the file that says " + said);
        }
        long first = Long.parseLong(range.group(1));
        long last = Long.parseLong(range.group(2));
        long total = range.group(3) == null ? part.total() : Long.parseLong(range.group(3));
        long bytes = last - first + 1;
        String validator = validator(head);
        boolean otherLength = part.total() >= 0 && total != part.total();
        if (otherLength || !(validator.isEmpty() || validator.equals(part.validator()))) {
            throw new BrokenTransferException("the file there has changed");
        }
        boolean beyond = total >= 0 && last >= total;
        if (first != part.length() || last < first || beyond || !(length < 0 || length == bytes)) {
            throw new BrokenTransferException(said + (length < 0 ? "" : " in " + length + " bytes") + " where byte "
                    + part.length() + " and what follows were asked for");
        }
        return new Promised(first, bytes, total, validator);
    }

    /** What {@code Content-Length} says; -1 if it says nothing. */
    static long length(HttpHeaders head) {
        return head.firstValue("Content-Length")
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .orElse(-1L);
    }

    private static String validator(HttpHeaders head) {
        return head.firstValue("ETag")
                .filter(tag -> tag.startsWith("\""))
                .or(() -> head.firstValue("Last-Modified"))
                .orElse("");
    }
}
