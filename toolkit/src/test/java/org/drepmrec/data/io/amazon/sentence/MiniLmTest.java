package org.drepmrec.data.io.amazon.sentence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.drepmrec.data.Features;
import org.drepmrec.io.NpyReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class MiniLmTest {

    @BeforeEach
    void onlyWithItsJars() {
        assumeTrue(MiniLm.isHere(), "the jars of drepmrec-encoders are not on the class path");
    }

    private static Features encode(List<String> texts) {
        return MiniLm.here().encode(texts, texts);
    }

    private static double cosine(Features all, int a, int b) {
        double sum = 0;
        for (int j = 0; j < all.dimension(); j++) {
            sum += all.row(a)[j] * all.row(b)[j];
        }
        return sum;
    }

    @Test
    void whatMeansTheSameIsCloseWhateverTheWords() {
        List<Integer> done = new ArrayList<>();
        List<String> texts = List.of("a cup for hot drinks", "mug for tea and coffee", "winter tyres for a van", "  ");
        Features all = MiniLm.here().progress(done::add).encode(texts, texts);
        assertEquals(MiniLm.DIMENSION, all.dimension());
        assertTrue(cosine(all, 0, 1) > cosine(all, 0, 2) + 0.3);
        assertEquals(1, cosine(all, 0, 0), 1e-5);
        assertArrayEquals(new float[MiniLm.DIMENSION], all.row(3), "no text, zeros");
        assertEquals(List.of(3), done);
        assertEquals("all-MiniLM-L6-v2, 384-d", MiniLm.here().description());
    }

    @Test
    void aTextHasTheSameVectorWhateverStandsBesideIt() {
        Features alone = encode(List.of("red mug"));
        Features padded =
                encode(List.of("a very long description of a lamp with a shade of paper and a foot of oak", "red mug"));
        assertArrayEquals(alone.row(0), padded.row(1), 1e-5f);
    }

    @Test
    void tokensAreCutAt256() {
        String words = "mug ".repeat(254);
        Features all = encode(List.of(words, words + "lamp ".repeat(300)));
        assertArrayEquals(all.row(0), all.row(1), 1e-5f, "254 tokens between the two marks");
    }

    /** The shared features were computed by another program and stored as 16-bit numbers. */
    @Test
    @EnabledIfSystemProperty(named = "real.data.dir", matches = ".+")
    void theVectorsOfToysComeOutAgain() throws IOException {
        Path toys = Path.of(System.getProperty("real.data.dir"), "toys");
        assumeTrue(Files.exists(toys.resolve("texts.txt")));
        List<String> texts = Files.readAllLines(toys.resolve("texts.txt")).subList(0, 500);
        float[] expected = NpyReader.read(toys.resolve("text_feat.npy")).values();
        float[] found = encode(texts).values();
        double largest = 0;
        for (int k = 0; k < found.length; k++) {
            largest = Math.max(largest, Math.abs(found[k] - expected[k]));
        }
        assertTrue(largest < 1e-3, "largest difference " + largest);
    }
}
