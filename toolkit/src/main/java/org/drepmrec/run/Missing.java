package org.drepmrec.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drepmrec.data.Fill;
import org.drepmrec.data.MissingItems;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;

/**
 * What a model loses when items lack a modality, and what should stand in for it. A share of the items loses the features of one
 * modality, something else takes their place, and the model is trained anew with the same settings.
 *
 * <p>Which items lose them is drawn from the run's seed, so that the deviation over seeds holds the draw too. Draws are nested: what is
 * missing at a share is missing at every larger one.
 *
 * <p>Source: Malitesta et al., Do We Really Need to Drop Items with Missing Modalities in Multimodal Recommendation? (2024), compare
 * zeros, means and neighbors by purchases. Here neighbors are those by the other modalities, which need no purchase.
 */
public final class Missing implements Experiment {

    /** The condition without a change. */
    public static final String AS_IS = "as is";

    private final Builder spec;
    private final Runner runner;

    private Missing(Builder spec) {
        this.spec = spec;
        this.runner = spec.runner(false);
    }

    /**
     * Starts with DRepMRec or the models named, the textual modality or else the first, shares of 0, 0.25, 0.5 and 0.75, every
     * {@link Fill}, and three seeds.
     */
    public static Builder builder(MultimodalDataset data, String... models) {
        return new Builder(data, models.length == 0 ? List.of("DRepMRec") : List.of(models));
    }

    @Override
    public MissingResult run() {
        Map<String, Map<String, SeedRuns>> found = new LinkedHashMap<>();
        for (String model : spec.models()) {
            Map<String, SeedRuns> conditions = new LinkedHashMap<>();
            conditions.put(AS_IS, new SeedRuns(runner.run(spec.specs(model, Map.of()))));
            for (Fill fill : spec.fills) {
                for (double share : spec.shares) {
                    if (share > 0) {
                        conditions.put(condition(fill, share), new SeedRuns(without(model, fill, share)));
                    }
                }
            }
            found.put(model, conditions);
        }
        RunRecord popularity = runner.run(List.of(spec.popularity())).get(0);
        return new MissingResult(
                spec.data().name(), spec.modality, spec.fills, spec.shares, found, Optional.of(popularity));
    }

    private List<RunRecord> without(String model, Fill fill, double share) {
        return spec.specs(model, Map.of()).stream()
                .map(s -> runner.on(without(spec.data(), spec.modality, fill, share, s.seed()))
                        .run(s))
                .toList();
    }

    /** Such as {@code mean, 25 %}. */
    static String condition(Fill fill, double share) {
        return fill + ", " + percent(share);
    }

    static String percent(double share) {
        double percent = 100 * share;
        return percent == Math.rint(percent) ? (int) percent + " %" : (float) percent + " %";
    }

    /** The data in which a share of the items, drawn from a seed, lacks a modality. */
    static MultimodalDataset without(MultimodalDataset data, Modality modality, Fill fill, double share, long seed) {
        int[] order = IntStream.range(0, data.items()).toArray();
        Shuffle.of(order, seed, "missing " + modality);
        int count = (int) Math.round(share * data.items());
        return MissingItems.of(data).with(modality, Arrays.copyOf(order, count), fill);
    }

    /** Collects the settings. */
    public static final class Builder extends Experiment.Builder<Builder> {

        private Modality modality;
        private List<Fill> fills = List.of(Fill.values());
        private double[] shares = {0, 0.25, 0.5, 0.75};

        private Builder(MultimodalDataset data, List<String> models) {
            super(data, models, 3);
            modality = data.modalities().contains(Modality.TEXTUAL)
                    ? Modality.TEXTUAL
                    : data.modalities().stream().findFirst().orElse(null);
        }

        /** The modality that items lose. */
        public Builder modality(Modality lost) {
            modality = lost;
            return this;
        }

        /** The shares of the items that lose it, 0 or more and below 1; 0 is always done. */
        public Builder shares(double... ofItems) {
            shares = Arrays.stream(ofItems).sorted().distinct().toArray();
            return this;
        }

        /** What stands in. */
        public Builder fills(Fill... standIns) {
            fills = Stream.of(standIns).distinct().toList();
            return this;
        }

        /**
         * Makes the experiment.
         *
         * @throws IllegalArgumentException if the data set does not have the modality, a share is not from 0 to below 1, there is no
         *     share above 0 or nothing to stand in, or neighbors are wanted and there is no other modality
         */
        @Override
        public Missing build() {
            if (modality == null) {
                throw new IllegalArgumentException(
                        data().name() + ": no modality, expected one that items can lack; add a feature file");
            }
            data().features(modality);
            for (double share : shares) {
                if (!(share >= 0 && share < 1)) {
                    throw new IllegalArgumentException("shares: found " + share
                            + ", expected numbers from 0 to below 1; experiment knockout leaves a modality out");
                }
            }
            if (shares.length == 0 || shares[shares.length - 1] == 0 || fills.isEmpty()) {
                throw new IllegalArgumentException("shares: found " + Arrays.toString(shares) + " with fills " + fills
                        + ", expected a share above 0 and a fill");
            }
            if (fills.contains(Fill.NEIGHBORS) && data().modalities().size() == 1) {
                throw new IllegalArgumentException("fills: found neighbors with the one modality " + modality + " of "
                        + data().name() + ", expected another one to find them in; choose zero or mean");
            }
            return new Missing(this);
        }
    }
}
