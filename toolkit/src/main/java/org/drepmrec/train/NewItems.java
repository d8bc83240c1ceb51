package org.drepmrec.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.ItemCatalogue;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.OwnIds;
import org.drepmrec.data.Split;
import org.drepmrec.eval.DotScorer;
import org.drepmrec.eval.TopItems;
import org.drepmrec.model.Representations;

/**
 * Articles that nobody has bought yet, known by the features that the data's encoders make of them.
 *
 * @param ids their own ids, or any labels where the data have no own ids
 * @param features of each modality of the data, a row for each article
 */
public record NewItems(List<String> ids, Map<Modality, Features> features) {

    /** Freezes both. */
    public NewItems {
        ids = List.copyOf(ids);
        features = Map.copyOf(new TreeMap<>(features));
    }

    private void requireFit(MultimodalDataset data) {
        if (ids.isEmpty() || data.modalities().isEmpty() || !features.keySet().equals(data.modalities())) {
            throw new IllegalArgumentException("new items: found " + ids.size() + " with features " + features.keySet()
                    + ", expected at least one with those of " + data.name() + ", " + data.modalities()
                    + "; encode them as the data were");
        }
        features.forEach((m, f) -> {
            int d = data.features(m).dimension();
            if (f.rows() != ids.size() || f.dimension() != d) {
                throw new IllegalArgumentException("new items: found " + m + " " + f + ", expected " + ids.size()
                        + " x " + d + "; encode them as the data were");
            }
        });
    }

    /** The data with these items behind the others; no interaction has one of them. */
    MultimodalDataset appendedTo(MultimodalDataset data, ItemCatalogue names) {
        requireFit(data);
        int n = data.items() + ids.size();
        MultimodalDataset.Builder b = MultimodalDataset.builder(data.name(), data.users(), n)
                .train(wider(data, Split.TRAIN, n))
                .validation(wider(data, Split.VALIDATION, n))
                .test(wider(data, Split.TEST, n))
                .provenance(data.provenance());
        data.modalities().forEach(m -> b.features(m, joined(data.features(m), features.get(m))));
        data.ids().ifPresent(known -> {
            List<String> all = new ArrayList<>(known.items());
            all.addAll(ids);
            b.ids(new OwnIds(known.users(), all));
        });
        b.catalogue(names);
        return b.build();
    }

    private static Interactions wider(MultimodalDataset data, Split split, int items) {
        Interactions pairs = data.split(split);
        return new Interactions(
                data.users(),
                items,
                IntStream.range(0, pairs.size()).map(pairs::user).toArray(),
                IntStream.range(0, pairs.size()).map(pairs::item).toArray());
    }

    private static Features joined(Features a, Features b) {
        float[] values = Arrays.copyOf(a.values(), a.values().length + b.values().length);
        System.arraycopy(b.values(), 0, values, a.values().length, b.values().length);
        return a.with(a.rows() + b.rows(), values);
    }

    /** As below, by the options that a model was trained with, or their defaults. */
    Representations appendedTo(Representations all, MultimodalDataset data, RunProvenance provenance) {
        String equal = "" + 1.0 / data.modalities().size();
        Map<Modality, Double> weights = new TreeMap<>();
        data.modalities()
                .forEach(m -> weights.put(
                        m, Double.parseDouble(provenance.options().getOrDefault("modal.weight." + m, equal))));
        int k = Integer.parseInt(provenance.graphs().getOrDefault("knn.item", "10"));
        return appendedTo(all, data, k, weights);
    }

    /**
     * General representations with those of these items: g = Σ_m α_m Σ_j s_j g_j / Σ_j s_j over the k trained items j that are most
     * alike by modality m, with cosines s_j above 0 and the model's modal weights α_m, equal ones where it has none, scaled to the mean
     * length of these g_j under the same weights. It is a step of the relation graph on the representations of the neighbors, which
     * stand for the ID embedding that is missing; without the scaling a mean of vectors that point apart is short, and a short one
     * ranks behind every trained item.
     *
     * @param k neighbors of each item and modality
     * @param weights α_m
     */
    private Representations appendedTo(
            Representations all, MultimodalDataset data, int k, Map<Modality, Double> weights) {
        int d = all.general().size();
        int first = all.users() + all.items();
        float[] values = Arrays.copyOf(all.general().values(), (first + ids.size()) * d);
        int[] untrained = untrained(data);
        double[] length = new double[ids.size()];
        features.forEach((m, f) -> {
            Features known = data.features(m).normalizedRows();
            // The cosines of a new item and all others are dot products of unit vectors.
            DotScorer cosines = new DotScorer(f.dimension(), f.normalizedRows().values(), known.values());
            for (int row = 0; row < ids.size(); row++) {
                TopItems nearest = TopItems.rank(cosines, row, k, untrained);
                double sum = 0;
                for (int r = 0; r < nearest.size(); r++) {
                    sum += Math.max(0, nearest.score(r));
                }
                for (int r = 0; r < nearest.size() && sum > 0; r++) {
                    double weight = weights.get(m) * Math.max(0, nearest.score(r)) / sum;
                    int from = (all.users() + nearest.item(r)) * d;
                    length[row] += weight * norm(values, from, d);
                    for (int c = 0; c < d; c++) {
                        values[(first + row) * d + c] += (float) (weight * values[from + c]);
                    }
                }
            }
        });
        for (int row = 0; row < ids.size(); row++) {
            int from = (first + row) * d;
            double mean = norm(values, from, d);
            for (int c = 0; c < d && mean > 0; c++) {
                values[from + c] *= (float) (length[row] / mean);
            }
        }
        return new Representations(
                all.users(), all.items() + ids.size(), new Representations.Line(values, d), null, null);
    }

    private static double norm(float[] values, int from, int size) {
        double squares = 0;
        for (int c = from; c < from + size; c++) {
            squares += (double) values[c] * values[c];
        }
        return Math.sqrt(squares);
    }

    /** The items without training interactions, whose representations say nothing. */
    private static int[] untrained(MultimodalDataset data) {
        boolean[] trained = new boolean[data.items()];
        for (int item : data.train().matrix().columns()) {
            trained[item] = true;
        }
        return IntStream.range(0, trained.length).filter(i -> !trained[i]).toArray();
    }
}
