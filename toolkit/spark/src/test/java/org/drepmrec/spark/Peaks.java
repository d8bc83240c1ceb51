package org.drepmrec.spark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What work took: wall and processor time of this process, its largest memory so far, and the most that lay in a folder meanwhile. */
record Peaks(double seconds, double processor, long resident, long disk) {

    private static final long BETWEEN_LOOKS = 1000;

    /** Does the work and looks at the folder meanwhile. */
    static Peaks of(Path folder, Runnable work) {
        AtomicLong most = new AtomicLong();
        Thread looking = new Thread(() -> {
            try {
                while (true) {
                    most.accumulateAndGet(bytes(folder), Math::max);
                    Thread.sleep(BETWEEN_LOOKS);
                }
            } catch (InterruptedException e) {
                // The work is done.
            }
        });
        looking.start();
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long processor = process.getProcessCpuTime();
        long start = System.nanoTime();
        try {
            work.run();
        } finally {
            looking.interrupt();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Peaks(seconds, (process.getProcessCpuTime() - processor) / 1e9, mostResident(), most.get());
    }

    private static long mostResident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long bytes(Path folder) {
        long[] sum = new long[1];
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum[0] += attributes.size();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path gone, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum[0];
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f s, %.1f processor s, at most %d MB of heap, %d MB resident, %d MB in temporary files",
                seconds,
                processor,
                Runtime.getRuntime().maxMemory() >> 20,
                resident >> 20,
                disk >> 20);
    }
}
