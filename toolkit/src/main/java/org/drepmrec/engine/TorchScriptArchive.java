package org.drepmrec.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A TorchScript archive of a module without parameters: code in a zip file, with what its loader expects beside it. */
final class TorchScriptArchive {

    private TorchScriptArchive() {}

    /**
     * Writes it.
     *
     * @param name the module's class; {@code self} of its methods is a {@code __torch__.NAME}
     * @param methods their code, indented by two blanks
     */
    static byte[] of(String name, String methods) {
        String head = "class " + name + "(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "version", "3\n");
            // Pickles: an object of the class with training = False, and an empty tuple of constants.
            put(zip, "data.pkl", "\u0080\u0002c__torch__\n" + name + "\n)\u0081}(X\u0008\0\0\0training\u0089ub.");
            put(zip, "constants.pkl", "\u0080\u0002).");
            put(zip, "code/__torch__.py", head + methods);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String file, String content) throws IOException {
        zip.putNextEntry(new ZipEntry("module/" + file));
        zip.write(content.getBytes(StandardCharsets.ISO_8859_1));
        zip.closeEntry();
    }
}
