package org.drepmrec.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.drepmrec.engine.HostProcess;
import org.drepmrec.fault.Faults;
import org.drepmrec.io.Folders;
import org.drepmrec.io.Sha256;

/**
 * Runs commands again and again, and lets another step of their writing fail each time: alone, or with all that follow it, which
 * also leaves what a kill leaves. A process of its own, in which every path is one of {@link org.drepmrec.fault.FaultyProvider}.
 */
public final class FaultSweep {

    private static final int SECONDS = 120;
    private static final String UNREADABLE = "unreadable";

    /**
     * What is done to a fresh copy of a folder.
     *
     * @param before commands whose results lie in the folder; {@code killed} before one stops its writing after two thirds
     * @param command the one whose steps fail; {@code @} is the folder, {@code $} that of the shared inputs
     * @param views what must be as before or as after the command, never anything else: {@code evaluate ...} is a command,
     *     {@code *.json} the metrics in a file, anything else a file
     */
    private record Scenario(String name, List<String> before, String command, List<String> views) {}

    private static final String BPR = "train --data $/shop --model BPR --set embeddingSize=4 --quiet";
    private static final String SEARCH =
            "search --data $/shop --model DRepMRec --set embeddingSize=4 --set knn.user=5 --epochs 1 --quiet --store @/st --out @/o";

    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario(
                    "train --save, first",
                    List.of(),
                    BPR + " --epochs 2 --save @/m",
                    List.of("evaluate --saved @/m --data $/shop")),
            new Scenario(
                    "train --save, replacing",
                    List.of(BPR + " --epochs 1 --save @/m"),
                    BPR + " --epochs 3 --save @/m",
                    List.of("evaluate --saved @/m --data $/shop")),
            new Scenario(
                    "train --metrics-out --embeddings-out",
                    List.of(BPR + " --epochs 1 --metrics-out @/m.json --embeddings-out @/e"),
                    BPR + " --epochs 3 --metrics-out @/m.json --embeddings-out @/e",
                    List.of("@/m.json", "@/e/general.users.npy", "@/e/general.items.npy", "@/e/general.items.tsv")),
            new Scenario(
                    "train --checkpoint, first",
                    List.of(),
                    BPR + " --epochs 3 --checkpoint @/c --metrics-out @/m.json",
                    List.of("@/m.json")),
            new Scenario(
                    "train --checkpoint, resumed",
                    List.of("killed " + BPR + " --epochs 4 --checkpoint @/c"),
                    BPR + " --epochs 4 --checkpoint @/c --metrics-out @/m.json",
                    List.of("@/m.json")),
            new Scenario(
                    "evaluate --metrics-out",
                    List.of(BPR + " --epochs 1 --metrics-out @/m.json"),
                    "evaluate --saved $/model --data $/shop --metrics-out @/m.json",
                    List.of("@/m.json")),
            new Scenario(
                    "search --store --out",
                    List.of(SEARCH + " --grid lr=0.001"),
                    SEARCH + " --grid lr=0.001,0.01",
                    List.of("@/o/selected.tsv", "@/o/selected.html")),
            new Scenario(
                    "amazon --out",
                    List.of(),
                    "amazon --reviews $/ratings_Mini.csv --metadata $/meta_Mini.json --name mini --text-dimension 3 --out @/d",
                    List.of("stats --data @/d")),
            new Scenario(
                    "sample --out", List.of(), "sample --out @/d --users 20 --items 50", List.of("stats --data @/d")));

    private final Path shared;
    private final Path folder;
    private final Path template;
    private final int mostPerScenario;
    private final List<String> broken = new ArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread t = new Thread(work);
        t.setDaemon(true);
        return t;
    });

    private FaultSweep(Path work, int mostPerScenario) {
        this.shared = work.resolve("shared");
        this.folder = work.resolve("case");
        this.template = work.resolve("template");
        this.mostPerScenario = mostPerScenario;
    }

    /** Arguments: a folder, the most faults per command, and the file for the counts. */
    public static void main(String[] args) throws Exception {
        HostProcess.quietLogs();
        FaultSweep sweep = new FaultSweep(Path.of(args[0]).toRealPath(), Integer.parseInt(args[1]));
        sweep.prepare();
        StringBuilder counts =
                new StringBuilder("command\tsteps\tfaults tried\terror in one line\tdone all the same\tlost\n");
        for (Scenario scenario : SCENARIOS) {
            String row = sweep.run(scenario);
            System.out.print(row);
            counts.append(row);
        }
        Files.writeString(Path.of(args[2]), counts);
        System.exit(sweep.broken.isEmpty() ? 0 : 1);
    }

    private void prepare() throws Exception {
        Files.createDirectories(shared);
        StringBuilder ratings = new StringBuilder();
        StringBuilder meta = new StringBuilder();
        for (int p = 0; p < 5; p++) {
            for (int u = 0; u < 6; u++) {
                ratings.append("U" + u + ",B00000000" + p + ",5.0,1365811200\n");
            }
            meta.append("{'asin': 'B00000000" + p + "', 'title': 'cup " + "abcde".charAt(p) + "x red'}\n");
        }
        Files.writeString(shared.resolve("ratings_Mini.csv"), ratings);
        Files.writeString(shared.resolve("meta_Mini.json"), meta);
        require("sample --out $/shop --users 20 --items 50");
        require(BPR + " --epochs 2 --save $/model");
    }

    private void require(String command) throws Exception {
        Shell done = shell(command);
        if (done.code() != 0) {
            throw new IllegalStateException(command + ": " + done.err());
        }
    }

    private Shell shell(String command) throws InterruptedException, ExecutionException {
        Object[] words = Arrays.stream(command.split(" "))
                .map(word -> word.replace("@", folder.toString()).replace("$", shared.toString()))
                .toArray();
        try {
            return thread.submit(() -> Shell.run(words)).get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            System.out.println("hangs: " + command);
            System.exit(2);
            return null;
        }
    }

    private String run(Scenario scenario) throws Exception {
        begin(null);
        for (String each : scenario.before()) {
            before(each);
        }
        Map<String, String> old = views(scenario);
        Folders.delete(template);
        FileUtils.copyDirectory(folder.toFile(), template.toFile());
        Faults.arm(folder, 0, false);
        Shell reference = shell(scenario.command());
        int steps = Faults.disarm();
        if (reference.code() != 0) {
            throw new IllegalStateException(scenario + ": " + reference.err());
        }
        Map<String, String> fresh = views(scenario);
        int tried = 0;
        int refused = 0;
        int lost = 0;
        int stride = Math.max(1, 2 * steps / mostPerScenario);
        for (int k = 0; k < 2 * steps; k += stride) {
            int n = 1 + k / 2;
            // With an even stride, k alone would choose one of the two each time.
            boolean lasting = (stride % 2 == 0 ? k / stride : k) % 2 == 1;
            String name = scenario.name() + ", step " + n + " of " + steps + (lasting ? " and all after it" : "");
            begin(template);
            Faults.arm(folder, n, lasting);
            Shell answer = shell(scenario.command());
            Faults.disarm();
            tried++;
            refused += answer.code() == 0 ? 0 : 1;
            int before = broken.size();
            judge(name, answer, scenario, old, fresh);
            again(name, lasting, answer.code() == 0, scenario, reference, fresh);
            broken.stream().skip(before).forEach(System.out::println);
            lost += broken.size() > before ? 1 : 0;
        }
        return String.join(
                        "\t", scenario.name(), "" + steps, "" + tried, "" + refused, "" + (tried - refused), "" + lost)
                + "\n";
    }

    private void begin(Path from) throws IOException {
        Folders.delete(folder);
        if (from == null) {
            Files.createDirectories(folder);
        } else {
            FileUtils.copyDirectory(from.toFile(), folder.toFile());
        }
    }

    private void before(String command) throws Exception {
        if (!command.startsWith("killed ")) {
            require(command);
            return;
        }
        String killed = command.substring("killed ".length());
        Faults.arm(folder, 0, false);
        require(killed);
        int steps = Faults.disarm();
        begin(null);
        Faults.arm(folder, steps * 2 / 3, true);
        shell(killed);
        Faults.disarm();
    }

    /** The answer is one line, and everything is as before or as after the command; after success, as after it. */
    private void judge(String name, Shell answer, Scenario scenario, Map<String, String> old, Map<String, String> fresh)
            throws Exception {
        String said = answer.err().strip();
        if (answer.code() != 0
                && (answer.code() != 1
                        || said.lines().count() != 1
                        || !said.startsWith("error: ")
                        || said.contains("unexpected"))) {
            broken.add(name + ": no error in one line: " + answer);
        }
        views(scenario).forEach((view, value) -> {
            boolean fine = value.equals(fresh.get(view)) || (answer.code() != 0 && value.equals(old.get(view)));
            if (!fine) {
                broken.add(name + ": " + view + " after " + answer + " is " + value);
            }
        });
        if (Files.exists(template.resolve("st"))) {
            try (Stream<Path> stored = Files.walk(template.resolve("st"))) {
                for (Path file : stored.filter(p -> p.toString().contains("-seed") && Files.isRegularFile(p))
                        .filter(p -> !p.toString().endsWith(".lock"))
                        .toList()) {
                    Path now = folder.resolve(template.relativize(file));
                    if (!Files.exists(now) || Files.mismatch(file, now) >= 0) {
                        broken.add(name + ": " + now + " has changed");
                    }
                }
            }
        }
    }

    /** Without faults the same command gives the same numbers, and nothing is left of the first one. */
    private void again(
            String name, boolean lasting, boolean done, Scenario scenario, Shell reference, Map<String, String> fresh)
            throws Exception {
        Shell second = shell(scenario.command());
        if ((lasting || done) && second.err().contains("expected a new or empty folder")) {
            // It was written; or a killed process could not take it back.
            Folders.delete(folder.resolve("d"));
            second = shell(scenario.command());
        }
        if (second.code() != 0
                || !numbers(second).equals(numbers(reference))
                || !views(scenario).equals(fresh)) {
            broken.add(name + ": again " + second + ", expected " + reference);
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(p -> p.getFileName().toString().matches("\\..*|.*\\.(tmp|part|old)"))
                    .forEach(p -> broken.add(name + ": " + p + " is left"));
        }
    }

    /** Without the times. */
    private static String numbers(Shell shell) {
        return shell.out().replaceAll("\\d+\\.\\d+ +finished", "finished");
    }

    private Map<String, String> views(Scenario scenario) throws Exception {
        Map<String, String> found = new LinkedHashMap<>();
        for (String view : scenario.views()) {
            found.put(view, view.contains(" ") ? answer(view) : content(view));
        }
        return found;
    }

    private String answer(String command) throws Exception {
        Shell shell = shell(command);
        return shell.code() == 0 ? numbers(shell) : UNREADABLE;
    }

    private String content(String view) {
        Path file = Path.of(view.replace("@", folder.toString()));
        if (!Files.exists(file)) {
            return UNREADABLE;
        }
        try {
            if (view.endsWith(".json")) {
                JsonObject all = new Gson().fromJson(Files.readString(file), JsonObject.class);
                return all.get("validation") + " " + all.get("test");
            }
            return new Sha256().update(Files.readAllBytes(file)).hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
