package org.drepmrec.graph;

import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/** The options of the relation graphs, with the defaults of DRepMRec. */
public final class GraphOptions {

    /** Neighbors k of an item. */
    public static final Option<Integer> ITEM_NEIGHBORS = Option.integer(
            "knn.item", 10, 1, Integer.MAX_VALUE, "LATTICE, FREEDOM and MGCN use 10; the paper prints none");

    /** Neighbors k of a user. */
    public static final Option<Integer> USER_NEIGHBORS = Option.integer(
            "knn.user", 10, 1, Integer.MAX_VALUE, "one symbol k in the paper, so as knn.item; 20 is an alternative");

    /** Whether a node counts as its own nearest neighbor. */
    public static final Option<Boolean> INCLUDE_SELF =
            Option.flag("knn.includeSelf", true, "FREEDOM and MGCN select from the full cosine matrix");

    /** Weights of the edges. */
    public static final Option<RelationNorm> NORM =
            Option.choice("graph.norm", RelationNorm.ROW_SUM, "Eq. 5 read literally: the mean of the neighbors");

    /** Whether item features are scaled to length 1 before they are averaged for a user. */
    public static final Option<Boolean> NORMALIZE_ITEMS_FIRST =
            Option.flag("userFeature.normalizeItemsFirst", false, "the paper averages raw features");

    /** How neighbors are found. */
    public static final Option<NeighborSearch> SEARCH = Option.choice(
            "knn.search",
            NeighborSearch.AUTO,
            "exact up to " + NeighborSearch.EXACT_UP_TO + " items, or users; more take hours to compare with all");

    /** The share of the nearest neighbors that an approximate search must find, on a sample. */
    public static final Option<Double> RECALL =
            Option.real("knn.recall", 0.95, 0.01, 1, "a neighbor in twenty may be another similar one");

    private GraphOptions() {}

    /** All defaults. */
    public static Options defaults() {
        return Options.of(
                "relation graphs",
                ITEM_NEIGHBORS,
                USER_NEIGHBORS,
                INCLUDE_SELF,
                NORM,
                NORMALIZE_ITEMS_FIRST,
                SEARCH,
                RECALL);
    }
}
