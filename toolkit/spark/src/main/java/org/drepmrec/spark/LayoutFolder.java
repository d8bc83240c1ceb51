package org.drepmrec.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.drepmrec.io.DataException;

/** A new folder in the field's layout, on any file system that Hadoop knows and the cluster shares. */
final class LayoutFolder {

    private static final String PARTS = "_parts";

    private final Path folder;
    private final FileSystem files;
    private final Configuration configuration;

    /**
     * Makes it.
     *
     * @throws DataException if something is there already
     */
    LayoutFolder(String folder, Configuration configuration) {
        this.folder = new Path(folder);
        this.configuration = configuration;
        try {
            FileSystem system = this.folder.getFileSystem(configuration);
            // No .crc files beside a data set on a local disk.
            files = system instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : system;
            if (files.exists(this.folder) && files.listStatus(this.folder).length > 0) {
                throw DataException.of(
                        folder, "a file or a folder with content", "a new or an empty folder", "choose another name");
            }
            files.mkdirs(this.folder);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /**
     * Writes one file of lines, whole or not at all: tasks write parts, which are then joined in their order.
     *
     * @param line of each row
     */
    void write(String name, String header, Dataset<Row> rows, Column line) {
        Path parts = new Path(folder, PARTS);
        rows.select(line).write().text(parts.toString());
        try {
            write(name, out -> {
                out.write(header.getBytes(StandardCharsets.UTF_8));
                FileStatus[] found =
                        files.listStatus(parts, path -> path.getName().startsWith("part-"));
                Arrays.sort(found);
                for (FileStatus part : found) {
                    try (FSDataInputStream in = files.open(part.getPath())) {
                        IOUtils.copyBytes(in, out, configuration, false);
                    }
                }
            });
            files.delete(parts, true);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /** Writes one small file. */
    void write(String name, String text) {
        try {
            write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private void write(String name, Content content) throws IOException {
        Path part = new Path(folder, "_" + name);
        try (OutputStream out = files.create(part, true)) {
            content.writeTo(out);
        }
        if (!files.rename(part, new Path(folder, name))) {
            throw new IOException(part + " cannot be renamed to " + name);
        }
    }

    private DataException notWritten(IOException e) {
        return DataException.of(
                folder.toString(),
                "not written (" + e.getMessage() + ")",
                "a folder with room that can be written",
                "make room or choose another place",
                e);
    }
}
