package org.drepmrec.data.io.sample;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.drepmrec.data.Features;

/**
 * Text features of titles: TF-IDF of words and character trigrams, hashed into 384 signed buckets.
 *
 * <p>A title is lower-cased and cut at everything but letters and digits. Its tokens are the words, with weight 1, and
 * the trigrams of each word between two boundary marks ({@code _mug_} gives {@code _mu}, {@code mug}, {@code ug_}), with
 * weight 1/2, so that neighboring forms such as striped and stripy share a part. The value of a token is weight x count
 * x (1 + ln((1 + N) / (1 + number of titles with it))). The 64-bit FNV-1a hash of the token, finished by one
 * multiplication and shift, gives the bucket and the sign (Weinberger et al. 2009, Feature Hashing). Rows have unit length.
 */
final class TitleFeatures {

    /** The size of common sentence encoders' vectors. */
    static final int DIMENSION = 384;

    private static final double TRIGRAM_WEIGHT = 0.5;

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private TitleFeatures() {}

    static Features of(List<String> titles) {
        List<Map<String, Double>> bags = new ArrayList<>(titles.size());
        Map<String, Integer> titlesWith = new HashMap<>();
        for (String title : titles) {
            Map<String, Double> bag = tokens(title);
            bags.add(bag);
            bag.keySet().forEach(token -> titlesWith.merge(token, 1, Integer::sum));
        }
        float[] values = new float[titles.size() * DIMENSION];
        for (int i = 0; i < bags.size(); i++) {
            double[] row = new double[DIMENSION];
            bags.get(i).forEach((token, weight) -> {
                double rarity = 1 + StrictMath.log((1.0 + titles.size()) / (1.0 + titlesWith.get(token)));
                long hash = hash(token);
                row[(int) Long.remainderUnsigned(hash >>> 1, DIMENSION)] +=
                        (hash & 1) == 0 ? weight * rarity : -weight * rarity;
            });
            double squares = 0;
            for (double v : row) {
                squares += v * v;
            }
            for (int j = 0; j < DIMENSION; j++) {
                values[i * DIMENSION + j] = (float) (row[j] / Math.sqrt(squares));
            }
        }
        return new Features(titles.size(), DIMENSION, values);
    }

    /** Tokens with weight x count, in the order of the title, so that sums are the same everywhere. */
    private static Map<String, Double> tokens(String title) {
        Map<String, Double> bag = new LinkedHashMap<>();
        for (String word : NO_WORD.split(title.toLowerCase(Locale.ROOT), -1)) {
            if (word.isEmpty()) {
                continue;
            }
            bag.merge(word, 1.0, Double::sum);
            String marked = "_" + word + "_";
            for (int at = 0; at + 3 <= marked.length(); at++) {
                bag.merge("#" + marked.substring(at, at + 3), TRIGRAM_WEIGHT, Double::sum);
            }
        }
        return bag;
    }

    private static long hash(String token) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : token.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        long mixed = hash * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 32);
    }
}
