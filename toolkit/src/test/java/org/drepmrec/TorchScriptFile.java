package org.drepmrec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a TorchScript archive of a module without parameters. */
public final class TorchScriptFile {

    private static final String MODULE =
            """
            class Tiny(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    private TorchScriptFile() {}

    /**
     * Writes it.
     *
     * @param forward the code of {@code forward}, indented by two blanks, whose {@code self} is a {@code __torch__.Tiny}
     */
    public static void write(Path file, String forward) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "tiny/version", "3\n");
            // Pickles: an object of the class with training = False, and an empty tuple of constants.
            put(zip, "tiny/data.pkl", "\u0080\u0002c__torch__\nTiny\n)\u0081}(X\u0008\0\0\0training\u0089ub.");
            put(zip, "tiny/constants.pkl", "\u0080\u0002).");
            put(zip, "tiny/code/__torch__.py", MODULE + forward);
        }
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.ISO_8859_1));
        zip.closeEntry();
    }
}
