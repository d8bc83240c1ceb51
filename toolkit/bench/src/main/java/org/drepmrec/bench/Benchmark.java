package org.drepmrec.bench;

import static org.drepmrec.bench.StepWork.Term.INTER;
import static org.drepmrec.bench.StepWork.Term.INTRA;
import static org.drepmrec.bench.StepWork.Term.SIGNAL;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.engine.Backend;
import org.drepmrec.eval.DotScorer;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.SharedOptions;
import org.drepmrec.model.baseline.LightGcn;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.model.recent.RecentModels;
import org.drepmrec.model.related.RelatedModels;
import org.drepmrec.train.EpochRecord;
import org.drepmrec.train.Trainer;

/**
 * Measures the toolkit at the size of Amazon Baby on data generated from a seed, and where a reference program is given, that
 * program on the same data right after.
 */
public final class Benchmark {

    static final long SEED = 999;

    /** Size of an embedding: the models' default. */
    static final int D = 64;

    /** Epochs that do not count: as many steps as {@link Steps} leaves out, and a few. */
    private static final int EPOCHS_BEFORE = 2;

    /** Rows of a batch: the models' default. */
    static final int BATCH = 2048;

    private static final int[] FACTORS = {1, 2, 4, 8};
    private static final String ON_DEVICE = "50 % of roofline, never slower";

    private final Builder options;
    private final List<String> engines;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Double> limits = new LinkedHashMap<>();
    private MultimodalDataset data;
    private DistinctNodes nodes;
    private Graphs graphs;
    private Reference program;
    private Reference.Figures reference;
    private String device;
    private boolean staysOnDevice;

    private Benchmark(Builder options) {
        this.options = options;
        this.engines = options.engine == null ? usualEngines(options.device) : List.of(options.engine);
    }

    /** Starts a benchmark of five rounds on the CPU. */
    public static Builder builder() {
        return new Builder();
    }

    /** Both; on a GPU PyTorch alone, since MXNet has no natives for today's. */
    static List<String> usualEngines(String device) {
        return device.toLowerCase(Locale.ROOT).startsWith("gpu") ? List.of("PyTorch") : List.of("PyTorch", "MXNet");
    }

    /** Measures. */
    public BenchReport run() {
        Optional<OtherWork> before = OtherWork.begin();
        limits();
        program = options.beside ? reference() : null;
        data = GeneratedShop.of(options.size, SEED);
        nodes = DistinctNodes.of(data.train(), BATCH);
        Set<Part> parts = options.parts == null ? Part.usual(staysOnDevice) : options.parts;
        if (parts.contains(Part.GRAPHS)) {
            graphs();
        }
        if (parts.contains(Part.STEP)) {
            engines.forEach(this::steps);
        }
        if (parts.contains(Part.EVAL)) {
            evaluation();
        }
        if (parts.contains(Part.LIGHTGCN)) {
            lightGcn();
        }
        graphs = null;
        if (parts.contains(Part.START)) {
            engines.forEach(this::start);
        }
        if (parts.contains(Part.MEMORY)) {
            engines.forEach(this::memory);
        }
        if (parts.contains(Part.FAMILY)) {
            engines.forEach(this::family);
        }
        if (parts.contains(Part.SCALE)) {
            engines.forEach(this::scale);
        }
        if (parts.contains(Part.GROWTH)) {
            new Growth(options.largest, options.device, options.rounds, this::add).measure(engines.get(0));
        }
        if (parts.contains(Part.SERVE)) {
            HttpLoad.measure(HttpLoad.model(engines.get(0))).forEach(this::add);
        }
        Map<String, Object> machine = Machine.describe();
        machine.put("other work", before.map(OtherWork::words).orElse("unknown"));
        machine.put("device", device);
        return new BenchReport(machine, data.toString(), limits, rows);
    }

    private void limits() {
        for (String engine : engines) {
            try (Backend backend = Backend.open(engine, options.device)) {
                limits.put(Roofline.product(engine), Machine.engineProduct(backend));
                limits.put(Roofline.memory(engine), Machine.engineMemory(backend));
                device = backend.device();
                staysOnDevice = backend.staysOnDevice();
            }
        }
        limits.put("product Java", Machine.javaProduct());
        limits.put("copy GB/s", Machine.copy());
    }

    /** The reference program, which on a CPU must multiply about as fast as an engine here: otherwise ratios say nothing. */
    private Reference reference() {
        Reference beside = new Reference(options.script, options.python, options.threads, device);
        if (!staysOnDevice) {
            double product = beside.product();
            double here = engines.stream()
                    .mapToDouble(engine -> limits.get(Roofline.product(engine)))
                    .max()
                    .orElseThrow();
            limits.put("product reference", product);
            Reference.requireFast(beside.python(), product, here);
        }
        return beside;
    }

    private void add(Row row) {
        rows.add(row);
        options.follower.accept(row);
    }

    private void graphs() {
        double gflop = 0;
        for (Modality m : data.modalities()) {
            gflop += 1e-9
                    * data.items()
                    * (double) data.items()
                    * data.features(m).dimension();
            gflop += 2e-9 * data.users() * (double) data.train().size();
        }
        double[] seconds = Stopwatch.rounds(
                options.rounds, () -> ChildRun.build(Graphs.builder(data).build()));
        add(Row.of("all relation graphs, k = 10", "Java", "s", seconds)
                .gflop(gflop)
                .reference(fromReference(Reference.Figures::graphs))
                .goal("6 times"));
    }

    /** A figure of the reference's steps, which run once. */
    private OptionalDouble fromReference(ToDoubleFunction<Reference.Figures> figure) {
        if (program == null) {
            return OptionalDouble.empty();
        }
        if (reference == null) {
            reference = program.steps(data, options.rounds);
        }
        return OptionalDouble.of(figure.applyAsDouble(reference));
    }

    private Graphs graphsOfData() {
        if (graphs == null) {
            graphs = Graphs.builder(data).build();
        }
        return graphs;
    }

    private void steps(String engine) {
        add(step(engine, "one step, all four losses", Map.of(), terms(INTRA, INTER, SIGNAL))
                .reference(fromReference(f -> 1000 * Reference.median(f.epochs()) / Reference.STEPS))
                .goal(staysOnDevice ? ON_DEVICE : engine.equalsIgnoreCase("PyTorch") ? "6 times" : "3 times"));
        add(step(engine, "  without intra-alignment", Map.of("alpha", "0"), terms(INTER, SIGNAL)));
        add(step(engine, "  without inter-alignment", Map.of("beta", "0"), terms(INTRA, SIGNAL)));
        add(step(engine, "  without similarity signal", Map.of("gamma", "0"), terms(INTRA, INTER)));
        Map<String, String> none = Map.of("alpha", "0", "beta", "0", "gamma", "0");
        add(step(engine, "  BPR alone", none, terms()));
    }

    private StepWork terms(StepWork.Term... some) {
        return new StepWork(data, nodes, Set.of(some));
    }

    private Row step(String engine, String work, Map<String, String> settings, StepWork count) {
        Recommender model = DRepMRec.builder(graphsOfData()).set(settings).build();
        double[] ms = Steps.milliseconds(model, engine, options.device, options.rounds * 4);
        return Row.of(work, engine, "ms", ms).gflop(count.gflop(staysOnDevice)).gbytes(count.gbytes());
    }

    private void evaluation() {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] users = ChildRun.normal(random, data.users() * D);
        float[] items = ChildRun.normal(random, data.items() * D);
        Evaluator evaluator = Evaluator.builder(data).build();
        double[] seconds = Stopwatch.rounds(options.rounds, () -> evaluator.evaluate(new DotScorer(D, users, items)));
        add(Row.of("one evaluation of all users", "Java", "s", seconds)
                .gflop(2e-9 * D * data.users() * data.items())
                .reference(fromReference(f -> Reference.median(f.evaluations())))
                .goal("3 times"));
    }

    private void lightGcn() {
        OptionalDouble beside = program == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(Reference.median(
                        program.lightGcn(data, Math.min(3, options.rounds)).epochs()));
        Graphs behavior = Graphs.builder(data.only()).build();
        for (String engine : engines) {
            double[] seconds = Trainer.builder(LightGcn.builder(behavior)
                            .set(SharedOptions.LAYERS, 2)
                            .build())
                    .epochs(options.rounds + EPOCHS_BEFORE)
                    .earlyStopping(options.rounds + EPOCHS_BEFORE)
                    .engine(engine)
                    .device(options.device)
                    .quiet()
                    .build()
                    .fit()
                    .epochs()
                    .stream()
                    .skip(EPOCHS_BEFORE)
                    .mapToDouble(EpochRecord::trainSeconds)
                    .toArray();
            StepWork count = new StepWork(data.only(), nodes, Set.of());
            double batches = Math.ceil((double) data.train().size() / BATCH);
            add(Row.of("LightGCN epoch", engine, "s", seconds)
                    .gflop(batches * count.gflop(staysOnDevice))
                    .gbytes(batches * count.gbytes())
                    .reference(beside)
                    .goal(staysOnDevice ? ON_DEVICE : "2 times"));
        }
    }

    private void start(String engine) {
        double[] seconds = new double[options.rounds];
        for (int r = 0; r < seconds.length; r++) {
            seconds[r] = Child.run("2g", "sample", "1", engine, options.device, "1", "0")
                    .get("start")[0];
        }
        add(Row.of("start to first step, sample shop", engine, "s", seconds).goal("under 5 s"));
    }

    private void memory(String engine) {
        memoryOfBaby(engine, 1200, "under 2500 MB");
        memoryOfBaby(engine, 800, "under 1500 MB");
        Map<String, double[]> clothing = Child.run("5g", "clothing", "1", engine, options.device, "1", "3");
        add(Row.of("peak memory, Clothing", engine, "MB", clothing.get("peak")).goal("under 8000 MB"));
        add(Row.of("graphs, Clothing", "Java", "s", clothing.get("graphs")).goal("under 90 s"));
    }

    /** In the larger heap the table of all cosines is held; in the smaller one each batch's are computed from the features. */
    private void memoryOfBaby(String engine, int heap, String goal) {
        String epochs = "" + options.memoryEpochs;
        Map<String, double[]> baby = Child.run(heap + "m", "baby", "1", engine, options.device, epochs, "0");
        add(Row.of("peak memory, Baby, heap of " + heap + " MB", engine, "MB", baby.get("peak"))
                .goal(goal));
        double[] resident = baby.get("epoch");
        double[] last = Arrays.copyOfRange(resident, Math.max(0, resident.length - 10), resident.length);
        double least = Arrays.stream(last).min().orElseThrow();
        double most = Arrays.stream(last).max().orElseThrow();
        add(Row.of(
                        "  spread over the last " + last.length + " of " + resident.length + " epochs",
                        engine,
                        "%",
                        100 * (most - least) / least)
                .goal("within 5 %"));
        add(Row.of("  epoch", engine, "s", baby.get("epoch-seconds")));
    }

    /** What is asked for by name and published elsewhere, each in a process of its own. An epoch is its steps, extrapolated. */
    private void family(String engine) {
        double batches = Math.ceil((double) ShopSize.SPORTS.train() / BATCH);
        List<ModelType> types = new ArrayList<>(new RelatedModels().types());
        types.addAll(new RecentModels().types());
        for (ModelType type : types) {
            Map<String, double[]> found =
                    Child.run("8g", "sports", "1", engine, options.device, "0", "" + 3 * options.rounds, type.name());
            Row step = Row.of("step, Sports, " + type.name(), engine, "ms", found.get("step"));
            add(step);
            add(Row.of("  processor time of a step", engine, "ms", found.get("processor")));
            add(Row.of("  epoch of " + (int) batches + " such steps", engine, "s", batches * step.seconds()));
            add(Row.of("  peak memory", engine, "MB", found.get("peak")));
        }
    }

    private void scale(String engine) {
        for (int factor : FACTORS) {
            Map<String, double[]> found =
                    Child.run("8g", "baby", "" + factor, engine, options.device, "1", "" + options.rounds);
            add(Row.of("graphs, Baby x " + factor, "Java", "s", found.get("graphs")));
            found.forEach((name, values) -> {
                if (name.startsWith(ChildRun.RECALL)) {
                    add(Row.of("  searched approximately, " + name.replace('-', ' '), "Java", "", values));
                }
            });
            add(Row.of("step, Baby x " + factor, engine, "ms", found.get("step")));
            add(Row.of("evaluation, Baby x " + factor, "Java", "s", found.get("evaluation")));
            add(Row.of("peak memory, Baby x " + factor, engine, "MB", found.get("peak")));
        }
    }

    /** Collects options, all with defaults. */
    public static final class Builder {

        private Set<Part> parts;
        private String engine;
        private String device = "cpu";
        private ShopSize size = ShopSize.BABY;
        private int rounds = 5;
        private int threads = Runtime.getRuntime().availableProcessors();
        private int memoryEpochs = 50;
        private int largest = 1_000_000;
        private boolean beside;
        private Path script;
        private String python;
        private Consumer<Row> follower = row -> {};

        private Builder() {}

        /** Measures only these parts; by default {@link Part#usual those of the device}. */
        public Builder only(Set<Part> wanted) {
            parts = EnumSet.copyOf(wanted);
            return this;
        }

        /** Measures only this engine; by default both, on a GPU PyTorch. */
        public Builder engine(String name) {
            engine = name;
            return this;
        }

        /** {@code cpu}, {@code gpu}, {@code gpu:1}, ..., {@code cpu:as-gpu}; {@code cpu} by default. */
        public Builder device(String name) {
            device = name;
            return this;
        }

        /** Rounds of each work; 5 by default. */
        public Builder rounds(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("rounds: found " + count + ", expected at least 1");
            }
            rounds = count;
            return this;
        }

        /** Threads that the reference may use; as many as there are cores by default. */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads: found " + count + ", expected at least 1");
            }
            threads = count;
            return this;
        }

        /** Epochs of the training whose memory is watched; 50 by default. */
        public Builder memoryEpochs(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("memory-epochs: found " + count + ", expected at least 1");
            }
            memoryEpochs = count;
            return this;
        }

        /** Items up to which growth is measured; 1,000,000 by default. */
        public Builder largest(int items) {
            if (items < Growth.LEAST) {
                throw new IllegalArgumentException("largest: found " + items + ", expected at least " + Growth.LEAST);
            }
            largest = items;
            return this;
        }

        /** A data set of another size than Baby's. */
        Builder size(ShopSize other) {
            size = other;
            return this;
        }

        /**
         * Runs a reference program beside, on the same device; none by default.
         *
         * @param program null for the one that comes with the benchmark
         * @param interpreter the Python for it; null finds one that has torch
         */
        public Builder reference(Path program, String interpreter) {
            beside = true;
            script = program;
            python = interpreter;
            return this;
        }

        /** Hears of each row as soon as it is measured. */
        public Builder follower(Consumer<Row> listener) {
            follower = listener;
            return this;
        }

        /** Makes the benchmark. */
        public Benchmark build() {
            return new Benchmark(this);
        }
    }
}
