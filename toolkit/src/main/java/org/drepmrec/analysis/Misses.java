package org.drepmrec.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.sparse.Csr;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Where a model fails: users for whom it finds nothing, and what tells missed interactions from found ones. */
public final class Misses {

    private final MultimodalDataset data;
    private final Evaluation evaluation;
    private final Csr heldOut;

    private Misses(MultimodalDataset data, Evaluation evaluation) {
        this.data = data;
        this.evaluation = evaluation;
        heldOut = data.split(evaluation.split()).matrix();
        evaluation.coverage();
    }

    /**
     * The misses of an evaluation, down to its largest cut-off.
     *
     * @throws IllegalStateException if the evaluator does not keep the ranked items
     */
    public static Misses of(MultimodalDataset data, Evaluation evaluation) {
        return new Misses(data, evaluation);
    }

    private boolean found(int user, int item) {
        return Arrays.stream(evaluation.topItems(user)).anyMatch(i -> i == item);
    }

    /** The users of whose held-out items none is found, those with most purchases in training first. */
    public Table users() {
        int[] missed = Arrays.stream(evaluation.users())
                .filter(u -> Arrays.stream(heldOut.columns(u)).noneMatch(i -> found(u, i)))
                .boxed()
                .sorted(Comparator.comparingInt(u -> -data.train().matrix().degree(u)))
                .mapToInt(u -> u)
                .toArray();
        return Table.create(
                "Users for whom nothing is found",
                IntColumn.create("user", missed),
                IntColumn.create(
                        "purchases",
                        Arrays.stream(missed)
                                .map(u -> data.train().matrix().degree(u))
                                .toArray()));
    }

    private record Purchase(boolean found, double alike, double popular) {}

    /**
     * Whether likeness or popularity decides what is found: the cosine of the raw features with the most similar item of the
     * basket, and the logarithm of the item's purchases in training, each as the difference between found and missed
     * interactions in standard deviations over all.
     */
    public Findings reason(Modality modality) {
        Vectors features = Vectors.of(data.features(modality)).unit();
        Csr buyers = data.train().matrix().transpose();
        List<Purchase> all = new ArrayList<>();
        for (int user : evaluation.users()) {
            int[] basket = data.train().itemsOf(user);
            for (int item : heldOut.columns(user)) {
                double alike = IntStream.of(basket)
                        .mapToDouble(b -> features.dot(item, features, b))
                        .max()
                        .orElse(0);
                all.add(new Purchase(found(user, item), alike, Math.log1p(buyers.degree(item))));
            }
        }
        double alike = apart(all, Purchase::alike);
        double popular = apart(all, Purchase::popular);
        return Findings.of(String.format(
                Locale.ROOT,
                "Found interactions are %+.2f deviations more alike (%s) and %+.2f more popular (log) than missed ones: %s decides"
                        + " more.",
                alike,
                modality,
                popular,
                Math.abs(alike) > Math.abs(popular) ? "likeness" : "popularity"));
    }

    private static double apart(List<Purchase> all, ToDoubleFunction<Purchase> value) {
        double deviation = Moments.deviation(all.stream().mapToDouble(value).toArray());
        return deviation == 0 ? 0 : (mean(all, true, value) - mean(all, false, value)) / deviation;
    }

    private static double mean(List<Purchase> all, boolean found, ToDoubleFunction<Purchase> value) {
        return all.stream()
                .filter(p -> p.found() == found)
                .mapToDouble(value)
                .average()
                .orElse(0);
    }
}
