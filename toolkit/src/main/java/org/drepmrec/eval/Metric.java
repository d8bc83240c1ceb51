package org.drepmrec.eval;

/**
 * Ranking metrics of one user at a cut-off K, as MMRec defines them.
 *
 * <p>P is the user's set of relevant items (those of the evaluated split), hit_j is 1 if the item at rank j is in P and
 * 0 otherwise; ranks count from 1. All values lie between 0 and 1.
 */
public enum Metric {
    /** {@code sum hit_j / |P|}: all relevant items count, also where there are more than K. */
    RECALL("Recall") {
        @Override
        double of(boolean[] hits, int depth, int relevant, int k) {
            return count(hits, depth) / (double) relevant;
        }
    },
    /** {@code sum hit_j / log2(j + 1)} over its largest possible value, which min(K, |P|) leading hits reach. */
    NDCG("NDCG") {
        @Override
        double of(boolean[] hits, int depth, int relevant, int k) {
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
    /** {@code sum hit_j / K}, also where fewer than K items could be ranked. */
    PRECISION("Precision") {
        @Override
        double of(boolean[] hits, int depth, int relevant, int k) {
            return count(hits, depth) / (double) k;
        }
    },
    /** Average precision, {@code sum hit_j Precision@j / min(K, |P|)}; its mean over users is MAP@K. */
    MAP("MAP") {
        @Override
        double of(boolean[] hits, int depth, int relevant, int k) {
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
        double of(boolean[] hits, int depth, int relevant, int k) {
            return count(hits, depth) > 0 ? 1 : 0;
        }
    };

    private final String label;

    Metric(String label) {
        this.label = label;
    }

    /** The name in tables. */
    public String label() {
        return label;
    }

    /** The name with a cut-off, {@code Recall@20}. */
    public String label(int k) {
        return label + "@" + k;
    }

    /**
     * The value for one user.
     *
     * @param hits whether the item at each rank is relevant, best rank first; may be shorter than K, where fewer items
     *     could be ranked, or longer
     * @param relevant |P|, at least 1
     * @param k the cut-off K, at least 1
     * @throws IllegalArgumentException if {@code relevant} or {@code k} is below 1
     */
    public double value(boolean[] hits, int relevant, int k) {
        if (relevant < 1 || k < 1) {
            throw new IllegalArgumentException(label(k) + " of a user with " + relevant
                    + " relevant items, expected at least 1 and a cut-off of at least 1; leave such users out");
        }
        return of(hits, Math.min(k, hits.length), relevant, k);
    }

    abstract double of(boolean[] hits, int depth, int relevant, int k);

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
