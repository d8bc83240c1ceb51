package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * What a result says: sentences made from its numbers, so that other numbers give other sentences. Text of it has a line for
 * each, and says so where there is none.
 *
 * @param sentences in the order of the numbers
 */
public record Findings(List<String> sentences) implements Iterable<String> {

    private static final String NOTHING = "No runs are recorded for this yet.";

    /** Nothing to say. */
    public static final Findings NONE = new Findings(List.of());

    /** Freezes the list. */
    public Findings {
        sentences = List.copyOf(sentences);
    }

    /** These sentences. */
    public static Findings of(String... sentences) {
        return new Findings(List.of(sentences));
    }

    /** A clause with a capital and a period. */
    public static String sentence(String clause) {
        return clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1) + ".";
    }

    /** These sentences and then the others'. */
    public Findings and(Findings others) {
        List<String> all = new ArrayList<>(sentences);
        all.addAll(others.sentences);
        return new Findings(all);
    }

    /** Whether there is nothing to say. */
    public boolean isEmpty() {
        return sentences.isEmpty();
    }

    @Override
    public Iterator<String> iterator() {
        return sentences.iterator();
    }

    @Override
    public String toString() {
        return isEmpty() ? NOTHING : String.join("\n", sentences);
    }
}
