package org.drepmrec.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a TorchScript archive of a module without parameters. */
public final class TorchScriptFile {

    private TorchScriptFile() {}

    /**
     * Writes it.
     *
     * @param forward the code of {@code forward}, indented by two blanks, whose {@code self} is a {@code __torch__.Tiny}
     */
    public static void write(Path file, String forward) throws IOException {
        Files.write(file, TorchScriptArchive.of("Tiny", forward));
    }
}
