package org.drepmrec.bench;

import java.util.Map;
import java.util.function.Consumer;

/**
 * How time and memory grow up to a number of items, a million unless asked otherwise, each size in a process of its own. Neighbors
 * of items are searched at a sixteenth, an eighth, ... of that number; reading, evaluation and training are measured on a
 * {@linkplain ShopSize#grown shop} of a fifth, for a million items that of 500,000 users, 200,000 items and 5 million rows.
 * Exponents are those of processor time, which depends little on what else is running.
 */
final class Growth {

    /** The least number of items: a fortieth of them still has some categories and more items than neighbors. */
    static final int LEAST = 8_000;

    private static final int SHOP = 5;

    /** Parts of the largest number of items whose shops' users are searched; all users of the shop take long. */
    private static final int[] SEARCHED = {40, 20};

    private final int largest;
    private final String device;
    private final int rounds;
    private final Consumer<Row> add;

    Growth(int largest, String device, int rounds, Consumer<Row> add) {
        this.largest = largest;
        this.device = device;
        this.rounds = rounds;
        this.add = add;
    }

    void measure(String engine) {
        ShopSize shop = ShopSize.grown(largest / SHOP);
        reading(shop);
        evaluation(shop);
        training(shop, engine, "LightGCN", "4g");
        training(shop, engine, "DRepMRec", "6g");
        users(shop);
        items();
    }

    private static Map<String, double[]> run(String heap, Object... arguments) {
        String[] words = new String[arguments.length];
        for (int a = 0; a < words.length; a++) {
            words[a] = arguments[a].toString();
        }
        return Child.run(GrowthRun.class, heap, words);
    }

    private void row(String work, String engine, String unit, double... values) {
        add.accept(Row.of(work, engine, unit, values));
    }

    private void reading(ShopSize shop) {
        Map<String, double[]> found = run("512m", "reading", shop.items());
        row("reading " + shop.users() * SpreadRows.OF_USER + " rows", "Java", "s", found.get("seconds"));
        row("  processor time", "Java", "s", found.get("processor"));
        row("  peak memory, heap of 512 MB", "Java", "MB", found.get("peak"));
    }

    private void evaluation(ShopSize shop) {
        Map<String, double[]> found = run("2g", "evaluation", shop.items(), rounds);
        double users = found.get("users")[0];
        double gflop = 2e-9 * users * shop.items() * Benchmark.D;
        Row wall = Row.of(
                        "evaluation of " + (int) users + " of " + shop.users() + " users, " + shop.items() + " items",
                        "Java",
                        "s",
                        found.get("seconds"))
                .gflop(gflop);
        Row processor = Row.of("  processor time", "Java", "s", found.get("processor"));
        add.accept(wall);
        add.accept(processor);
        row(
                "  speed as a share of a product's, by processor time",
                "Java",
                "%",
                100
                        * gflop
                        / processor.median()
                        / Row.of("", "", "", found.get("product")).median());
        row("  all users, extrapolated", "Java", "s", wall.median() * shop.users() / users);
        row("  peak memory, heap of 2 GB", "Java", "MB", found.get("peak"));
    }

    /** An epoch is its steps, extrapolated. */
    private void training(ShopSize shop, String engine, String model, String heap) {
        Map<String, double[]> found = run(heap, "training", shop.items(), engine, device, rounds, model);
        Row step = Row.of(
                "step, " + shop.users() + " users, " + shop.items() + " items, " + model,
                engine,
                "ms",
                found.get("step"));
        double batches = Math.ceil((double) shop.train() / Benchmark.BATCH);
        add.accept(step);
        row("  processor time of a step", engine, "ms", found.get("processor"));
        row("  epoch of " + (int) batches + " such steps", engine, "s", batches * step.seconds());
        row("  peak memory, heap of " + heap, engine, "MB", found.get("peak"));
    }

    private void users(ShopSize shop) {
        double before = 0;
        double exponent = 0;
        for (int part : SEARCHED) {
            ShopSize size = ShopSize.grown(largest / part);
            Map<String, double[]> found = run("4g", "users", size.items());
            row("neighbors of " + size.users() + " users", "Java", "s", found.get("seconds"));
            exponent = searched(found, before);
            before = found.get("processor")[0];
        }
        double factor = (double) SEARCHED[1] / SHOP;
        row(
                "  of " + shop.users() + " users by that exponent, processor time",
                "Java",
                "s",
                before * Math.pow(factor, exponent));
    }

    private void items() {
        double before = 0;
        for (int part = 16; part >= 1; part /= 2) {
            int n = largest / part;
            Map<String, double[]> found = run("2g", "items", n);
            row("neighbors of " + n + " items", "Java", "s", found.get("seconds"));
            searched(found, before);
            before = found.get("processor")[0];
        }
    }

    /** The exponent from half the size. */
    private double searched(Map<String, double[]> found, double before) {
        double exponent = Math.log(found.get("processor")[0] / before) / Math.log(2);
        row("  processor time", "Java", "s", found.get("processor"));
        if (before > 0) {
            row("  growth exponent", "Java", "", exponent);
        }
        row("  recall", "Java", "", found.get("recall"));
        row("  lists searched of " + (int) found.get("lists")[0], "Java", "", found.get("probes"));
        row("  peak memory", "Java", "MB", found.get("peak"));
        row("  of it pages of files at the end", "Java", "MB", found.get("file"));
        return exponent;
    }
}
