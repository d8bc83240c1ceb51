package org.drepmrec.data.io.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.drepmrec.sparse.Parallel;

/** Users who choose items; the model and its strengths are described in {@link SampleShop}. */
final class Shoppers {

    private final long seed;
    private final int items;
    /** Everything that users have a taste for, with its strength, in a fixed order. */
    private final double[] strength;
    /** For each item the places of its attributes in {@link #strength}. */
    private final int[][] traits;

    private final double[] popularity;
    private final double[][] hidden;

    Shoppers(long seed, List<ShopItem> assortment) {
        this.seed = seed;
        this.items = assortment.size();
        Map<Object, Integer> place = new LinkedHashMap<>();
        List<Double> strengths = new ArrayList<>();
        add(place, strengths, SampleShop.CATEGORY, Arrays.stream(Category.values()));
        add(place, strengths, SampleShop.COLOR, Arrays.stream(Color.values()));
        add(place, strengths, SampleShop.TONE, Arrays.stream(Tone.values()));
        add(place, strengths, SampleShop.STYLE, Arrays.stream(Style.values()));
        add(place, strengths, SampleShop.PATTERN, Arrays.stream(Pattern.values()));
        add(
                place,
                strengths,
                SampleShop.MATERIAL,
                Arrays.stream(Category.values())
                        .flatMap(c -> c.materials().stream())
                        .distinct());
        add(place, strengths, SampleShop.BRAND, Assortment.BRANDS.stream());
        this.strength = strengths.stream().mapToDouble(Double::doubleValue).toArray();
        this.traits = assortment.stream()
                .map(i -> Stream.of(i.category(), i.color(), i.tone(), i.style(), i.pattern(), i.material(), i.brand())
                        .mapToInt(place::get)
                        .toArray())
                .toArray(int[][]::new);
        this.popularity = new double[items];
        this.hidden = new double[items][];
        for (int i = 0; i < items; i++) {
            Random random = Seeds.random(seed, Seeds.Stream.POPULARITY, i);
            popularity[i] = SampleShop.POPULARITY * random.nextGaussian();
            hidden[i] = Seeds.gaussians(random, SampleShop.HIDDEN_FACTORS);
        }
    }

    private static void add(Map<Object, Integer> place, List<Double> strengths, double strength, Stream<?> values) {
        values.forEach(value -> {
            place.put(value, strengths.size());
            strengths.add(strength);
        });
    }

    /** The distinct items of each user. */
    int[][] choices(int users) {
        int[][] choices = new int[users][];
        Parallel.forRanges(users, 16, (from, to) -> {
            for (int u = from; u < to; u++) {
                choices[u] = choose(Seeds.random(seed, Seeds.Stream.USER, u));
            }
        });
        return choices;
    }

    private int[] choose(Random random) {
        double[] byTaste = weights(random);
        double[] byWhim = Arrays.stream(popularity).map(StrictMath::exp).toArray();
        double more = SampleShop.MORE_LOG_MEAN + SampleShop.MORE_LOG_DEVIATION * random.nextGaussian();
        int[] chosen = new int[Math.min(items / 5, SampleShop.LEAST_INTERACTIONS + (int) StrictMath.exp(more))];
        for (int k = 0; k < chosen.length; k++) {
            int item = draw(random, random.nextDouble() < SampleShop.WHIM ? byWhim : byTaste);
            byTaste[item] = 0;
            byWhim[item] = 0;
            chosen[k] = item;
        }
        return chosen;
    }

    /** The exponentials of a new user's utilities. */
    private double[] weights(Random random) {
        double[] taste = Seeds.gaussians(random, strength.length);
        double[] factors = Seeds.gaussians(random, SampleShop.HIDDEN_FACTORS);
        double[] weights = new double[items];
        for (int i = 0; i < items; i++) {
            double seen = 0;
            for (int trait : traits[i]) {
                seen += strength[trait] * taste[trait];
            }
            double unseen = 0;
            for (int k = 0; k < factors.length; k++) {
                unseen += factors[k] * hidden[i][k];
            }
            weights[i] = StrictMath.exp(
                    seen + SampleShop.HIDDEN * unseen / Math.sqrt(SampleShop.HIDDEN_FACTORS) + popularity[i]);
        }
        return weights;
    }

    /** An index with a probability in proportion to its weight. */
    private static int draw(Random random, double[] weights) {
        double total = 0;
        for (double w : weights) {
            total += w;
        }
        double left = random.nextDouble() * total;
        int last = -1;
        for (int i = 0; i < weights.length && left >= 0; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
            }
        }
        return last;
    }
}
