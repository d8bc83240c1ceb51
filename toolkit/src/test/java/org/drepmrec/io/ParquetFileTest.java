package org.drepmrec.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.HydratorSupplier;
import blue.strategic.parquet.ParquetReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Written here, read by Apache Parquet's own reader. */
class ParquetFileTest {

    private static final List<ParquetFile.Column> COLUMNS = List.of(
            new ParquetFile.Column("name", ParquetFile.Type.TEXT),
            new ParquetFile.Column("rank", ParquetFile.Type.INT),
            new ParquetFile.Column("score", ParquetFile.Type.FLOAT));

    @TempDir
    Path folder;

    private static List<String> read(Path file) throws IOException {
        try (Stream<List<String>> rows = ParquetReader.streamContent(
                file.toFile(), HydratorSupplier.constantly(new Hydrator<List<String>, List<String>>() {
                    @Override
                    public List<String> start() {
                        return new ArrayList<>();
                    }

                    @Override
                    public List<String> add(List<String> row, String heading, Object value) {
                        row.add(heading + "=" + value);
                        return row;
                    }

                    @Override
                    public List<String> finish(List<String> row) {
                        return row;
                    }
                }))) {
            return rows.map(row -> String.join(" ", row)).toList();
        }
    }

    @Test
    void everyRowOfEveryGroupComesBack() throws IOException {
        Path file = folder.resolve("lists.parquet");
        List<String> expected = new ArrayList<>();
        List<ParquetFile.Group> groups = new ArrayList<>();
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(ParquetFile.start());
            // More groups than fit the short form of a list's header, and of sizes that need long numbers.
            for (int g = 0; g < 20; g++) {
                int rows = 1 + g * 17;
                String[] name = new String[rows];
                int[] rank = new int[rows];
                float[] score = new float[rows];
                for (int r = 0; r < rows; r++) {
                    name[r] = r % 3 == 0 ? "" : "Käse, \"alt\" " + r;
                    rank[r] = g * 100_000 - r;
                    score[r] = r / 7f - g;
                    expected.add("name=" + name[r] + " rank=" + rank[r] + " score=" + score[r]);
                }
                groups.add(ParquetFile.append(out, COLUMNS, name, rank, score));
            }
            ParquetFile.finish(out, COLUMNS, groups);
        }
        assertEquals(expected, read(file));
    }

    @Test
    void aFileWithoutRowsIsWhole() throws IOException {
        Path file = folder.resolve("empty.parquet");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(ParquetFile.start());
            ParquetFile.finish(out, COLUMNS, List.of());
        }
        assertEquals(List.of(), read(file));
    }
}
