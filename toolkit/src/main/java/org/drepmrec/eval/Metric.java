package org.drepmrec.eval;

import java.util.function.ToDoubleFunction;

/**
 * A measure of ranked lists of K items: of each user's list ({@link UserMetric}), or of the lists of all users together
 * ({@link OverallMetric}). {@link Metrics} contains those of the toolkit. A custom metric takes one line:
 *
 * <pre>{@code Metric myMetric = Metric.perUser("FirstHit", list -> list.hit(0) ? 1 : 0);}</pre>
 */
public sealed interface Metric permits UserMetric, OverallMetric {

    /** The name in tables, such as {@code Recall}; unique within an evaluation. */
    String label();

    /** The name with a cut-off, such as {@code Recall@20}. */
    default String label(int k) {
        return label() + "@" + k;
    }

    /** A metric of a user's list, averaged over users. */
    static UserMetric perUser(String label, ToDoubleFunction<RankedList> value) {
        return new UserMetric() {
            @Override
            public String label() {
                return label;
            }

            @Override
            public double value(RankedList list) {
                return value.applyAsDouble(list);
            }
        };
    }

    /** A metric of the lists of all users together. */
    static OverallMetric overall(String label, ToDoubleFunction<RankedLists> value) {
        return new OverallMetric() {
            @Override
            public String label() {
                return label;
            }

            @Override
            public double value(RankedLists lists) {
                return value.applyAsDouble(lists);
            }
        };
    }
}
