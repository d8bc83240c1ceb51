package org.drepmrec.train;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Shows progress somewhere, for example on a notebook's page; found at run time by {@link ServiceLoader}. */
public interface ProgressProvider {

    /** A listener that shows a training there, or empty if this program does not run there. */
    Optional<TrainingListener> progress();

    /** One line there for a job of many trainings, or empty if this program does not run there. */
    default Optional<StatusLine> line() {
        return Optional.empty();
    }

    /**
     * How a training shows its progress when nothing else is said: where the first provider that answers shows it, else on
     * {@code System.err}. The system property {@code drepmrec.progress=off} silences it.
     */
    static TrainingListener find() {
        if ("off".equals(System.getProperty("drepmrec.progress"))) {
            return new TrainingListener() {};
        }
        return providers()
                .flatMap(p -> p.progress().stream())
                .findFirst()
                .orElseGet(() -> new ConsoleProgress(System.err));
    }

    /** As {@link #find}, for a job of many trainings. */
    static StatusLine findLine() {
        if ("off".equals(System.getProperty("drepmrec.progress"))) {
            return new StatusLine() {
                @Override
                public void update(String text, double share) {}

                @Override
                public void milestone(String text, double share) {}
            };
        }
        return providers().flatMap(p -> p.line().stream()).findFirst().orElseGet(() -> StatusLine.on(System.err));
    }

    private static Stream<ProgressProvider> providers() {
        return ServiceLoader.load(ProgressProvider.class, ProgressProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get);
    }
}
