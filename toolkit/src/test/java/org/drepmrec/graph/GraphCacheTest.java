package org.drepmrec.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.Side;
import org.drepmrec.graph.similarity.Neighbors;
import org.drepmrec.io.DataException;
import org.drepmrec.sparse.DenseProduct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCacheTest {

    private static final MultimodalDataset DATA = FeatureShops.random(60, 40, 5);

    @TempDir
    Path folder;

    /** Counts products, so that a test sees whether anything was computed. */
    private final AtomicInteger products = new AtomicInteger();

    private final DenseProduct counting = new DenseProduct() {
        @Override
        public void multiply(float[] x, int xFrom, int xRows, float[] y, int yFrom, int yRows, int d, float[] out) {
            products.incrementAndGet();
            DenseProduct.JAVA.multiply(x, xFrom, xRows, y, yFrom, yRows, d, out);
        }

        @Override
        public String toString() {
            return "counting";
        }
    };

    private Graphs.Builder builder() {
        return Graphs.builder(DATA).cache(folder).product(counting);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    @Test
    void aHitEqualsTheBuildAndComputesNothing() throws IOException {
        Graphs built = builder().build();
        built.summary();
        assertEquals(4, files().size());
        products.set(0);
        Graphs read = builder().build();
        for (Modality modality : DATA.modalities()) {
            for (Side side : Side.values()) {
                assertEquals(built.nearest(side, modality), read.nearest(side, modality));
                assertEquals(built.relation(side, modality), read.relation(side, modality));
            }
        }
        assertEquals(0, products.get());
    }

    @Test
    void otherOptionsAndOtherContentMiss() throws IOException {
        builder().build().relation(Side.USER, Modality.VISUAL);
        builder().neighbors(9).build().relation(Side.USER, Modality.VISUAL);
        builder().includeSelf(false).build().relation(Side.USER, Modality.VISUAL);
        builder().normalizeItemsFirst(true).build().relation(Side.USER, Modality.VISUAL);
        builder().build().relation(Side.USER, Modality.TEXTUAL);
        builder().build().relation(Side.ITEM, Modality.VISUAL);
        Graphs.builder(FeatureShops.random(60, 40, 6)).cache(folder).build().relation(Side.USER, Modality.VISUAL);
        assertEquals(7, files().size());
    }

    @Test
    void theNormIsAppliedAfterReading() throws IOException {
        builder().build().relation(Side.ITEM, Modality.VISUAL);
        builder().norm(RelationNorm.WEIGHTED).build().relation(Side.ITEM, Modality.VISUAL);
        assertEquals(1, files().size());
    }

    @Test
    void aDamagedFileIsRebuiltAndReplaced() throws IOException {
        Neighbors built = builder().build().nearest(Side.ITEM, Modality.VISUAL);
        Path file = files().get(0);
        byte[] sound = Files.readAllBytes(file);
        byte[] flipped = sound.clone();
        flipped[sound.length / 2] ^= 1;
        for (byte[] damaged : List.of(flipped, new byte[0], Arrays.copyOf(sound, sound.length - 5))) {
            Files.write(file, damaged);
            products.set(0);
            assertEquals(built, builder().build().nearest(Side.ITEM, Modality.VISUAL));
            assertTrue(products.get() > 0);
            assertEquals(List.of(file), files());
            assertArrayEquals(sound, Files.readAllBytes(file));
        }
    }

    @Test
    void aHitLeavesTheFileAlone() throws IOException {
        builder().build().nearest(Side.ITEM, Modality.VISUAL);
        FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(files().get(0), old);
        builder().build().nearest(Side.ITEM, Modality.VISUAL);
        assertEquals(old, Files.getLastModifiedTime(files().get(0)));
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        String message = assertThrows(
                        DataException.class,
                        () -> Graphs.builder(DATA).cache(file).build())
                .getMessage();
        assertTrue(message.contains("expected a new or existing folder with write permission"), message);
    }
}
