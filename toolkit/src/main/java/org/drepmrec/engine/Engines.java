package org.drepmrec.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.util.Platform;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines of DJL, by name or by default. */
final class Engines {

    private static final String DEFAULT = Backend.DEFAULT_ENGINE;
    private static final String INSTEAD = "PyTorch";
    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

    private static Engine byDefault;

    private Engines() {}

    /** An engine that is not on the class path, or whose native library is not there or cannot be loaded. */
    static final class NotAvailable extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        NotAvailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The engine that is used when nothing is said: where MXNet is not available, PyTorch, and a warning says so once. */
    static synchronized Engine byDefault() {
        if (byDefault == null) {
            try {
                byDefault = named(DEFAULT);
            } catch (NotAvailable e) {
                byDefault = instead(e);
            }
        }
        return byDefault;
    }

    private static Engine instead(NotAvailable missing) {
        try {
            Engine engine = named(INSTEAD);
            LOG.warn("{}; taking {} {}", missing.getMessage(), INSTEAD, engine.getVersion());
            return engine;
        } catch (NotAvailable e) {
            throw new NotAvailable(missing.getMessage() + "; and " + e.getMessage(), missing);
        }
    }

    /** The engine of a name, in any case. */
    static Engine named(String name) {
        TreeSet<String> all = new TreeSet<>(Engine.getAllEngines());
        String found = all.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new NotAvailable(
                        "engine: found \"" + name + "\", expected one of those on the class path: " + all, null));
        if (found.equals("MXNet")) {
            HostProcess.requireNumber("OMP_NUM_THREADS", System.getenv("OMP_NUM_THREADS"));
        }
        try {
            return Engine.getEngine(found);
        } catch (EngineException | IllegalStateException | LinkageError e) {
            throw new NotAvailable(
                    "engine " + found + ": "
                            + platformWithoutNatives(found)
                                    .map(platform -> "found no native library for " + platform + " on the class path,"
                                            + " expected one; see environment/KERNEL.md, or choose another engine")
                                    .orElseGet(() -> NativesCache.whyNotLoaded(e)),
                    e);
        }
    }

    /** This platform if the class path has no natives of an engine for it. */
    private static Optional<String> platformWithoutNatives(String engine) {
        try {
            Platform platform = Platform.detectPlatform(engine.toLowerCase(Locale.ROOT));
            return Optional.of(platform).filter(Platform::isPlaceholder).map(Platform::getClassifier);
        } catch (AssertionError e) {
            // So DJL refuses a system that none of its natives are for.
            return Optional.of(System.getProperty("os.name") + " on " + System.getProperty("os.arch"));
        }
    }
}
