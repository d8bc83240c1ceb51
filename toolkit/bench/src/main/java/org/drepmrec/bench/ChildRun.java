package org.drepmrec.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.engine.HostProcess;
import org.drepmrec.eval.DotScorer;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Models;
import org.drepmrec.model.OpenModel;
import org.drepmrec.model.Recommender;
import org.drepmrec.model.Representations;
import org.drepmrec.model.drepmrec.DRepMRec;
import org.drepmrec.train.EpochRecord;
import org.drepmrec.train.Trainer;
import org.drepmrec.train.TrainingListener;

/**
 * A training in a virtual machine of its own, whose memory and start can be measured. Prints one {@code NAME VALUE} a line:
 * seconds of {@code graphs} and {@code evaluation}, the {@code recall} of each approximate graph by its name, milliseconds of each {@code step}, seconds since the machine's start at
 * the {@code first-step}, resident megabytes after each {@code epoch}, its {@code epoch-seconds} of training, and the {@code peak} of the megabytes.
 */
public final class ChildRun {

    /** Parts of a row of visual features, for models of regions. */
    private static final int REGIONS = 16;

    /** What the name of a recall begins with. */
    static final String RECALL = "recall-";

    private ChildRun() {}

    /**
     * Runs.
     *
     * @param arguments the shop ({@code sample}, {@code baby}, {@code sports} or {@code clothing}), a factor on its size, engine, device
     *     ({@code auto} for the default), epochs, and steps, which are timed instead of epochs where they are above 0; then a model
     *     by name, of which steps alone are timed
     */
    public static void main(String[] arguments) {
        HostProcess.quietLogs();
        HostProcess.tune();
        int steps = Integer.parseInt(arguments[5]);
        MultimodalDataset data = data(arguments[0], Integer.parseInt(arguments[1]));
        if (arguments.length > 6) {
            steps(Models.type(arguments[6]), data, arguments[2], arguments[3], steps);
            return;
        }
        Graphs graphs = Graphs.builder(data).build();
        print("graphs", Stopwatch.seconds(() -> build(graphs)));
        graphs.approximations().forEach((graph, how) -> print(RECALL + graph.replace(' ', '-'), how.recall()));
        Recommender model = DRepMRec.builder(graphs).build();
        if (steps > 0) {
            for (double ms : Steps.milliseconds(model, arguments[2], arguments[3], steps)) {
                print("step", ms);
            }
            print("evaluation", Stopwatch.seconds(() -> evaluate(data)));
        } else {
            Trainer.builder(model)
                    .epochs(Integer.parseInt(arguments[4]))
                    .earlyStopping(Integer.parseInt(arguments[4]))
                    .engine(arguments[2])
                    .device(arguments[3])
                    .quiet()
                    .listener(new Reporter())
                    .build()
                    .fit();
        }
        print("peak", megabytes("VmHWM"));
    }

    private static void steps(ModelType type, MultimodalDataset data, String engine, String device, int steps) {
        Features visual = data.features(Modality.VISUAL);
        MultimodalDataset fit = type.readsRegions()
                ? data.replaced(
                        Modality.VISUAL,
                        new Features(visual.rows(), visual.dimension(), REGIONS, visual.values()),
                        "regions")
                : data;
        ModelSteps done =
                ModelSteps.run(type.builder(Graphs.builder(fit).build()).build(), engine, device, steps);
        done.wall().forEach(ms -> print("step", ms));
        done.processor().forEach(ms -> print("processor", ms));
        print("peak", megabytes("VmHWM"));
    }

    private static MultimodalDataset data(String name, int factor) {
        return switch (name) {
            case "sample" -> Datasets.sample();
            case "baby" -> GeneratedShop.of(ShopSize.BABY.times(factor), Benchmark.SEED);
            case "sports" -> GeneratedShop.of(ShopSize.SPORTS.times(factor), Benchmark.SEED);
            case "clothing" -> GeneratedShop.of(ShopSize.CLOTHING.times(factor), Benchmark.SEED);
            default ->
                throw new IllegalArgumentException(
                        "shop: found " + name + ", expected sample, baby, sports or clothing");
        };
    }

    /** All relation graphs. */
    static void build(Graphs graphs) {
        for (Modality modality : graphs.data().modalities()) {
            for (Side side : Side.values()) {
                graphs.relation(side, modality);
            }
        }
    }

    /** One evaluation of all users on the test split, of embeddings of 64 numbers drawn from a seed. */
    static void evaluate(MultimodalDataset data) {
        SplittableRandom random = new SplittableRandom(Benchmark.SEED);
        float[] users = normal(random, data.users() * Benchmark.D);
        float[] items = normal(random, data.items() * Benchmark.D);
        Evaluator.builder(data).build().evaluate(new DotScorer(Benchmark.D, users, items));
    }

    static float[] normal(SplittableRandom random, int n) {
        float[] values = new float[n];
        for (int k = 0; k < n; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return values;
    }

    static void print(String name, double value) {
        System.out.println(name + " " + value);
        System.out.flush();
    }

    /** A figure of this process from Linux's /proc, in MB; NaN elsewhere. */
    static double megabytes(String key) {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(l -> l.startsWith(key + ":"))
                    .mapToDouble(l -> Double.parseDouble(l.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static final class Reporter implements TrainingListener {

        @Override
        public void batchDone(int epoch, int batch, int batches, double loss) {
            if (epoch == 0 && batch == 0) {
                print("first-step", ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
            }
        }

        @Override
        public void epochDone(EpochRecord epoch, OpenModel model, Representations representations) {
            print("epoch", megabytes("VmRSS"));
            print("epoch-seconds", epoch.trainSeconds());
        }
    }
}
