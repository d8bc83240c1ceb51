package org.drepmrec.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.drepmrec.code.CodeFingerprint;
import org.drepmrec.data.CategorizedCatalogue;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Split;
import org.drepmrec.engine.Backend;
import org.drepmrec.eval.Evaluation;
import org.drepmrec.io.LockFile;
import org.drepmrec.io.Sha256;
import org.drepmrec.model.ClosedForm;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Representations;
import org.drepmrec.option.Options;
import org.drepmrec.train.Checkpoints;
import org.drepmrec.train.EpochRecord;
import org.drepmrec.train.NotFiniteException;
import org.drepmrec.train.ProgressProvider;
import org.drepmrec.train.RunProvenance;
import org.drepmrec.train.StatusLine;
import org.drepmrec.train.StopReason;
import org.drepmrec.train.TrainOptions;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;
import org.drepmrec.train.TrainingCode;
import org.drepmrec.train.TrainingListener;

/**
 * Performs runs, each once: it reads those that a store already holds, and waits for those in progress in other
 * processes.
 *
 * <p>Interrupting the thread stops after the current batch; repeating the call resumes from there. A store also keeps a
 * checkpoint of a run in progress, unless the run has probes.
 */
public final class Runner {

    private static final long MILLIS_BETWEEN_LOOKS = 250;

    private final MultimodalDataset data;
    private final RunStore store;
    private final String engine;
    private final String device;
    private final boolean keepModels;
    private final Duration betweenCheckpoints;
    private final StatusLine line;
    private final GraphsPool graphs;
    private final Map<String, RunRecord> memory = new ConcurrentHashMap<>();
    private String base;
    private Map<String, String> place;

    private Runner(Builder b) {
        data = b.data;
        store = b.store;
        engine = b.engine;
        device = b.device;
        keepModels = b.keepModels;
        betweenCheckpoints = b.betweenCheckpoints;
        line = b.quiet ? null : ProgressProvider.findLine();
        graphs = new GraphsPool(data, store == null ? null : store.graphs());
    }

    private Runner(Runner like, MultimodalDataset other) {
        data = other;
        store = like.store;
        engine = like.engine;
        device = like.device;
        keepModels = like.keepModels;
        betweenCheckpoints = like.betweenCheckpoints;
        line = like.line;
        graphs = new GraphsPool(data, store == null ? null : store.graphs());
    }

    /** Starts a runner on a data set. */
    public static Builder builder(MultimodalDataset data) {
        return new Builder(data);
    }

    /** A runner with the same settings, and the same store if there is one, on other data. */
    public Runner on(MultimodalDataset other) {
        return new Runner(this, other);
    }

    /** The data set. */
    public MultimodalDataset data() {
        return data;
    }

    /** As {@link #run(List)}, for one. */
    public RunRecord run(RunSpec spec) {
        return run(List.of(spec)).get(0);
    }

    /**
     * Performs the missing runs and returns all, in the order of the specifications. All specifications are checked
     * before the first run.
     *
     * @throws IllegalArgumentException if a setting is unknown to a run's model, or its value is not acceptable
     * @throws org.drepmrec.io.DataException if a stored run is damaged or the store cannot be written
     * @throws CancellationException if the thread is interrupted
     */
    public List<RunRecord> run(List<RunSpec> specs) {
        Map<String, RunSpec> pending = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>();
        for (RunSpec spec : specs) {
            String key = key(spec);
            keys.add(key);
            pending.putIfAbsent(key, spec);
        }
        Map<String, RunRecord> done = new LinkedHashMap<>();
        int total = pending.size();
        RunProgress progress = new RunProgress(line == null ? new Silent() : line, total);
        collect(pending, done);
        progress.found(done.size(), ofOtherCode(pending));
        try {
            while (!pending.isEmpty()) {
                if (Thread.interrupted()) {
                    throw new CancellationException("interrupted");
                }
                if (!advance(pending, done, progress)) {
                    Thread.sleep(MILLIS_BETWEEN_LOOKS);
                }
            }
        } catch (InterruptedException | CancellationException e) {
            CancellationException stop = new CancellationException("interrupted; " + done.size() + " of " + total
                    + " runs are done" + (store == null ? "" : " and stored") + ", the same call goes on from there");
            stop.initCause(e);
            throw stop;
        }
        List<RunRecord> all = new ArrayList<>();
        for (int k = 0; k < keys.size(); k++) {
            all.add(done.get(keys.get(k)).as(specs.get(k)));
        }
        return all;
    }

    private long ofOtherCode(Map<String, RunSpec> pending) {
        if (store == null || pending.isEmpty()) {
            return 0;
        }
        OtherCode other = new OtherCode(store, data.fingerprint(), place());
        return pending.values().stream()
                .mapToLong(spec -> other.count(spec, setup(spec)))
                .sum();
    }

    /** Moves what is there already from the pending ones to the done ones. */
    private void collect(Map<String, RunSpec> pending, Map<String, RunRecord> done) {
        for (Iterator<Map.Entry<String, RunSpec>> all = pending.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, RunSpec> next = all.next();
            find(next.getValue(), next.getKey()).ifPresent(found -> {
                done.put(next.getKey(), found);
                all.remove();
            });
        }
    }

    /** Goes once through the pending runs and does those that nobody else is doing; false if there was none. */
    private boolean advance(Map<String, RunSpec> pending, Map<String, RunRecord> done, RunProgress progress) {
        boolean moved = false;
        for (Iterator<Map.Entry<String, RunSpec>> all = pending.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, RunSpec> next = all.next();
            Optional<RunRecord> run = find(next.getValue(), next.getKey());
            if (run.isPresent()) {
                progress.taken();
            } else {
                run = attempt(next.getValue(), next.getKey(), progress);
            }
            if (run.isPresent()) {
                done.put(next.getKey(), run.get());
                all.remove();
                moved = true;
            } else {
                progress.waiting(next.getValue(), store.owner(next.getValue(), next.getKey()));
            }
        }
        return moved;
    }

    private Optional<RunRecord> find(RunSpec spec, String key) {
        return store == null
                ? Optional.ofNullable(memory.get(key)).map(r -> r.as(spec))
                : store.find(spec, key, data, keepModels);
    }

    private Optional<RunRecord> attempt(RunSpec spec, String key, RunProgress progress) {
        if (store == null) {
            RunRecord run = train(spec, key, progress);
            memory.put(key, run);
            return Optional.of(run);
        }
        Optional<LockFile> lock = store.tryLock(spec, key);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try {
            // Its last holder may have stored it between the look and the lock.
            Optional<RunRecord> stored = find(spec, key);
            if (stored.isPresent()) {
                progress.taken();
                return stored;
            }
            return Optional.of(store.put(train(spec, key, progress), data, keepModels));
        } finally {
            lock.get().close();
        }
    }

    private RunRecord train(RunSpec spec, String key, RunProgress progress) {
        long begin = System.nanoTime();
        progress.begin(spec);
        Setup setup = setup(spec);
        List<Probe> probes =
                spec.probes().stream().map(p -> Probes.create(p, setup.model())).toList();
        List<Map<String, Double>> measured = new ArrayList<>();
        if (store != null && probes.isEmpty()) {
            // Probes measure every epoch, so a run with probes cannot resume.
            setup.trainer()
                    .checkpoints(Checkpoints.in(store.checkpoint(spec, key))
                            .every(betweenCheckpoints)
                            .withoutResult());
        }
        Trainer trainer = setup.trainer()
                .engine(engine)
                .device(device)
                .silent() // records keep the warnings, and reports tell them as notes
                .listener(progress)
                .listener(new TrainingListener() {
                    @Override
                    public void epochDone(EpochRecord e, OpenModel model, Representations representations) {
                        Map<String, Double> values = new LinkedHashMap<>();
                        probes.forEach(p -> values.putAll(p.measure(e, model, representations)));
                        measured.add(values);
                    }
                })
                .build();
        RunRecord run;
        try {
            TrainedModel trained = trainer.fit();
            if (trained.stopReason() == StopReason.INTERRUPTED) {
                throw new CancellationException("interrupted");
            }
            run = new RunRecord(
                    spec,
                    key,
                    RunRecord.Status.FINISHED,
                    trained.provenance(),
                    trained.metricValues(),
                    perUser(trained),
                    trained.epochs(),
                    measured,
                    trained.warnings(),
                    (System.nanoTime() - begin) / 1e9,
                    keepModels ? () -> trained : null);
        } catch (NotFiniteException e) {
            run = failed(spec, key, setup, e.getMessage(), (System.nanoTime() - begin) / 1e9);
        }
        progress.end(run);
        return run;
    }

    private RunRecord failed(RunSpec spec, String key, Setup setup, String why, double seconds) {
        Map<String, String> environment = new LinkedHashMap<>(place());
        environment.putAll(TrainingCode.of(setup.model()));
        RunProvenance provenance = new RunProvenance(
                spec.model(),
                Map.of("name", data.name(), "fingerprint", data.fingerprint()),
                setup.areas().get("graphs").asMap(),
                setup.areas().get("model").asMap(),
                setup.areas().get("training").asMap(),
                environment);
        return new RunRecord(
                spec,
                key,
                RunRecord.Status.FAILED,
                provenance,
                Map.of(),
                new RunRecord.PerUser(new int[0], Map.of()),
                List.of(),
                List.of(),
                List.of(why),
                seconds,
                null);
    }

    private static RunRecord.PerUser perUser(TrainedModel trained) {
        if (!trained.evaluatedSplits().contains(Split.TEST)) {
            return new RunRecord.PerUser(new int[0], Map.of());
        }
        Evaluation test = trained.evaluation(Split.TEST);
        return new RunRecord.PerUser(test.users(), test.perUser());
    }

    private Setup setup(RunSpec spec) {
        Map<String, String> settings = new LinkedHashMap<>(spec.settings());
        settings.put(TrainOptions.SEED.key(), Long.toString(spec.seed()));
        return Setup.of(spec.model(), settings, graphs::get);
    }

    /**
     * SHA-256 over everything that determines a run: interactions, features, categories where the model reads them, resolved options of graphs, model and
     * training, seed, probes; the code of the model, of the toolkit below it and of the probes; engine, its version and
     * DJL's, kind of device, architecture of the processor. A model with nothing to train depends neither on the engine
     * nor on training, and on the seed only if it is random: its runs with several seeds are one.
     *
     * @throws IllegalArgumentException if a setting is unknown to the model, or its value is not acceptable
     */
    public String key(RunSpec spec) {
        Setup setup = setup(spec);
        Map<String, Options> areas = setup.areas();
        Optional<ClosedForm> form = setup.model().type().closedForm();
        if (form.isPresent()) {
            return keyOfComputed(spec, setup, form.get());
        }
        Sha256 hash = new Sha256()
                .add("run 3")
                .add(base())
                .add(place().get("engine"))
                .add(place().get("engineVersion"))
                .add(place().get("djl"))
                .add(place().get("device").replaceFirst(":\\d+$", ""))
                .add(System.getProperty("os.arch"))
                .add(TrainingCode.of(setup.model()).get(TrainingCode.FINGERPRINT))
                .add(spec.model())
                .add(areas.get("graphs").asMap().toString())
                .add(areas.get("model").asMap().toString())
                .add(areas.get("training").asMap().toString())
                .add(spec.probes().toString());
        spec.probes().forEach(p -> hash.add(CodeFingerprint.of(Probes.require(p).getClass())));
        if (setup.model().type().readsCategories() && data.catalogue() instanceof CategorizedCatalogue items) {
            IntStream.range(0, data.items())
                    .forEach(i -> hash.add(items.category(i).orElse("")));
        }
        return hash.hex();
    }

    private String keyOfComputed(RunSpec spec, Setup setup, ClosedForm form) {
        Options training = setup.areas().get("training");
        return new Sha256()
                .add("computed 1")
                .add(base())
                .add(System.getProperty("os.arch"))
                .add(TrainingCode.of(setup.model()).get(TrainingCode.FINGERPRINT))
                .add(spec.model())
                .add(setup.areas().get("graphs").asMap().toString())
                .add(setup.areas().get("model").asMap().toString())
                .add(training.get(TrainOptions.MASK).toString())
                .add(training.get(TrainOptions.STOP_CUTOFF))
                .add(form.random() ? Long.toString(spec.seed()) : "any seed")
                .hex();
    }

    private synchronized String base() {
        if (base == null) {
            Sha256 hash = new Sha256().add(data.fingerprint());
            data.modalities().forEach(m -> data.features(m).addTo(hash.add(m.name())));
            base = hash.hex();
        }
        return base;
    }

    private synchronized Map<String, String> place() {
        if (place == null) {
            try (Backend backend = Backend.open(engine, device)) {
                place = Map.of(
                        "djl",
                        Backend.djlVersion(),
                        "engine",
                        backend.engine(),
                        "engineVersion",
                        backend.engineVersion(),
                        "device",
                        backend.device());
            }
        }
        return place;
    }

    private static final class Silent implements StatusLine {

        @Override
        public void update(String text, double share) {}

        @Override
        public void milestone(String text, double share) {}
    }

    /** Collects what runs share. */
    public static final class Builder {

        private final MultimodalDataset data;
        private RunStore store;
        private String engine;
        private String device;
        private boolean keepModels;
        private Duration betweenCheckpoints = Duration.ofMinutes(1);
        private boolean quiet;

        private Builder(MultimodalDataset data) {
            this.data = data;
        }

        /** Keeps runs in a folder; without one they are kept in memory, by this runner only. */
        public Builder store(Path folder) {
            return store(folder == null ? null : RunStore.at(folder));
        }

        /** Keeps runs in a store; without one they are kept in memory, by this runner only. */
        public Builder store(RunStore runs) {
            this.store = runs;
            return this;
        }

        /** {@code MXNet} or {@code PyTorch}; by default see {@link Backend}. */
        public Builder engine(String name) {
            this.engine = name;
            return this;
        }

        /** {@code cpu}, {@code gpu}, {@code gpu:1}; by default a GPU if the engine sees one. */
        public Builder device(String name) {
            this.device = name;
            return this;
        }

        /**
         * Whether trained models are kept beside the records; not by default, for they are large. A run that was stored
         * without its model is then done once more.
         */
        public Builder keepModels(boolean keep) {
            this.keepModels = keep;
            return this;
        }

        /** Writes at most one checkpoint of a run in progress per this much time; one minute by default. */
        public Builder betweenCheckpoints(Duration time) {
            this.betweenCheckpoints = time;
            return this;
        }

        /** Shows no progress. */
        public Builder quiet() {
            return quiet(true);
        }

        /** Whether no progress is shown; by default it is shown as {@link ProgressProvider#findLine} says. */
        public Builder quiet(boolean silent) {
            this.quiet = silent;
            return this;
        }

        /** Makes the runner. */
        public Runner build() {
            return new Runner(this);
        }
    }
}
