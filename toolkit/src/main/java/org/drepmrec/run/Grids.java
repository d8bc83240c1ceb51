package org.drepmrec.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.drepmrec.model.Models;

/**
 * The grids over which the published numbers were searched: MMRec's configuration files for the baselines and the related
 * models that it has, their authors' for the recent models, where the learning rate is constant unless it is searched or falls as
 * the model's type says; for the others a few values around those of their code; and for DRepMRec and DREAM, whose weights are
 * not published, a grid meant for one option at a time, the signal's weight first. Of the models with nothing to train, those
 * with options have one.
 */
public final class Grids {

    private static final String[] PENALTIES = {"2", "1", "0.1", "0.01", "0.001", "1e-4", "1e-5"};
    private static final String ALIGNED = " + BMA";
    private static final Grid CONSTANT_RATE = Grid.empty().with("lr.decay", "1");
    private static final Grid WEIGHTS = Grid.empty()
            .with("gamma", "0.01", "0.1", "0.3", "0.5", "1")
            .with("alpha", "0.01", "0.03", "0.1", "0.3", "1")
            .with("beta", "0.001", "0.01", "0.03", "0.1", "0.3");
    private static final Map<String, Grid> ALL = new LinkedHashMap<>();

    static {
        ALL.put("DRepMRec", WEIGHTS);
        // The mean square is smaller than its root, so its weight is greater.
        ALL.put("DREAM", WEIGHTS.with("gamma", "0.05", "0.5", "1.5", "2.5", "5"));
        ALL.put("BPR", CONSTANT_RATE.with("reg.lambda", PENALTIES));
        ALL.put(
                "LightGCN",
                CONSTANT_RATE
                        .with("layers", "1", "2", "3", "4")
                        .with("reg.lambda", "0.01", "0.001", "1e-4", "1e-5", "1e-6"));
        ALL.put("VBPR", CONSTANT_RATE.with("reg.lambda", PENALTIES));
        ALL.put("MMGCN", CONSTANT_RATE.with("lr", "1e-4", "5e-4", "0.001", "0.005", "0.01"));
        ALL.put(
                "DualGNN",
                CONSTANT_RATE
                        .with("lr", "0.1", "0.01", "0.001", "1e-4", "1e-5")
                        .with("reg.lambda", "0.1", "0.01", "0.001", "1e-4", "1e-5"));
        ALL.put(
                "BM3",
                CONSTANT_RATE
                        .with("layers", "1", "2")
                        .with("dropout", "0.3", "0.5")
                        .with("reg.lambda", "0.1", "0.01"));
        ALL.put(
                "FREEDOM",
                CONSTANT_RATE.with("prune.rate", "0.8", "0.9").with("modal.lossWeight", "0", "1e-5", "1e-4", "0.001"));
        ALL.put(
                "ItemKNN",
                Grid.empty()
                        .with("neighbors", "0", "10", "50", "200", "1000")
                        .with("shrinkage", "0", "1", "10", "100"));
        ALL.put("ContentKNN", Grid.empty().with("neighbors", "5", "10", "20", "50", "100"));
        ALL.put("EASE", Grid.empty().with("reg.lambda", "1", "10", "50", "100", "200", "500", "1000"));
        ALL.put("MGCN", Grid.empty().with("ssl.weight", "0.001", "0.01", "0.1"));
        recent();
        related();
    }

    private Grids() {}

    private static void recent() {
        ALL.put(
                "SMORE",
                Grid.empty()
                        .with("layers", "3", "4")
                        .with("knn.item", "10", "15", "20", "40")
                        .with("reg.lambda", "1e-5", "1e-4")
                        .with("dropout", "0", "0.1"));
        ALL.put(
                "MENTOR",
                CONSTANT_RATE
                        .with("lr", "1e-4")
                        .with("perturb.weight", "1e-4", "1e-3")
                        .with("perturb.tau", "0.2", "0.4", "0.6"));
        ALL.put(
                "COHESION",
                CONSTANT_RATE
                        .with("layers", "1", "2", "3", "4")
                        .with("lr", "0.1", "0.01", "0.001", "1e-4")
                        .with("reg.lambda", "0.1", "0.01", "0.001", "1e-4"));
        ALL.put(
                "AlignRec",
                Grid.empty()
                        .with("lr", "0.005", "0.003", "0.001", "7e-4", "5e-4", "3e-4", "1e-4")
                        .with("ssl.weight", "1e-4", "0.001", "0.005", "0.01", "0.1")
                        .with("sim.weight", "0.1", "0.2", "0.3", "0.4", "0.5"));
    }

    private static void related() {
        String[] penalties = {"0.1", "0.01", "0.001", "1e-4", "1e-5"};
        ALL.put(
                "LATTICE",
                Grid.empty()
                        .with("reg.lambda", "0", "1e-5", "1e-4", "0.001")
                        .with("lr", "1e-4", "5e-4", "0.001", "0.005"));
        ALL.put("GRCN", CONSTANT_RATE.with("reg.lambda", penalties).with("lr", "1", "0.1", "0.01", "0.001", "1e-4"));
        ALL.put(
                "SLMRec",
                CONSTANT_RATE
                        .with("lr", "1e-4", "0.001", "0.01", "0.1")
                        .with("ssl.tau", "0.1", "0.2", "0.5", "1")
                        .with("ssl.weight", "0.01", "0.05", "0.1", "0.5", "1"));
        ALL.put(
                "LGMRec",
                CONSTANT_RATE
                        .with("hyper.weight", "0.1", "0.2", "0.3", "0.6", "1")
                        .with("ssl.weight", "1e-6", "1e-5", "1e-4", "0.001", "0.01"));
        ALL.put(
                "DRAGON",
                CONSTANT_RATE.with("reg.lambda", penalties).with("lr", "0.1", "0.01", "0.001", "1e-4", "1e-5"));
        ALL.put(
                "BUIR",
                CONSTANT_RATE.with("layers", "1", "2", "3").with("target.momentum", "0.9", "0.99", "0.995", "0.999"));
        ALL.put("MAML", CONSTANT_RATE.with("margin", "1", "1.6", "2").with("features.weight", "0.1", "1", "5"));
        ALL.put("DeepStyle", CONSTANT_RATE.with("reg.lambda", PENALTIES));
        ALL.put("VECF", CONSTANT_RATE.with("reg.lambda", PENALTIES).with("lr", "1e-4", "0.001", "0.01"));
        ALL.put(
                "MICRO",
                Grid.empty().with("ssl.weight", "0.01", "0.03", "0.1").with("latent.rawShare", "0.5", "0.7", "0.9"));
    }

    /**
     * The grid of a model; {@code NAME-MMRec} and {@code NAME-authors} have that of {@code NAME}, and {@code NAME + BMA} only the
     * weights of the alignment, since Table 4 keeps the other settings.
     *
     * @throws IllegalArgumentException if there is no such model
     */
    public static Grid of(String model) {
        String name = Models.spelled(model);
        if (name.endsWith(ALIGNED)) {
            Grid alpha =
                    Grid.empty().with("alpha", WEIGHTS.values().get("alpha").toArray(new String[0]));
            return Models.type(name.substring(0, name.length() - ALIGNED.length()))
                            .contrastsLines()
                    ? alpha
                    : alpha.with("beta", WEIGHTS.values().get("beta").toArray(new String[0]));
        }
        Grid grid = ALL.get(name.replaceFirst("-(MMRec|authors)$", ""));
        if (grid == null) {
            throw new IllegalArgumentException("grid: found no preset for \"" + name + "\", expected one of "
                    + ALL.keySet() + "; give a grid of your own");
        }
        return grid;
    }
}
