package org.drepmrec.train;

import java.util.Optional;

/** A place that can show progress, such as a notebook's page; found at run time by {@link java.util.ServiceLoader}. */
public interface ProgressProvider {

    /** A listener that shows a training there, or empty if this program does not run there. */
    Optional<TrainingListener> progress();

    /**
     * How a training shows its progress when nothing else is said: where the first provider that answers shows it, else on
     * {@code System.err}. The system property {@code drepmrec.progress=off} silences it.
     */
    static TrainingListener find() {
        if ("off".equals(System.getProperty("drepmrec.progress"))) {
            return new TrainingListener() {};
        }
        return java.util.ServiceLoader.load(ProgressProvider.class, ProgressProvider.class.getClassLoader()).stream()
                .flatMap(p -> p.get().progress().stream())
                .findFirst()
                .orElseGet(() -> new ConsoleProgress(System.err));
    }
}
