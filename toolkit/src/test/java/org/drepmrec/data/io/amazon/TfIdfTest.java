package org.drepmrec.data.io.amazon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.drepmrec.data.Features;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.Test;

class TfIdfTest {

    private static final List<String> TEXTS = List.of("Red cup, red!", "blue CUP", "", "cup of a Träumer");

    @Test
    void weightsAreCountsTimesSmoothedIdfScaledToNormOne() {
        TfIdf t = TfIdf.of(TEXTS, 1, 100);
        assertEquals(List.of("blue", "cup", "of", "red", "träumer"), t.terms());
        double cup = Math.log(5 / 4.0) + 1;
        double rare = Math.log(5 / 2.0) + 1;
        double norm = Math.hypot(2 * rare, cup);
        assertEquals(2 * rare / norm, t.weights().get(0, 3), 1e-6);
        assertEquals(cup / norm, t.weights().get(0, 1), 1e-6);
        assertEquals(rare / Math.hypot(rare, cup), t.weights().get(1, 0), 1e-6);
        assertEquals(0, t.weights().degree(2));
        assertEquals(3, t.weights().degree(3));
    }

    @Test
    void rareTermsAndTermsBeyondTheMostAreLeftOut() {
        assertEquals(List.of("cup"), TfIdf.of(TEXTS, 2, 100).terms());
        assertEquals(List.of("blue", "cup"), TfIdf.of(TEXTS, 1, 2).terms(), "by texts, then by name");
        assertEquals(1f, TfIdf.of(TEXTS, 2, 100).weights().get(0, 0));
    }

    @Test
    void featuresKeepTheCosinesOfTheWeightsWhenNothingIsCutOff() {
        Features features = TfIdfSvd.builder().minDocuments(1).build().encode(List.of(), TEXTS);
        assertEquals(4, features.rows());
        assertEquals(4, features.dimension(), "no more columns than items");
        double cup = Math.log(5 / 4.0) + 1;
        double rare = Math.log(5 / 2.0) + 1;
        double expected = cup * cup / (Math.hypot(2 * rare, cup) * Math.hypot(rare, cup));
        assertEquals(expected, dot(features, 0, 1), 1e-5);
        assertEquals(1, dot(features, 0, 0), 1e-5);
        assertEquals(0, dot(features, 2, 2), "an item without text");
    }

    @Test
    void textsWithoutACommonTermAreRefused() {
        DataException e = assertThrows(
                DataException.class, () -> TextEncoder.tfIdf().encode(List.of(), List.of("one", "two", "")));
        assertEquals(
                "texts of the items: no term in at least 2 of 3, expected words to compare; check the metadata, or"
                        + " lower minDocuments",
                e.getMessage());
    }

    @Test
    void impossibleOptionsAreRefused() {
        for (TfIdfSvd.Builder b : List.of(
                TfIdfSvd.builder().dimension(0),
                TfIdfSvd.builder().minDocuments(0),
                TfIdfSvd.builder().maxTerms(-1))) {
            assertTrue(assertThrows(IllegalArgumentException.class, b::build)
                    .getMessage()
                    .contains("expected a whole number of at least 1"));
        }
    }

    private static double dot(Features f, int a, int b) {
        double sum = 0;
        for (int k = 0; k < f.dimension(); k++) {
            sum += f.row(a)[k] * f.row(b)[k];
        }
        return sum;
    }
}
