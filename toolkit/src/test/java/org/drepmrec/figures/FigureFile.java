package org.drepmrec.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** A tab-separated file of measured figures under {@code target/figures}; a line is written as soon as it is known. */
final class FigureFile {

    private final Path path;

    FigureFile(String name, String... header) throws IOException {
        path = Path.of("target", "figures", name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, String.join("\t", header) + "\n");
    }

    void line(Object... cells) throws IOException {
        StringBuilder line = new StringBuilder();
        for (Object cell : cells) {
            line.append(line.isEmpty() ? "" : "\t")
                    .append(cell instanceof Double d ? String.format(Locale.ROOT, "%.4f", d) : cell);
        }
        Files.writeString(path, line.append('\n'), StandardOpenOption.APPEND);
    }

    static double mean(double... values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    /** The sample's standard deviation (divisor n - 1). */
    static double deviation(double... values) {
        double mean = mean(values);
        double sum = 0;
        for (double v : values) {
            sum += (v - mean) * (v - mean);
        }
        return Math.sqrt(sum / (values.length - 1));
    }
}
