package org.drepmrec.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.drepmrec.data.Features;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares neighbor sets with those of golden files, one file a case. */
class NeighborsGoldenTest {

    private record Config(int users, int items, int k) {}

    private record Expected(@SerializedName("neighbours") Map<String, List<int[]>> neighbors) {}

    private record Golden(
            Config config, List<int[]> train, List<float[]> visual, List<float[]> textual, Expected expected) {}

    @TestFactory
    List<DynamicTest> neighborsOfGoldenFiles() throws IOException {
        String folder = System.getProperty("golden.dir", "");
        assumeFalse(folder.isEmpty(), "skipped: set -Dgolden.dir=FOLDER to compare with golden files");
        List<DynamicTest> tests = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder), "*.json")) {
            files.forEach(file ->
                    tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(read(file)))));
        }
        return tests;
    }

    private static Golden read(Path file) {
        try {
            return new Gson().fromJson(Files.readString(file), Golden.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compare(Golden golden) {
        Config config = golden.config();
        MultimodalDataset data = Shops.of(
                        config.users(), config.items(), golden.train().toArray(new int[0][]))
                .features(Modality.VISUAL, features(golden.visual()))
                .features(Modality.TEXTUAL, features(golden.textual()))
                .build();
        Graphs graphs = Graphs.builder(data).neighbors(config.k()).build();
        Map<String, List<int[]>> expected = golden.expected().neighbors();
        compare(expected.get("itemVisual"), graphs.nearest(Side.ITEM, Modality.VISUAL));
        compare(expected.get("itemTextual"), graphs.nearest(Side.ITEM, Modality.TEXTUAL));
        compare(expected.get("userVisual"), graphs.nearest(Side.USER, Modality.VISUAL));
        compare(expected.get("userTextual"), graphs.nearest(Side.USER, Modality.TEXTUAL));
    }

    private static void compare(List<int[]> expected, Neighbors found) {
        assertEquals(expected.size(), found.nodes());
        for (int node = 0; node < expected.size(); node++) {
            assertEquals(set(expected.get(node)), set(found.of(node)), "node " + node);
        }
    }

    private static Features features(List<float[]> rows) {
        return Shops.features(rows.toArray(new float[0][]));
    }

    private static Set<Integer> set(int[] ids) {
        return Arrays.stream(ids).boxed().collect(Collectors.toSet());
    }
}
