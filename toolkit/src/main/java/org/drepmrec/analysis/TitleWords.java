package org.drepmrec.analysis;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.drepmrec.data.ItemCatalogue;

/** The words of the titles of items, in lower case. */
final class TitleWords {

    private final List<Set<String>> words;

    TitleWords(ItemCatalogue catalogue, int items) {
        words = IntStream.range(0, items)
                .mapToObj(i -> {
                    Set<String> all = new LinkedHashSet<>(Arrays.asList(
                            catalogue.label(i).toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
                    all.remove("");
                    return all;
                })
                .toList();
    }

    Set<String> of(int item) {
        return words.get(item);
    }

    /** How many words two titles have in common. */
    long common(int a, int b) {
        return words.get(a).stream().filter(words.get(b)::contains).count();
    }

    /** The items whose title has a word. */
    int[] with(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return IntStream.range(0, words.size())
                .filter(i -> words.get(i).contains(wanted))
                .toArray();
    }
}
