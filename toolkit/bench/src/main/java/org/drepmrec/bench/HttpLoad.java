package org.drepmrec.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.graph.Graphs;
import org.drepmrec.model.Models;
import org.drepmrec.serve.Server;
import org.drepmrec.train.TrainedModel;
import org.drepmrec.train.Trainer;

/**
 * Top 20 over HTTP at the size of Amazon Toys. The load comes from hey, a program of its own on the same machine; several of
 * them ask for different users.
 */
final class HttpLoad {

    /** Of the interactions; features are as small as they can be, since serving reads none. */
    private static final ShopSize TOYS = new ShopSize("toys", 19_412, 11_924, 123_612, 21_992, 8, 8);

    private static final int RATE = 500;
    private static final int GENERATORS = 5;
    private static final int CLIENTS = 10;
    private static final int WARM_UP_S = 5;
    private static final int SECONDS = 20;
    private static final int MOST_S = 5;

    private final String address;

    private HttpLoad(Server server) {
        this.address = server.address() + "recommend?n=20&user=";
    }

    /** A model of an epoch, for representations of the right size. */
    static TrainedModel model(String engine) {
        MultimodalDataset data = GeneratedShop.of(TOYS, Benchmark.SEED);
        return Trainer.builder(Models.builder("BPR", Graphs.builder(data.only()).build())
                        .build())
                .engine(engine)
                .epochs(1)
                .quiet()
                .build()
                .fit();
    }

    static List<Row> measure(TrainedModel run) {
        try (Server server = Server.of(run).port(0).start()) {
            HttpLoad load = new HttpLoad(server);
            load.milliseconds(WARM_UP_S, true);
            double[] at = load.milliseconds(SECONDS, true);
            double[] most = load.milliseconds(MOST_S, false);
            return List.of(
                    Row.of("top 20 over HTTP at " + RATE + " requests/s", "Java", "ms", at),
                    Row.of("  99th percentile", "Java", "ms", percentile(at, 99))
                            .goal("under 50 ms"),
                    Row.of("  answered", "Java", "requests/s", (double) at.length / SECONDS),
                    Row.of(
                            "the same, as many as " + GENERATORS * CLIENTS + " clients get",
                            "Java",
                            "requests/s",
                            (double) most.length / MOST_S),
                    Row.of("  99th percentile", "Java", "ms", percentile(most, 99)));
        }
    }

    static double percentile(double[] values, int percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(percent / 100.0 * sorted.length) - 1];
    }

    /** From a request to the end of its answer. */
    private double[] milliseconds(int seconds, boolean atRate) {
        List<Process> generators = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        try {
            for (int g = 0; g < GENERATORS; g++) {
                List<String> command =
                        new ArrayList<>(List.of("hey", "-o", "csv", "-z", seconds + "s", "-c", "" + CLIENTS));
                if (atRate) {
                    command.addAll(List.of("-q", "" + RATE / GENERATORS / CLIENTS));
                }
                command.add(address + g * TOYS.users() / GENERATORS);
                generators.add(new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
            }
            for (Process generator : generators) {
                add(all, new String(generator.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("hey: cannot run, expected the load generator on the path; install it", e);
        } finally {
            generators.forEach(Process::destroy);
        }
        return all.stream().mapToDouble(ms -> ms).toArray();
    }

    /** The columns of hey: the first is the seconds of a request, the seventh its status. */
    static void add(List<Double> milliseconds, String csv) {
        csv.lines().skip(1).forEach(line -> {
            String[] cells = line.split(",", -1);
            if (!cells[6].equals("200")) {
                throw new IllegalStateException("request: found status " + cells[6] + ", expected 200");
            }
            milliseconds.add(1000 * Double.parseDouble(cells[0]));
        });
    }
}
