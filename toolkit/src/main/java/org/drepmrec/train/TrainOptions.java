package org.drepmrec.train;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.drepmrec.data.Split;
import org.drepmrec.eval.Accuracy;
import org.drepmrec.eval.Mask;
import org.drepmrec.eval.Metrics;
import org.drepmrec.option.Option;
import org.drepmrec.option.Options;

/** The options of training, with MMRec's protocol as defaults. */
public final class TrainOptions {

    /** The most epochs. */
    public static final Option<Integer> EPOCHS = Option.integer("epochs", 1000, 1, 1_000_000, "paper 4.4: 1000");

    /** B, pairs per batch. */
    public static final Option<Integer> BATCH_SIZE =
            Option.integer("batchSize", 2048, 1, 32_768, "paper 4.4: 2048; B x B matrices bound it");

    /** Adam's initial learning rate. */
    public static final Option<Double> LEARNING_RATE = Option.real("lr", 1e-3, 1e-12, 1e3, "paper 4.4: 1e-3");

    /** Factor s₀ of lr(epoch) = lr · s₀^(epoch / s₁); 1 for a constant rate. */
    public static final Option<Double> DECAY = Option.real("lr.decay", 0.96, 1e-6, 1, "MGCN");

    /** Epochs s₁ after which the rate has been multiplied by the factor once. */
    public static final Option<Double> DECAY_EPOCHS = Option.real("lr.decayEpochs", 50, 1e-6, 1e9, "MGCN");

    /** Epochs without improvement that are tolerated; training stops at the next one. */
    public static final Option<Integer> PATIENCE =
            Option.integer("earlyStop.patience", 20, 0, 1_000_000, "MMRec: stop at the 21st");

    /**
     * Epochs whose misses do not count. Untrained, a modal line averages random embeddings over items that are alike, which
     * is a content-based recommender: validation starts high, falls while the embeddings are fitted, and rises above its
     * start later. Without a warm-up, the patience may end in that valley.
     */
    public static final Option<Integer> WARM_UP =
            Option.integer("earlyStop.warmUp", 100, 0, 1_000_000, "measured on Toys, see RESULTS.md; MMRec: 0");

    /** The metric that selects the best epoch. */
    public static final Option<Accuracy> STOP_METRIC =
            Option.choice("earlyStop.metric", Metrics.RECALL, "MMRec: Recall@20");

    /** Cut-off of that metric. */
    public static final Option<Integer> STOP_CUTOFF =
            Option.integer("earlyStop.cutoff", 20, 1, 1_000_000, "MMRec: Recall@20");

    /** Whether the metric is rounded before it is compared, as the published protocol does. */
    public static final Option<Rounding> ROUNDING =
            Option.choice("earlyStop.rounding", Rounding.FOUR_DECIMALS, "MMRec rounds, and plateaus decide the epoch");

    /** The split that selects the best epoch. */
    public static final Option<SelectOn> SELECT_ON =
            Option.choice("selectOn", SelectOn.VALIDATION, "validation; MMRec compares combinations on test");

    /** Which known items are excluded from rankings. */
    public static final Option<Mask> MASK = Option.choice("mask", Mask.TRAIN, "MMRec: training items only");

    /** Which items negatives are drawn from. */
    public static final Option<Negatives> NEGATIVES = Option.choice(
            "negatives",
            Negatives.TRAINED,
            "MMRec draws among items with training rows; LightGCN's own code among all");

    /** The seed of all random numbers. */
    public static final Option<Long> SEED = Option.seed("seed", 999, "MMRec: 999");

    /** Whether a metric is rounded before it is compared. */
    public enum Rounding {
        /** To four decimals, half to even on the exact binary value as Python rounds (MMRec). */
        FOUR_DECIMALS,
        /** Not at all. */
        EXACT;

        double apply(double value) {
            return this == EXACT
                    ? value
                    : new BigDecimal(value).setScale(4, RoundingMode.HALF_EVEN).doubleValue();
        }
    }

    /** Where negatives come from. */
    public enum Negatives {
        /** Items that occur in training: an item without training rows is never a negative. */
        TRAINED,
        /** All items. */
        ALL
    }

    /** The split that selects. */
    public enum SelectOn {
        /** The validation split. */
        VALIDATION,
        /** The test split: for comparison with published numbers only, since selection then sees the test split. */
        TEST;

        Split split() {
            return Split.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    private TrainOptions() {}

    /** All options at their defaults. */
    public static Options defaults() {
        return Options.of(
                "training",
                EPOCHS,
                BATCH_SIZE,
                LEARNING_RATE,
                DECAY,
                DECAY_EPOCHS,
                PATIENCE,
                WARM_UP,
                STOP_METRIC,
                STOP_CUTOFF,
                ROUNDING,
                SELECT_ON,
                MASK,
                NEGATIVES,
                SEED);
    }

    /** The learning rate of an epoch (counted from 0). */
    static double learningRate(Options options, int epoch) {
        return options.get(LEARNING_RATE) * Math.pow(options.get(DECAY), epoch / options.get(DECAY_EPOCHS));
    }
}
