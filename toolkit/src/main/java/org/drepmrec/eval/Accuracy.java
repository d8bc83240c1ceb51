package org.drepmrec.eval;

/**
 * Accuracy metrics as MMRec defines them: how high a user's relevant items are ranked. Every training measures all of
 * them, and one selects its best epoch. {@link Metrics} lists them with the other metrics.
 *
 * <p>P is the user's set of relevant items (those of the evaluated split), hit_j is 1 if the item at rank j is in P and
 * 0 otherwise; ranks count from 1. All values lie between 0 and 1.
 */
public enum Accuracy implements UserMetric {
    /** {@code sum hit_j / |P|}: all relevant items count, even if there are more than K. */
    RECALL("Recall") {
        @Override
        double value(boolean[] hits, int depth, int relevant, int k) {
            return count(hits, depth) / (double) relevant;
        }
    },
    /** {@code sum hit_j / log2(j + 1)} divided by its maximum, which min(K, |P|) leading hits reach. */
    NDCG("NDCG") {
        @Override
        double value(boolean[] hits, int depth, int relevant, int k) {
            double gain = 0;
            for (int j = 1; j <= depth; j++) {
                gain += hits[j - 1] ? discount(j) : 0;
            }
            double ideal = 0;
            for (int j = 1; j <= Math.min(k, relevant); j++) {
                ideal += discount(j);
            }
            return gain / ideal;
        }
    },
    /** {@code sum hit_j / K}, even if fewer than K items can be ranked. */
    PRECISION("Precision") {
        @Override
        double value(boolean[] hits, int depth, int relevant, int k) {
            return count(hits, depth) / (double) k;
        }
    },
    /** Average precision, {@code sum hit_j Precision@j / min(K, |P|)}; its mean over users is MAP@K. */
    MAP("MAP") {
        @Override
        double value(boolean[] hits, int depth, int relevant, int k) {
            double sum = 0;
            int found = 0;
            for (int j = 1; j <= depth; j++) {
                if (hits[j - 1]) {
                    found++;
                    sum += found / (double) j;
                }
            }
            return sum / Math.min(k, relevant);
        }
    },
    /** 1 if there is any hit, else 0. */
    HIT_RATE("HitRate") {
        @Override
        double value(boolean[] hits, int depth, int relevant, int k) {
            return count(hits, depth) > 0 ? 1 : 0;
        }
    };

    private final String label;

    Accuracy(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public double value(RankedList list) {
        return value(list.hits(), list.size(), list.relevantCount(), list.k());
    }

    /**
     * The value for one user.
     *
     * @param hits whether the item at each rank is relevant, best rank first; may be longer than {@code depth}
     * @param depth how many items are ranked, at most K
     * @param relevant |P|, at least 1
     */
    abstract double value(boolean[] hits, int depth, int relevant, int k);

    private static int count(boolean[] hits, int depth) {
        int count = 0;
        for (int j = 0; j < depth; j++) {
            count += hits[j] ? 1 : 0;
        }
        return count;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 1.0);
    }
}
