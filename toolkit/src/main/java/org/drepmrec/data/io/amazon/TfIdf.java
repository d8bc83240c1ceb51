package org.drepmrec.data.io.amazon;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drepmrec.sparse.Csr;

/**
 * Weights of terms in texts. A term is a run of at least two letters or digits, in lower case; its weight in a text is
 * tf * (ln((1 + n) / (1 + df)) + 1), with tf its count there, n the number of texts and df the number of those that have
 * it; then each text's weights are scaled to norm 1 (the smoothed form that most tools have as a default).
 *
 * @param terms in alphabetical order
 * @param weights n x terms
 */
record TfIdf(List<String> terms, Csr weights) {

    private static final Pattern TERM = Pattern.compile("[\\p{L}\\p{N}]{2,}");

    /**
     * Weighs.
     *
     * @param least the number of texts that a term must occur in
     * @param most the number of terms that are kept, those in most texts, then in alphabetical order
     */
    static TfIdf of(List<String> texts, int least, int most) {
        List<Map<String, Integer>> counts = texts.stream().map(TfIdf::counts).toList();
        Map<String, Integer> documents = new HashMap<>();
        counts.forEach(c -> c.keySet().forEach(t -> documents.merge(t, 1, Integer::sum)));
        List<String> terms = documents.entrySet().stream()
                .filter(e -> e.getValue() >= least)
                .sorted(Comparator.comparing((Map.Entry<String, Integer> e) -> -e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(most)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        Map<String, Integer> column = new HashMap<>();
        terms.forEach(t -> column.put(t, column.size()));
        counts.forEach(c -> c.keySet().retainAll(column.keySet()));

        int size = counts.stream().mapToInt(Map::size).sum();
        int[] row = new int[size];
        int[] col = new int[size];
        float[] value = new float[size];
        int next = 0;
        for (int i = 0; i < texts.size(); i++) {
            double squares = 0;
            int first = next;
            for (Map.Entry<String, Integer> e : counts.get(i).entrySet()) {
                double weight = e.getValue() * idf(texts.size(), documents.get(e.getKey()));
                squares += weight * weight;
                row[next] = i;
                col[next] = column.get(e.getKey());
                value[next++] = (float) weight;
            }
            for (int k = first; k < next; k++) {
                value[k] = (float) (value[k] / Math.sqrt(squares));
            }
        }
        return new TfIdf(terms, Csr.of(texts.size(), terms.size(), row, col, value));
    }

    private static double idf(int texts, int documents) {
        return Math.log((1.0 + texts) / (1.0 + documents)) + 1;
    }

    private static Map<String, Integer> counts(String text) {
        Map<String, Integer> counts = new TreeMap<>();
        Matcher terms = TERM.matcher(text.toLowerCase(Locale.ROOT));
        while (terms.find()) {
            counts.merge(terms.group(), 1, Integer::sum);
        }
        return counts;
    }
}
