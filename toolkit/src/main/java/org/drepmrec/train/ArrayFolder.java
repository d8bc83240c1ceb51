package org.drepmrec.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.drepmrec.engine.ParameterValues;
import org.drepmrec.io.AtomicFile;
import org.drepmrec.io.DataException;
import org.drepmrec.io.NpyArray;
import org.drepmrec.io.NpyReader;
import org.drepmrec.io.NpyWriter;

/**
 * How models and checkpoints lie on disk: a folder with a JSON manifest and one {@code .npy} file per array, whose hashes
 * the manifest holds. Data only; nothing in it is run.
 *
 * @param manifest file name of the manifest
 * @param format what the manifest calls itself
 * @param version of that format
 * @param what such a folder in a message, for example "a saved model"
 * @param remedy what to do about a damaged one
 */
record ArrayFolder(String manifest, String format, int version, String what, String remedy) {

    private static final long LARGEST_MANIFEST = 1L << 28;
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** What every manifest holds. Not a record: the oldest gson that a notebook host may bring cannot read records. */
    abstract static class Manifest {
        String format;
        int version;
        Map<String, String> arrays;

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
        String json = GSON.toJson(m);
        AtomicFile.write(folder.resolve(manifest), out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
        AtomicFile.forceFolder(folder);
    }

    /** Reads and checks the manifest of a folder. */
    <M extends Manifest> M readManifest(Path folder, Class<M> type) {
        Path file = folder.resolve(manifest);
        if (!Files.isRegularFile(file)) {
            throw DataException.of(
                    file.toString(), "no such file", "the manifest of " + what, "name the folder that was written");
        }
        M m;
        try {
            if (Files.size(file) > LARGEST_MANIFEST) {
                throw DataException.of(
                        file.toString(), Files.size(file) + " bytes", "at most " + LARGEST_MANIFEST, remedy);
            }
            m = GSON.fromJson(Files.readString(file), type);
        } catch (IOException | JsonParseException | IllegalArgumentException e) {
            // Gson lets the exceptions of Double.parseDouble pass.
            throw DataException.of(
                    file.toString(),
                    "not readable as JSON (" + DataException.quote(String.valueOf(e.getMessage())) + ")",
                    what,
                    remedy,
                    e);
        }
        if (m == null || !format.equals(m.format) || m.version != version) {
            String found =
                    m == null ? "nothing" : DataException.quote(String.valueOf(m.format)) + " version " + m.version;
            throw DataException.of(file.toString(), found, format + " version " + version, remedy);
        }
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

    /** Removes a folder with all that is in it, if it is there. */
    static void deleteQuietly(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
