package org.drepmrec.code;

import java.util.Set;

/**
 * The rule: which classes decide the numbers of a run. Names are those of class files, {@code org/drepmrec/sparse/Csr}.
 *
 * <p>Of the toolkit: sparse products, options, data, graphs, engine, models, evaluation, training, and what probes measure.
 * Not the readers of data, whose result is hashed itself, and not what writes files or shows something. Of the rest:
 * everything but the Java platform and the libraries below. What is new decides until it is listed here.
 */
final class DecidingClasses {

    private static final String TOOLKIT = "org/drepmrec/";

    private static final Set<String> PACKAGES =
            Set.of("sparse", "option", "data", "graph", "engine", "model", "eval", "train", "analysis");

    private static final Set<String> NOT_PACKAGES = Set.of("data/io");

    private static final Set<String> ALSO = Set.of("run/LineProbes");

    /** Files, provenance, progress, remarks, what comes after training, and which engine there is: a run names its own. */
    static final Set<String> NOT_CLASSES = Set.of(
            "engine/Engines",
            "engine/NativesCache",
            "train/ArrayFolder",
            "train/Checkpoint",
            "train/CheckpointFolder",
            "train/Checkpoints",
            "train/CheckpointWriter",
            "train/ConsoleProgress",
            "train/DeviceMemory",
            "train/Diagnoses",
            "train/AppendedCatalogue",
            "train/EmbeddingExport",
            "train/FoldIn",
            "train/LineArrays",
            "train/ListFile",
            "train/ModelFolder",
            "train/NewItems",
            "train/ProgressProvider",
            "train/Recommendations",
            "train/Refit",
            "train/RunManifest",
            "train/RunProvenance",
            "train/SameTraining",
            "train/StatusLine",
            "train/TrainingCode",
            "train/TrainingListener");

    /** DJL's version is recorded beside the fingerprint; the others log, read JSON and hold tables. */
    private static final Set<String> LIBRARIES = Set.of(
            "java/",
            "javax/",
            "jdk/",
            "sun/",
            "com/sun/",
            "ai/djl/",
            "org/slf4j/",
            "com/google/gson/",
            "com/google/errorprone/",
            "tech/tablesaw/");

    private DecidingClasses() {}

    static boolean contains(String name) {
        return name.startsWith(TOOLKIT)
                ? ofToolkit(outermost(name.substring(TOOLKIT.length())))
                : LIBRARIES.stream().noneMatch(name::startsWith) && !ofPlatform(name);
    }

    private static boolean ofToolkit(String name) {
        boolean decides = PACKAGES.contains(name.substring(0, Math.max(0, name.indexOf('/'))))
                && NOT_PACKAGES.stream().noneMatch(p -> name.startsWith(p + "/"))
                && !NOT_CLASSES.contains(name);
        return decides || ALSO.contains(name);
    }

    /** The name without those of nested classes. */
    static String outermost(String name) {
        int dollar = name.indexOf('$', name.lastIndexOf('/') + 2);
        return dollar < 0 ? name : name.substring(0, dollar);
    }

    private static boolean ofPlatform(String name) {
        return ClassLoader.getPlatformClassLoader().getResource(name + ".class") != null;
    }
}
