package org.drepmrec.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What long tests measured, in {@code target/figures/kernel.tsv}. */
final class Figures {

    private Figures() {}

    static void add(String line) throws IOException {
        Files.writeString(
                Files.createDirectories(Path.of("target", "figures")).resolve("kernel.tsv"),
                line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
