package org.drepmrec.data.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.drepmrec.data.MultimodalDataset;

/** The field's layout, with the defaults of {@link DatasetLoader}. */
final class InterReader implements DatasetReader {

    private static final String SUFFIX = ".inter";

    @Override
    public String files() {
        return "NAME" + SUFFIX;
    }

    @Override
    public List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                names.add(name.substring(0, name.length() - SUFFIX.length()));
            }
        }
        return names;
    }

    @Override
    public MultimodalDataset read(String name, Path folder) {
        return new DatasetLoader(name, folder).load();
    }
}
