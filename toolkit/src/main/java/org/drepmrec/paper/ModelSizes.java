package org.drepmrec.paper;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Backend;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.OpenModel;
import org.drepmrec.run.DataOutline;

/**
 * How many numbers models train on a data set that need not be at hand: the models are opened on random interactions and features
 * of its sizes. None of them has parameters whose number depends on who bought what.
 */
public final class ModelSizes {

    private ModelSizes() {}

    /**
     * The number of parameters at the defaults, by the model's name; those that need regions, which no outline has, are left out.
     *
     * @param backend opens the models; graphs are built for the outline's users and items
     */
    public static Map<String, Long> of(DataOutline outline, List<ModelType> types, Backend backend) {
        Graphs graphs = Graphs.builder(random(outline)).build();
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (ModelType type : types) {
            if (type.readsRegions()) {
                continue;
            }
            try (OpenModel model = type.builder(graphs).build().open(backend, 0)) {
                sizes.put(type.name(), model.size());
            }
        }
        return sizes;
    }

    /** One item for each user suffices, since edges have no parameters; every item has a user. */
    private static MultimodalDataset random(DataOutline outline) {
        int pairs = Math.max(outline.users(), outline.items());
        int[] user = new int[pairs];
        int[] item = new int[pairs];
        Arrays.setAll(user, k -> k % outline.users());
        Arrays.setAll(item, k -> k % outline.items());
        Interactions none = new Interactions(outline.users(), outline.items(), new int[0], new int[0]);
        MultimodalDataset.Builder data = MultimodalDataset.builder(outline.name(), outline.users(), outline.items())
                .train(new Interactions(outline.users(), outline.items(), user, item))
                .validation(none)
                .test(none);
        SplittableRandom random = new SplittableRandom(0);
        outline.features().forEach((modality, width) -> {
            float[] values = new float[outline.items() * width];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) random.nextDouble(-1, 1);
            }
            data.features(Modality.of(modality), new Features(outline.items(), width, values));
        });
        return data.build();
    }
}
