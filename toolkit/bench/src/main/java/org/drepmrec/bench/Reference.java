package org.drepmrec.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.DatasetWriter;
import org.drepmrec.io.Folders;

/**
 * A PyTorch program that trains the same model on the same data, run beside by a Python that has torch: {@code reference.py} of
 * this package, or another. It must take {@code --root, --data, --feats, --weights, --threads, --epochs, --steps} and print
 * {@code graphs SECONDS} and per epoch {@code N SECONDSs eval SECONDSs}. Where the toolkit uses a GPU, it is told so by
 * {@code --device cuda:0}, and must wait for the GPU before it reads a clock.
 */
final class Reference {

    static final int STEPS = 6;

    /** The least part of an engine's speed that its products must have. */
    private static final double SLOW = 0.2;

    /** Prints the GFLOP/s of the best of three products. */
    private static final String PRODUCT =
            """
            import sys, time, torch
            torch.set_num_threads(int(sys.argv[1]))
            x = torch.rand(1024, 1024)
            best = float("inf")
            for attempt in range(3):
                begin = time.perf_counter()
                torch.mm(x, x)
                best = min(best, time.perf_counter() - begin)
            print(2e-9 * 1024 ** 3 / best)
            """;

    private static final String OWN = "reference.py";
    private static final Pattern GRAPHS = Pattern.compile("graphs ([0-9.]+)");
    private static final Pattern EPOCH = Pattern.compile("\\d+ ([0-9.]+)s eval ([0-9.]+)s.*");

    private final Path script;
    private final String python;
    private final int threads;
    private final String device;

    /**
     * A program.
     *
     * @param script null for this package's
     * @param python the command that runs it; null for one that is found
     * @param threads that it may use
     * @param device where the toolkit computes, as a backend names it
     */
    Reference(Path script, String python, int threads, String device) {
        this.script = script;
        this.python = python == null ? findPython() : requireTorch(python);
        this.threads = threads;
        this.device = device;
    }

    /** What one run printed: seconds of the graphs, of each epoch and of each evaluation. */
    record Figures(double graphs, double[] epochs, double[] evaluations) {}

    /** The command that runs it. */
    String python() {
        return python;
    }

    private static String findPython() {
        for (String candidate : List.of("python3", "/usr/bin/python3")) {
            if (hasTorch(candidate)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException(
                "python3: found none that can import torch and numpy, expected one on the path"
                        + " or in /usr/bin; name it by --python, or leave --reference out");
    }

    private static String requireTorch(String named) {
        if (!hasTorch(named)) {
            throw new IllegalArgumentException(
                    named + ": cannot import torch and numpy, expected a Python that can; name another by --python");
        }
        return named;
    }

    private static boolean hasTorch(String candidate) {
        try {
            Process check = new ProcessBuilder(candidate, "-c", "import torch, numpy")
                    .redirectErrorStream(true)
                    .start();
            check.getInputStream().readAllBytes();
            return check.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** GFLOP/s of its PyTorch's product. */
    double product() {
        List<String> lines = output("product", List.of(python, "-c", PRODUCT, "" + threads));
        return Double.parseDouble(lines.get(lines.size() - 1).strip());
    }

    /** Refuses a PyTorch whose products are slow, as they are without a BLAS that fits the processor. */
    static void requireFast(String python, double found, double here) {
        if (found < SLOW * here) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "reference: the PyTorch of %s multiplies at %.1f GFLOP/s, expected at least a fifth of the %.1f"
                            + " here; give it a fast BLAS (Debian: libopenblas0-pthread), or name another Python by --python",
                    python,
                    found,
                    here));
        }
    }

    /** All four losses: a few steps an epoch. */
    Figures steps(MultimodalDataset data, int epochs) {
        String features = String.join(
                ",", data.modalities().stream().map(Modality::fileName).toList());
        return run(data, Map.of("--feats", features, "--epochs", "" + epochs, "--steps", "" + STEPS));
    }

    /** LightGCN: whole epochs. */
    Figures lightGcn(MultimodalDataset data, int epochs) {
        return run(data.only(), Map.of("--feats", "", "--weights", "1", "--epochs", "" + epochs));
    }

    private Figures run(MultimodalDataset data, Map<String, String> options) {
        try {
            Path root = Files.createTempDirectory("drepmrec-bench");
            try {
                DatasetWriter.write(data, root.resolve(data.name()));
                return parse(start(program(root), data, root, options));
            } finally {
                Folders.delete(root);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reference: cannot be run (" + e.getMessage() + ")", e);
        }
    }

    /** The program's file; this package's is written to a folder first. */
    private Path program(Path folder) throws IOException {
        if (script != null) {
            return script.toAbsolutePath();
        }
        Path file = folder.resolve(OWN);
        try (InputStream in = Reference.class.getResourceAsStream(OWN)) {
            Files.copy(in, file);
        }
        return file;
    }

    private List<String> start(Path program, MultimodalDataset data, Path root, Map<String, String> options) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.put("--root", root.toString());
        all.put("--data", data.name());
        all.put("--threads", "" + threads);
        torchDevice(device).ifPresent(name -> all.put("--device", name));
        List<String> command = new ArrayList<>(List.of(python, program.toString()));
        all.forEach((k, v) -> command.addAll(List.of(k, v)));
        return output(program.getFileName().toString(), command);
    }

    private List<String> output(String name, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OMP_NUM_THREADS", "" + threads);
        Process process = null;
        try {
            process = builder.start();
            List<String> lines = process.inputReader().lines().toList();
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalArgumentException("reference " + name + ": ended with status " + status + " after "
                        + lines.subList(Math.max(0, lines.size() - 3), lines.size())
                        + ", expected 0; run it by hand to see why");
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("reference: cannot be run (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("reference: interrupted", e);
        } finally {
            if (process != null) {
                process.destroy();
            }
        }
    }

    /** What PyTorch calls a GPU; nothing for a CPU, which a reference uses by itself. */
    static Optional<String> torchDevice(String device) {
        return device.startsWith("gpu") ? Optional.of(device.replace("gpu", "cuda")) : Optional.empty();
    }

    static Figures parse(List<String> lines) {
        double graphs = 0;
        List<double[]> epochs = new ArrayList<>();
        for (String line : lines) {
            Matcher g = GRAPHS.matcher(line);
            Matcher e = EPOCH.matcher(line);
            if (g.matches()) {
                graphs = Double.parseDouble(g.group(1));
            } else if (e.matches()) {
                epochs.add(new double[] {Double.parseDouble(e.group(1)), Double.parseDouble(e.group(2))});
            }
        }
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException("reference: found no line such as \"0 8.40s eval 1.90s\" in its output,"
                    + " expected one per epoch; it printed " + lines);
        }
        return new Figures(
                graphs,
                epochs.stream().mapToDouble(e -> e[0]).toArray(),
                epochs.stream().mapToDouble(e -> e[1]).toArray());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
