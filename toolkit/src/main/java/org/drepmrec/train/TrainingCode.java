package org.drepmrec.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drepmrec.code.CodeFingerprint;
import org.drepmrec.model.Recommender;

/**
 * The code that decides a training's numbers: the model's classes and the toolkit's below them. A {@link RunProvenance} holds
 * its fingerprint and the names of the model's classes among its environment.
 */
public final class TrainingCode {

    /** Under which the {@link CodeFingerprint} is recorded. */
    public static final String FINGERPRINT = "code";

    private static final String CLASSES = "codeOf";
    private static final String CELL = "REPL.";

    /** The relation of the present code to a stored number. */
    public enum Standing {
        /** The number's own code is here. */
        CURRENT,
        /** It was made by other code, or by code that nobody recorded. */
        OTHER,
        /** The model's classes are not here, so nothing can be said. */
        NOT_HERE
    }

    private TrainingCode() {}

    /** The fingerprint and the names of the model's classes, as provenance records them. */
    public static Map<String, String> of(Recommender model) {
        Map<String, Class<?>> classes = new LinkedHashMap<>();
        model.type().code().stream().map(CodeFingerprint::writtenIn).forEach(c -> classes.put(c.getName(), c));
        Map<String, String> recorded = new LinkedHashMap<>();
        recorded.put(FINGERPRINT, fingerprint(classes));
        recorded.put(CLASSES, names(classes).collect(Collectors.joining(" ")));
        return recorded;
    }

    private static Stream<String> names(Map<String, Class<?>> classes) {
        return new TreeSet<>(classes.keySet()).stream();
    }

    private static String fingerprint(Map<String, Class<?>> classes) {
        Stream<Class<?>> models = names(classes).map(classes::get);
        return CodeFingerprint.of(
                Stream.concat(models, Stream.of(Trainer.class)).toArray(Class<?>[]::new));
    }

    /** Compares a recorded environment with the code that is here. */
    public static Standing standing(Map<String, String> environment) {
        String recorded = environment.get(CLASSES);
        if (recorded == null) {
            return Standing.OTHER;
        }
        Map<String, Class<?>> classes = new LinkedHashMap<>();
        for (String name : recorded.split(" ", -1)) {
            try {
                classes.put(name, Class.forName(name, false, loader()));
            } catch (ClassNotFoundException | LinkageError e) {
                return Standing.NOT_HERE;
            }
        }
        if (fingerprint(classes).equals(environment.get(FINGERPRINT))) {
            return Standing.CURRENT;
        }
        // Cells are numbered: another notebook's class of this name is another class.
        return recorded.contains(CELL) ? Standing.NOT_HERE : Standing.OTHER;
    }

    private static ClassLoader loader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? TrainingCode.class.getClassLoader() : ofThread;
    }
}
