package org.drepmrec.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.DataException;
import org.drepmrec.io.JsonFile;
import org.drepmrec.io.NpyArray;
import org.drepmrec.io.NpyReader;
import org.drepmrec.io.NpyWriter;
import org.drepmrec.io.Sha256;

/**
 * How models and checkpoints lie on disk: a folder with a JSON manifest, one {@code .npy} file per array, whose hashes
 * the manifest holds, and {@code SHA256SUMS} over all of them as {@code sha256sum -c} reads it. Data only; nothing in it is
 * run.
 *
 * @param manifest file name of the manifest
 * @param format what the manifest calls itself
 * @param version of that format
 * @param what such a folder in a message, for example "a saved model"
 * @param remedy what to do about a damaged one
 */
record ArrayFolder(String manifest, String format, int version, String what, String remedy) {

    static final String SUMS = "SHA256SUMS";

    private static final long LONGEST_SUMS = 1 << 24;

    /** What every manifest holds. Not a record: the oldest gson that a notebook host may bring cannot read records. */
    abstract static class Manifest implements JsonFile.Header {
        private String format;
        private int version;
        Map<String, String> arrays;

        @Override
        public String format() {
            return format;
        }

        @Override
        public int version() {
            return version;
        }

        /** Whether no part is missing. */
        abstract boolean whole();
    }

    /** Writes all files into a new folder and forces them to disk; fills in what the manifest says of the arrays. */
    void write(Path folder, Map<String, ParameterValues> arrays, Manifest m) throws IOException {
        Files.createDirectories(folder);
        m.format = format;
        m.version = version;
        m.arrays = new LinkedHashMap<>();
        arrays.forEach((name, a) -> {
            Path file = folder.resolve(name + ".npy");
            NpyWriter.write(file, a.rows(), a.cols(), a.values());
            m.arrays.put(name, NpyReader.read(file).sha256());
        });
        JsonFile.write(folder.resolve(manifest), m);
        byte[] sums = sums(folder, m).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(folder.resolve(SUMS), out -> out.write(sums));
        AtomicFile.forceFolder(folder);
    }

    /** The hash of the manifest first, then those of the arrays. */
    private String sums(Path folder, Manifest m) throws IOException {
        StringBuilder lines = new StringBuilder();
        String hash = new Sha256()
                .update(Files.readAllBytes(folder.resolve(manifest)))
                .hex();
        lines.append(hash).append("  ").append(manifest).append('\n');
        m.arrays.forEach(
                (name, of) -> lines.append(of).append("  ").append(name).append(".npy\n"));
        return lines.toString();
    }

    /** Reads and checks the manifest of a folder, and compares its hash. */
    <M extends Manifest> M readManifest(Path folder, Class<M> type) {
        M m = parseManifest(folder, type);
        Path file = folder.resolve(SUMS);
        try {
            if (Files.size(file) > LONGEST_SUMS || !Files.readString(file).equals(sums(folder, m))) {
                throw DataException.of(
                        folder.resolve(manifest).toString(),
                        "another hash than in " + SUMS,
                        "the manifest as it was written",
                        remedy);
            }
        } catch (IOException e) {
            throw DataException.of(
                    file.toString(),
                    "not readable (" + e.getClass().getSimpleName() + ")",
                    "the hashes of " + what,
                    remedy,
                    e);
        }
        return m;
    }

    /** Reads the manifest of a folder that may be damaged or of another's making. */
    <M extends Manifest> M parseManifest(Path folder, Class<M> type) {
        Path file = folder.resolve(manifest);
        if (!Files.isRegularFile(file)) {
            throw DataException.of(
                    file.toString(), "no such file", "the manifest of " + what, "name the folder that was written");
        }
        M m = JsonFile.read(file, type, format, version, what, remedy);
        if (!RunManifest.full(m.arrays) || !m.whole()) {
            throw DataException.of(file.toString(), "a part is missing", "all parts of " + what, remedy);
        }
        return m;
    }

    /** Reads all arrays that the manifest names. */
    Map<String, ParameterValues> readArrays(Path folder, Manifest m) {
        Map<String, ParameterValues> arrays = new LinkedHashMap<>();
        m.arrays.forEach((name, hash) -> arrays.put(name, readArray(folder, name, hash)));
        return arrays;
    }

    private ParameterValues readArray(Path folder, String name, String hash) {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw DataException.of(
                    folder.resolve(manifest).toString(),
                    "array named " + DataException.quote(name),
                    "letters, digits, dots and dashes",
                    remedy);
        }
        NpyArray array = NpyReader.read(folder.resolve(name + ".npy"));
        if (!array.sha256().equals(hash)) {
            throw DataException.of(
                    folder.resolve(name + ".npy").toString(),
                    "sha256 " + array.sha256(),
                    DataException.quote(hash) + " as " + manifest + " says",
                    remedy);
        }
        return new ParameterValues(array.rows(), array.columns(), array.values());
    }

    /** A place that could not be written. */
    static DataException notWritten(Path place, IOException e) {
        return DataException.of(
                place.toString(),
                "not written (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                "a folder that can be written",
                "choose another place or free some space",
                e);
    }
}
