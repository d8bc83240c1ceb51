package org.drepmrec.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.drepmrec.engine.Backend;
import org.drepmrec.engine.Tape;
import org.drepmrec.engine.Var;
import org.drepmrec.sparse.DenseProduct;
import org.drepmrec.sparse.Parallel;

/** What the machine is and how fast it can be: the best of several matrix products and memory copies. */
final class Machine {

    private static final int SIDE = 1536;

    /** A GPU needs longer work than a CPU to reach its speed. */
    private static final int SIDE_ON_GPU = 8192;

    private static final int COPIED = 32 << 20;
    private static final int ATTEMPTS = 8;

    private Machine() {}

    static Map<String, Object> describe() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("cpu", cpu());
        all.put("cores", Runtime.getRuntime().availableProcessors());
        all.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        all.put("heapMB", Runtime.getRuntime().maxMemory() >> 20);
        all.put("java", Runtime.version() + " " + System.getProperty("java.vm.name"));
        all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return all;
    }

    private static String cpu() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(l -> l.startsWith("model name"))
                    .map(l -> l.substring(l.indexOf(':') + 2))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** GFLOP/s of this toolkit's product in Java. */
    static double javaProduct() {
        float[] x = numbers(SIDE * SIDE);
        float[] out = new float[x.length];
        return best(2e-9 * SIDE * SIDE * SIDE, () -> DenseProduct.JAVA.multiply(x, 0, SIDE, x, 0, SIDE, SIDE, out));
    }

    /** GFLOP/s of an engine's product. */
    static double engineProduct(Backend backend) {
        int side = onGpu(backend) ? SIDE_ON_GPU : SIDE;
        float[] x = numbers(side * side);
        try (Tape tape = backend.inference()) {
            Var a = tape.constant(x, side, side);
            return best(2e-9 * side * side * side, () -> {
                try (Tape inner = backend.inference()) {
                    Var corner = inner.constant(a.value()).matMul(a).rowRange(0, 1);
                    corner.toFloats();
                }
            });
        }
    }

    /** GB/s that an engine reads and writes on its device together, adding two arrays. */
    static double engineMemory(Backend backend) {
        int side = onGpu(backend) ? SIDE_ON_GPU : 2 * SIDE;
        float[] x = numbers(side * side);
        try (Tape tape = backend.inference()) {
            Var a = tape.constant(x, side, side);
            return best(3e-9 * Float.BYTES * side * side, () -> {
                try (Tape inner = backend.inference()) {
                    inner.constant(a.value())
                            .plus(inner.constant(a.value()))
                            .rowRange(0, 1)
                            .toFloats();
                }
            });
        }
    }

    private static boolean onGpu(Backend backend) {
        return backend.device().startsWith("gpu");
    }

    /** GB/s read and written together by copying arrays with all cores. */
    static double copy() {
        float[] from = numbers(COPIED);
        float[] to = new float[COPIED];
        return best(
                2e-9 * Float.BYTES * COPIED,
                () -> Parallel.forRanges(COPIED, 1 << 20, (a, b) -> System.arraycopy(from, a, to, a, b - a)));
    }

    private static double best(double amount, Runnable work) {
        double fastest = Double.POSITIVE_INFINITY;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            fastest = Math.min(fastest, Stopwatch.seconds(work));
        }
        return amount / fastest;
    }

    private static float[] numbers(int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = 0.5f + ((i * 0x9E3779B9) >>> 8) * 0x1p-24f;
        }
        return x;
    }
}
