package org.drepmrec.eval;

import java.util.function.ToDoubleFunction;

/**
 * What is measured of ranked lists of K items: of each user's list ({@link UserMetric}), or of the lists of all users
 * together ({@link OverallMetric}). {@link Metrics} holds those of the toolkit; one of your own is a line:
 *
 * <pre>{@code Metric myMetric = Metric.perUser("FirstHit", list -> list.hit(0) ? 1 : 0);}</pre>
 */
public sealed interface Metric permits UserMetric, OverallMetric {

    /** The name in tables, {@code Recall}; no two metrics of an evaluation share it. */
    String label();

    /** The name with a cut-off, {@code Recall@20}. */
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
