package org.drepmrec.paper;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The records that the toolkit's jar brings, in the project's folder {@code data/results}. */
final class ShippedRecords {

    private static final String FOLDER = "/org/drepmrec/results";

    private ShippedRecords() {}

    /** Reads from the folder; empty if there is none. */
    static <R> Optional<R> read(Function<Path, R> reader) {
        URL place = ShippedRecords.class.getResource(FOLDER);
        if (place == null) {
            return Optional.empty();
        }
        try {
            URLConnection connection = place.openConnection();
            if (connection instanceof JarURLConnection jar) {
                try (FileSystem files =
                        FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
                    return Optional.of(reader.apply(files.getPath(FOLDER)));
                }
            }
            return Optional.of(reader.apply(Path.of(place.toURI())));
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(place + " cannot be read", e);
        }
    }
}
