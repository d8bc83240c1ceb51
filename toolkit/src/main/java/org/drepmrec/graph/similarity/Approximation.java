package org.drepmrec.graph.similarity;

import java.util.Locale;

/**
 * How well neighbors that were not compared with all nodes agree with the nearest.
 *
 * @param recall the share of a sample's nearest neighbors that were found, the node itself not counted; a neighbor as similar
 *     as the last of them counts as found
 * @param sample the number of nodes in the sample
 * @param probes lists that are searched for a node
 * @param lists lists that there are
 */
public record Approximation(double recall, int sample, int probes, int lists) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "approximate, recall %.3f on %,d sampled nodes, %,d of %,d lists searched",
                recall,
                sample,
                probes,
                lists);
    }
}
