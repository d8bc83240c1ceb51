package org.drepmrec.eval;

import java.util.Arrays;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.drepmrec.data.Modality;

/**
 * The metrics of the toolkit, at a cut-off K.
 *
 * <p>M is the number of users and N that of items, L a user's ranked list, |L| its length (K, or less if fewer items
 * can be ranked), p(i) the number of training interactions of item i. Metrics of a user's list are averaged over the
 * evaluated users. For custom metrics see {@link Metric#perUser} and {@link Metric#overall}.
 */
public final class Metrics {

    /** {@link Accuracy#RECALL}. */
    public static final Accuracy RECALL = Accuracy.RECALL;

    /** {@link Accuracy#NDCG}. */
    public static final Accuracy NDCG = Accuracy.NDCG;

    /** {@link Accuracy#PRECISION}. */
    public static final Accuracy PRECISION = Accuracy.PRECISION;

    /** {@link Accuracy#MAP}. */
    public static final Accuracy MAP = Accuracy.MAP;

    /** {@link Accuracy#HIT_RATE}. */
    public static final Accuracy HIT_RATE = Accuracy.HIT_RATE;

    /**
     * Catalogue coverage: the share of the N items that occur in at least one list. Ge, Delgado-Battenfeld and Jannach,
     * Beyond Accuracy, RecSys 2010.
     */
    public static final OverallMetric COVERAGE = Metric.overall(
            "Coverage",
            lists -> Arrays.stream(lists.exposure()).filter(n -> n > 0).count()
                    / (double) lists.statistics().items());

    /**
     * Gini index of how often items are recommended: {@code 1/(N - 1) sum_j (2j - N - 1) q_j}, where
     * {@code q_1 <= ... <= q_N} are the items' shares of all list positions. 0 if all shares are equal, 1 if one item
     * has all positions. Shani and Gunawardana, Evaluating Recommendation Systems, Recommender Systems Handbook 2011,
     * 8.3.
     */
    public static final OverallMetric GINI = Metric.overall("Gini", lists -> gini(lists.exposure()));

    /**
     * Novelty as mean self-information in bits, {@code 1/|L| sum_i log2(M / p(i))}; an item without training interactions
     * counts as one with a single interaction. Zhou et al., Solving the apparent diversity-accuracy dilemma of recommender
     * systems, PNAS 2010.
     */
    public static final UserMetric NOVELTY = Metric.perUser(
            "Novelty",
            list -> mean(
                    list,
                    i -> Math.log(list.statistics().users()
                                    / (double) Math.max(1, list.statistics().popularity(i)))
                            / Math.log(2)));

    /**
     * Mean popularity of the recommended items in training interactions, {@code 1/|L| sum_i p(i)}.
     * Yin et al., Challenging the Long Tail Recommendation, VLDB 2012.
     */
    public static final UserMetric POPULARITY = Metric.perUser(
            "Popularity", list -> mean(list, i -> list.statistics().popularity(i)));

    /**
     * Share of long-tail items in a list, those that are not among the most popular fifth
     * ({@link ItemStatistics#longTail}); its mean is known as APLT. Abdollahpouri, Burke and Mobasher, Managing Popularity
     * Bias in Recommender Systems with Personalized Re-ranking, FLAIRS 2019.
     */
    public static final UserMetric LONG_TAIL =
            Metric.perUser("LongTail", list -> mean(list, i -> list.statistics().longTail(i) ? 1 : 0));

    /**
     * Diversity within a list: the mean over all modalities of {@link #diversity}.
     *
     * <p>Evaluation fails with an {@link IllegalArgumentException} if the data set has no features.
     */
    public static final UserMetric DIVERSITY = Metric.perUser(
            "Diversity", list -> diversity(list, list.statistics().data().modalities()));

    private Metrics() {}

    /**
     * Diversity within a list by the features x of one modality, {@code 1 - 1/(|L|(|L| - 1)) sum_{i != j} cos(x_i, x_j)};
     * 0 for a list of one item. Its label is such as {@code Diversity(visual)}.
     *
     * <p>Ziegler et al., Improving Recommendation Lists Through Topic Diversification, WWW 2005, with the normalization of
     * Vargas and Castells, Rank and Relevance in Novelty and Diversity Metrics, RecSys 2011. Evaluation fails with an
     * {@link IllegalArgumentException} if the data set lacks the modality.
     */
    public static UserMetric diversity(Modality modality) {
        return Metric.perUser("Diversity(" + modality + ")", list -> diversity(list, Set.of(modality)));
    }

    private static double diversity(RankedList list, Set<Modality> modalities) {
        if (list.size() < 2) {
            return 0;
        }
        return 1
                - modalities.stream()
                        .mapToDouble(m -> list.statistics().meanCosine(m, list))
                        .average()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "Diversity: " + list.statistics().data().name()
                                        + " has no features, expected at least one modality; leave this metric out"));
    }

    private static double mean(RankedList list, IntToDoubleFunction ofItem) {
        double sum = 0;
        for (int rank = 0; rank < list.size(); rank++) {
            sum += ofItem.applyAsDouble(list.item(rank));
        }
        return sum / list.size();
    }

    private static double gini(int[] exposure) {
        int n = exposure.length;
        Arrays.sort(exposure);
        double all = Arrays.stream(exposure).asLongStream().sum();
        double weighted = IntStream.range(0, n)
                .mapToDouble(j -> (2.0 * (j + 1) - n - 1) * exposure[j])
                .sum();
        return n == 1 ? 0 : weighted / all / (n - 1);
    }
}
