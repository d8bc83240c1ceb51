package org.drepmrec.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.model.Representations;

/**
 * Detects trainings that ended without an error but went wrong: collapsed representations, and lines or modalities that
 * contribute nothing. Each finding is one sentence with the value and the threshold.
 *
 * <p>Rows that are all zero (users and items never seen in training may have such) are left out of the comparison of
 * directions; a block of rows is looked at if at least {@link #FEWEST_ROWS} others remain.
 */
public final class Diagnoses {

    /**
     * Rows point the same way if the variance of the rows, each scaled to length 1, is below this. It is 0 for one
     * direction and 1 for directions that cancel out.
     */
    public static final double LEAST_VARIANCE = 0.01;

    /**
     * Rows lie on one line if their effective rank, (Σλ)² / Σλ² over the eigenvalues λ of the covariance of the scaled
     * rows, is below this. It is 1 for a line and d for directions spread evenly.
     */
    public static final double LEAST_RANK = 1.05;

    /** A line contributes nothing if its share in the mean length of the rows of both lines is below this. */
    public static final double LEAST_SHARE = 0.01;

    /** A best epoch among so many first ones is told if training went on for at least as many again. */
    public static final int FIRST_EPOCHS = 5;

    /** Fewer rows than this may be alike by chance. */
    public static final int FEWEST_ROWS = 8;

    /** Sizes of which an effective rank near 1 is no surprise. */
    private static final int SMALLEST_SIZE = 4;

    /** More rows than this are thinned evenly. */
    private static final int MOST_ROWS = 5000;

    private Diagnoses() {}

    /** What is wrong with a model's representations, and with what its modal line was made of; empty if nothing is. */
    public static List<String> of(Representations r, MultimodalDataset data) {
        List<String> found = new ArrayList<>();
        Map<String, Representations.Line> lines = new LinkedHashMap<>();
        lines.put("general", r.general());
        if (r.behavior().isPresent() && r.modal().isPresent()) {
            lines.put("behavior", r.behaviorLine());
            lines.put("modal", r.modalLine());
        }
        lines.forEach((name, line) -> {
            collapse(found, name + " representations of users", line, 0, r.users());
            collapse(found, name + " representations of items", line, r.users(), r.users() + r.items());
        });
        if (r.behavior().isPresent() && r.modal().isPresent()) {
            contribution(found, r.behaviorLine(), r.modalLine());
            data.modalities().forEach(m -> sameFeatures(found, m, data.features(m)));
        }
        return found;
    }

    /**
     * Which modalities add nothing to the modal representation.
     *
     * @param shares of each modality in what they add up to, as {@link org.drepmrec.model.OpenModel#modalShares}
     */
    public static List<String> ofModalities(Map<Modality, Double> shares) {
        List<String> found = new ArrayList<>();
        shares.forEach((modality, share) -> {
            if (share < LEAST_SHARE) {
                found.add(String.format(
                        Locale.ROOT,
                        "modality %s contributes nothing: its share in the modal representation is %.2g, expected at least"
                                + " %.2g; check its weight, its features and their scale, or leave it out",
                        modality.name(),
                        share,
                        LEAST_SHARE));
            }
        });
        return found;
    }

    /**
     * Whether the best epoch is among the first: what was selected is then hardly trained.
     *
     * @param epochs all epochs, in order
     */
    public static List<String> ofHistory(List<EpochRecord> epochs) {
        int best = 0;
        for (EpochRecord e : epochs) {
            best = e.best() ? e.epoch() + 1 : best;
        }
        return best > FIRST_EPOCHS || epochs.size() < 2 * FIRST_EPOCHS
                ? List.of()
                : List.of("the best epoch is number " + best + " of " + epochs.size()
                        + ", so the result is hardly trained; raise earlyStop.warmUp to see whether validation rises again,"
                        + " or lower the learning rate or the weights of the loss terms");
    }

    private static void collapse(List<String> found, String what, Representations.Line line, int from, int to) {
        int d = line.size();
        int step = Math.max(1, (to - from + MOST_ROWS - 1) / MOST_ROWS);
        double[] mean = new double[d];
        double[] moments = new double[d * d];
        double[] unit = new double[d];
        int rows = 0;
        for (int row = from; row < to; row += step) {
            if (scaled(line.values(), row * d, unit)) {
                rows++;
                for (int i = 0; i < d; i++) {
                    mean[i] += unit[i];
                    for (int j = 0; j <= i; j++) {
                        moments[i * d + j] += unit[i] * unit[j];
                    }
                }
            }
        }
        if (rows < FEWEST_ROWS || d < 2) {
            return;
        }
        double trace = 0;
        double squares = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double c = moments[i * d + j] / rows - mean[i] * mean[j] / rows / rows;
                trace += i == j ? c : 0;
                squares += (i == j ? 1 : 2) * c * c;
            }
        }
        if (trace < LEAST_VARIANCE) {
            found.add(String.format(
                    Locale.ROOT,
                    "the %s have collapsed: they all point the same way (variance of directions %.2g, expected at least "
                            + "%.2g); lower the learning rate or the weights of the alignment terms",
                    what,
                    Math.max(0, trace),
                    LEAST_VARIANCE));
        } else if (d >= SMALLEST_SIZE && trace * trace / squares < LEAST_RANK) {
            found.add(String.format(
                    Locale.ROOT,
                    "the %s have collapsed: they lie on one line (effective rank %.3f of %d, expected at least %.2f); "
                            + "lower the learning rate or the weights of the alignment terms",
                    what,
                    trace * trace / squares,
                    d,
                    LEAST_RANK));
        }
    }

    /** The row at length 1; false if it is zero. */
    private static boolean scaled(float[] values, int at, double[] unit) {
        double squares = 0;
        for (int k = 0; k < unit.length; k++) {
            squares += (double) values[at + k] * values[at + k];
        }
        if (squares == 0) {
            return false;
        }
        for (int k = 0; k < unit.length; k++) {
            unit[k] = values[at + k] / Math.sqrt(squares);
        }
        return true;
    }

    private static void contribution(List<String> found, Representations.Line behavior, Representations.Line modal) {
        double b = meanLength(behavior);
        double m = meanLength(modal);
        if (b + m == 0) {
            found.add("all representations are zero, expected numbers; check the loss terms and the data");
        } else if (Math.min(b, m) / (b + m) < LEAST_SHARE) {
            found.add(String.format(
                    Locale.ROOT,
                    "the %s line contributes nothing: its share in the mean length of both lines is %.2g, expected at "
                            + "least %.2g; %s",
                    m < b ? "modal" : "behavior",
                    Math.min(b, m) / (b + m),
                    LEAST_SHARE,
                    m < b ? "check the features and their scale" : "check the weights of the modal line"));
        }
    }

    private static double meanLength(Representations.Line line) {
        double sum = 0;
        int d = line.size();
        for (int row = 0; row * d < line.values().length; row++) {
            double squares = 0;
            for (int k = row * d; k < (row + 1) * d; k++) {
                squares += (double) line.values()[k] * line.values()[k];
            }
            sum += Math.sqrt(squares);
        }
        return sum / Math.max(1, line.values().length / d);
    }

    private static void sameFeatures(List<String> found, Modality modality, Features features) {
        float[] first = features.row(0);
        float[] row = new float[features.dimension()];
        for (int i = 1; i < features.rows(); i++) {
            features.copy(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                if (row[j] != first[j]) {
                    return;
                }
            }
        }
        if (features.rows() > 1) {
            found.add("modality " + modality.name() + " contributes nothing: all " + features.rows()
                    + " items have the same features, expected different ones; export the features again or leave the "
                    + "modality out");
        }
    }
}
