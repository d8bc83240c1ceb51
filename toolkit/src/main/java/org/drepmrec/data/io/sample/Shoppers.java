package org.drepmrec.data.io.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.drepmrec.sparse.Parallel;

/** Users who choose items; the model and its strengths are described in {@link SampleShop}. */
final class Shoppers {

    private final long seed;
    private final List<ShopItem> assortment;
    private final int[] everything;
    private final double[] demand;
    private final List<Taste> tastes;
    private final List<Habit> habits;

    /** Each item's value of an attribute, from 0 to values - 1. */
    private record Taste(double strength, int values, int[] value) {}

    /** With this probability a purchase is from the group of an earlier one. */
    private record Habit(double share, int[][] groupOf) {}

    Shoppers(long seed, List<ShopItem> assortment) {
        this.seed = seed;
        this.assortment = assortment;
        this.everything = IntStream.range(0, assortment.size()).toArray();
        this.demand = new double[everything.length];
        List<Object> windows = new ArrayList<>(everything.length);
        for (int i : everything) {
            // Items have the numbers from 0, designs those below.
            Random design = ShopRandom.random(
                    seed, ShopRandom.Stream.DEMAND, -1 - assortment.get(i).design());
            Random item = ShopRandom.random(seed, ShopRandom.Stream.DEMAND, i);
            demand[i] = SampleShop.LEAST_DEMAND
                    + StrictMath.exp(SampleShop.DESIGN_DEMAND * design.nextGaussian()
                            + SampleShop.ITEM_DEMAND * item.nextGaussian());
            windows.add(item.nextInt(everything.length / SampleShop.WINDOW_ITEMS));
        }
        this.tastes = List.of(
                taste(SampleShop.CATEGORY, ShopItem::category),
                taste(SampleShop.FORM, item -> List.of(item.category(), item.otherForm())),
                taste(SampleShop.COLOR, ShopItem::color),
                taste(SampleShop.TONE, ShopItem::tone),
                taste(SampleShop.STYLE, ShopItem::style),
                taste(SampleShop.PATTERN, ShopItem::pattern),
                taste(SampleShop.MATERIAL, ShopItem::material),
                taste(SampleShop.BRAND, ShopItem::brand));
        this.habits = List.of(
                habit(SampleShop.SAME_DESIGN, values(ShopItem::design)),
                habit(SampleShop.SAME_SERIES, values(ShopItem::cloth)),
                habit(SampleShop.SAME_WINDOW, windows),
                habit(SampleShop.SAME_LOOK, values(item -> List.of(item.color(), item.tone()))));
    }

    private List<Object> values(Function<ShopItem, Object> attribute) {
        return assortment.stream().map(attribute).toList();
    }

    private Taste taste(double strength, Function<ShopItem, Object> attribute) {
        Map<Object, Integer> numbers = new HashMap<>();
        int[] value = values(attribute).stream()
                .mapToInt(v -> numbers.computeIfAbsent(v, anew -> numbers.size()))
                .toArray();
        return new Taste(strength, numbers.size(), value);
    }

    private static Habit habit(double share, List<Object> values) {
        Map<Object, List<Integer>> members = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            members.computeIfAbsent(values.get(i), anew -> new ArrayList<>()).add(i);
        }
        Map<Object, int[]> groups = new HashMap<>();
        members.forEach((value, group) ->
                groups.put(value, group.stream().mapToInt(Integer::intValue).toArray()));
        return new Habit(share, values.stream().map(groups::get).toArray(int[][]::new));
    }

    /** The distinct items of each user. */
    int[][] choices(int users) {
        int[][] choices = new int[users][];
        Parallel.forRanges(users, 16, (from, to) -> {
            double[] byTaste = new double[everything.length];
            double[] byWhim = new double[everything.length];
            for (int u = from; u < to; u++) {
                choices[u] = choose(ShopRandom.random(seed, ShopRandom.Stream.USER, u), byTaste, byWhim);
            }
        });
        return choices;
    }

    /** The arrays are space for the weights that are left. */
    private int[] choose(Random random, double[] byTaste, double[] byWhim) {
        weigh(random, byTaste);
        System.arraycopy(demand, 0, byWhim, 0, demand.length);
        double more = SampleShop.MORE_LOG_MEAN + SampleShop.MORE_LOG_DEVIATION * random.nextGaussian();
        int[] chosen =
                new int[Math.min(everything.length / 5, SampleShop.LEAST_INTERACTIONS + (int) StrictMath.exp(more))];
        for (int k = 0; k < chosen.length; k++) {
            int item = next(random, byTaste, byWhim, chosen, k);
            byTaste[item] = 0;
            byWhim[item] = 0;
            chosen[k] = item;
        }
        return chosen;
    }

    /** Sets a new user's weight of each item. */
    private void weigh(Random random, double[] weights) {
        System.arraycopy(demand, 0, weights, 0, demand.length);
        for (Taste taste : tastes) {
            double[] factor = new double[taste.values()];
            for (int v = 0; v < factor.length; v++) {
                factor[v] = StrictMath.exp(taste.strength() * random.nextGaussian());
            }
            for (int i : everything) {
                weights[i] *= factor[taste.value()[i]];
            }
        }
    }

    private int next(Random random, double[] byTaste, double[] byWhim, int[] chosen, int count) {
        double why = random.nextDouble() - SampleShop.WHIM;
        if (why < 0) {
            return draw(random, byWhim, everything);
        }
        int item = count == 0 ? -1 : following(random, why, byTaste, chosen[random.nextInt(count)]);
        return item < 0 ? draw(random, byTaste, everything) : item;
    }

    /** An item that follows an earlier one by habit; -1 if there is no such habit or nothing left to follow. */
    private int following(Random random, double why, double[] byTaste, int earlier) {
        double left = why;
        for (Habit habit : habits) {
            left -= habit.share();
            if (left < 0) {
                return draw(random, byTaste, habit.groupOf()[earlier]);
            }
        }
        return -1;
    }

    /** One of the items with a probability in proportion to its weight; -1 if none of them has any. */
    private static int draw(Random random, double[] weights, int[] from) {
        double total = 0;
        for (int i : from) {
            total += weights[i];
        }
        double left = random.nextDouble() * total;
        int last = -1;
        for (int i : from) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }
}
