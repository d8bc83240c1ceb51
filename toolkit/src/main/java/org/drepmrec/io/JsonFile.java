package org.drepmrec.io;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Values as indented JSON files. */
public final class JsonFile {

    private static final long LARGEST = 1L << 28;
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private JsonFile() {}

    /** What a file says of itself. No record may be one: the oldest gson that a notebook host may bring cannot read records. */
    public interface Header {
        /** The name of its format, or null. */
        String format();

        /** The version of its format. */
        int version();
    }

    /**
     * Writes or replaces a file.
     *
     * @throws DataException if the folder cannot be written or the disk is full
     */
    public static void write(Path file, Object value) {
        byte[] json = (GSON.toJson(value) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(json));
    }

    /**
     * Reads a file; parts that it lacks are null.
     *
     * @param expected what the file should be, for messages
     * @param remedy what to do about a damaged one
     * @throws DataException if the file is unreadable, no JSON, or of another format or version
     */
    public static <H extends Header> H read(
            Path file, Class<H> type, String format, int version, String expected, String remedy) {
        H read;
        try {
            if (Files.size(file) > LARGEST) {
                throw DataException.of(file.toString(), Files.size(file) + " bytes", "at most " + LARGEST, remedy);
            }
            read = GSON.fromJson(Files.readString(file), type);
        } catch (IOException | JsonParseException | IllegalArgumentException e) {
            // Gson lets the exceptions of Double.parseDouble pass.
            String found = "not readable as JSON (" + DataException.quote(String.valueOf(e.getMessage())) + ")";
            throw DataException.of(file.toString(), found, expected, remedy, e);
        }
        if (read == null || !format.equals(read.format()) || read.version() != version) {
            String found = read == null
                    ? "nothing"
                    : DataException.quote(String.valueOf(read.format())) + " version " + read.version();
            throw DataException.of(file.toString(), found, format + " version " + version, remedy);
        }
        return read;
    }
}
