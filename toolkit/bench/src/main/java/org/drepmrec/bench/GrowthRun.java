package org.drepmrec.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.drepmrec.data.Features;
import org.drepmrec.data.Interactions;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.data.io.Datasets;
import org.drepmrec.engine.HostProcess;
import org.drepmrec.eval.DotScorer;
import org.drepmrec.eval.Evaluator;
import org.drepmrec.graph.Graphs;
import org.drepmrec.graph.NeighborSearch;
import org.drepmrec.graph.similarity.Approximation;
import org.drepmrec.io.Folders;
import org.drepmrec.io.NpyMap;
import org.drepmrec.model.Models;
import org.drepmrec.sparse.DenseProduct;

/**
 * One size of {@link Growth} in a virtual machine of its own. Prints one {@code NAME VALUE} a line: wall {@code seconds} and
 * {@code processor} seconds of the work, or milliseconds of each {@code step} of a training, resident megabytes at their
 * {@code peak} and those of {@code file} pages at the end.
 */
final class GrowthRun {

    /** Users who are evaluated, at most. */
    private static final int EVALUATED = 4096;

    /** Training items of a user; then one for validation and one for the test. */
    private static final int TRAIN = SpreadRows.OF_USER - 2;

    private static final int SIDE = 1536;
    private static final int PRODUCTS = 4;

    private GrowthRun() {}

    /**
     * Runs.
     *
     * @param arguments the work, the number of items, and for training engine, device, steps and model, for an evaluation rounds
     */
    public static void main(String[] arguments) throws IOException {
        HostProcess.quietLogs();
        HostProcess.tune();
        int items = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("drepmrec-growth");
        try {
            switch (arguments[0]) {
                case "items" -> items(items, folder);
                case "users" -> users(items);
                case "reading" -> reading(items, folder);
                case "training" ->
                    training(items, arguments[2], arguments[3], Integer.parseInt(arguments[4]), arguments[5]);
                case "evaluation" -> evaluation(items, Integer.parseInt(arguments[2]));
                default ->
                    throw new IllegalArgumentException(
                            "work: found " + arguments[0] + ", expected items, users, reading, training or evaluation");
            }
            ChildRun.print("peak", ChildRun.megabytes("VmHWM"));
            ChildRun.print("file", ChildRun.megabytes("RssFile"));
        } finally {
            Folders.delete(folder);
        }
    }

    private static void time(Runnable work) {
        double processor = Stopwatch.processorSeconds(() -> ChildRun.print("seconds", Stopwatch.seconds(work)));
        ChildRun.print("processor", processor);
    }

    /** Features lie in a file of float16 that is mapped, at any size. */
    private static void items(int items, Path folder) throws IOException {
        Path file = folder.resolve(Modality.TEXTUAL.fileName());
        ShopSize size = ShopSize.grown(items);
        HalfFile.write(file, GeneratedRows.textual(size.textual(), size.categories(), Benchmark.SEED), items);
        Features mapped = new Features(NpyMap.above(0, file).orElseThrow());
        Interactions none = new Interactions(1, items, new int[0], new int[0]);
        search(
                MultimodalDataset.builder("items-" + items, 1, items)
                        .train(none)
                        .validation(none)
                        .test(none)
                        .features(Modality.TEXTUAL, mapped)
                        .build(),
                Side.ITEM);
    }

    private static void users(int items) {
        search(GeneratedShop.of(ShopSize.grown(items), Benchmark.SEED), Side.USER);
    }

    private static void search(MultimodalDataset data, Side side) {
        Graphs graphs = Graphs.builder(data).search(NeighborSearch.APPROXIMATE).build();
        time(() -> graphs.nearest(side, Modality.TEXTUAL));
        Approximation how =
                graphs.nearest(side, Modality.TEXTUAL).approximation().orElseThrow();
        ChildRun.print("recall", how.recall());
        ChildRun.print("probes", how.probes());
        ChildRun.print("lists", how.lists());
    }

    private static void reading(int items, Path folder) throws IOException {
        int users = ShopSize.grown(items).users();
        SpreadRows rows = new SpreadRows(items);
        try (Writer out = Files.newBufferedWriter(folder.resolve("grown.inter"))) {
            out.write("userID\titemID\tx_label\n");
            for (int u = 0; u < users; u++) {
                for (int k = 0; k < SpreadRows.OF_USER; k++) {
                    out.write(u + "\t" + rows.item(u, k) + "\t" + Math.max(0, k - TRAIN + 1) + "\n");
                }
            }
        }
        time(() -> Datasets.load("grown", folder));
    }

    /** A step costs the same with any ten neighbors, so few of the nearest are asked for. */
    private static void training(int items, String engine, String device, int steps, String model) {
        Graphs graphs = Graphs.builder(GeneratedShop.of(ShopSize.grown(items), Benchmark.SEED))
                .search(NeighborSearch.APPROXIMATE)
                .recall(0.01)
                .build();
        ModelSteps done = ModelSteps.run(Models.type(model).builder(graphs).build(), engine, device, steps);
        done.wall().forEach(ms -> ChildRun.print("step", ms));
        done.processor().forEach(ms -> ChildRun.print("processor", ms));
    }

    /** Some users against all items, in turn with a square product. */
    private static void evaluation(int items, int rounds) {
        int users = ShopSize.grown(items).users();
        int evaluated = Math.min(EVALUATED, users);
        SpreadRows rows = new SpreadRows(items);
        MultimodalDataset data = MultimodalDataset.builder("grown-" + items, users, items)
                .train(pairs(rows, users, items, users, 0, TRAIN))
                .validation(pairs(rows, users, items, 0, 0, 0))
                .test(pairs(rows, users, items, evaluated, TRAIN, 1))
                .build();
        SplittableRandom random = new SplittableRandom(Benchmark.SEED);
        DotScorer scorer = new DotScorer(
                Benchmark.D,
                ChildRun.normal(random, users * Benchmark.D),
                ChildRun.normal(random, items * Benchmark.D));
        Evaluator evaluator = Evaluator.builder(data).build();
        float[] square = ChildRun.normal(random, SIDE * SIDE);
        evaluator.evaluate(scorer);
        products(square);
        ChildRun.print("users", evaluated);
        for (int round = 0; round < rounds; round++) {
            time(() -> evaluator.evaluate(scorer));
            ChildRun.print(
                    "product",
                    2e-9 * SIDE * SIDE * SIDE * PRODUCTS / Stopwatch.processorSeconds(() -> products(square)));
        }
    }

    private static void products(float[] square) {
        float[] out = new float[square.length];
        for (int p = 0; p < PRODUCTS; p++) {
            DenseProduct.JAVA.multiply(square, 0, SIDE, square, 0, SIDE, SIDE, out);
        }
    }

    /** So many items of each of the first users, from the k-th on. */
    private static Interactions pairs(SpreadRows rows, int users, int items, int first, int from, int count) {
        int[] user = new int[first * count];
        Arrays.setAll(user, e -> e / count);
        int[] item = IntStream.range(0, user.length)
                .map(e -> rows.item(e / count, from + e % count))
                .toArray();
        return new Interactions(users, items, user, item);
    }
}
