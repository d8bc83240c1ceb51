package org.drepmrec.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.drepmrec.model.ModelType;
import org.drepmrec.model.Models;
import org.drepmrec.model.baseline.Baselines;
import org.drepmrec.model.floor.FloorModels;
import org.junit.jupiter.api.Test;

class HuesTest {

    private static String color(String name) {
        return Hues.of(name).map(Hues.Hue::color).orElse("none");
    }

    private static int form(String name) {
        return Hues.of(name).orElseThrow().form();
    }

    @Test
    void everyModelOfTheToolkitHasAColorThatIsNoRepresentations() {
        Set<String> colors = new TreeSet<>(List.of(Hues.BEHAVIOR, Hues.MODAL, Hues.GENERAL));
        List<String> models = Stream.concat(
                        Stream.of("DRepMRec", "DREAM"),
                        new Baselines().types().stream().map(ModelType::name))
                .toList();
        models.forEach(model -> colors.add(Hues.MODELS.get(model.toLowerCase(Locale.ROOT))));
        assertEquals(3 + models.size(), colors.size());
        models.forEach(model -> assertEquals(Hues.MODELS.get(model.toLowerCase(Locale.ROOT)), color(model)));
        new FloorModels().types().forEach(type -> assertEquals(Hues.FLOOR, color(type.name())));
    }

    @Test
    void theFormsOfAModelHaveItsColor() {
        for (String form : List.of("MGCN + BMA", "MGCN-MMRec", "MGCN shared", "mgcn, users only")) {
            assertEquals(color("MGCN"), color(form), form);
        }
        assertEquals(color("DREAM"), color("DREAM without S3"));
        assertEquals(1, form("DREAM without S3"));
        assertEquals(0, form("DREAM"));
        assertNotEquals(color("MGCN"), color("MMGCN"));
        assertEquals(Optional.empty(), Hues.of("MGCNs"));
    }

    @Test
    void aModelOfOnesOwnKeepsAColorWhateverElseIsRegistered() {
        ModelType own = ModelType.named("Sum of two things");
        assertEquals("none", color(own.name()));
        Models.register(own);
        try {
            String alone = color(own.name());
            assertTrue(Hues.OWN_MODELS.contains(alone), alone);
            ModelType other = ModelType.named("Another of mine");
            Models.register(other);
            try {
                assertEquals(alone, color("sum of two things + BMA"));
            } finally {
                Models.unregister(other);
            }
        } finally {
            Models.unregister(own);
        }
    }

    @Test
    void lossTermsHaveTheHueOfTheirLineAndOfTheirPair() {
        assertEquals(Hues.BEHAVIOR, color("bia"));
        assertEquals(Hues.MODAL, color("mia"));
        for (String pair : List.of("inter", "sss")) {
            assertEquals(color(pair + ".users"), color(pair + ".items"));
            assertEquals(0, form(pair + ".users"));
            assertEquals(1, form(pair + ".items"));
        }
        assertEquals(color("BPR"), Hues.MODELS.get("bpr"), "the model, not the loss");
        assertNotEquals(color("BPR"), color("bpr"));
    }

    @Test
    void pairsAreNoRepresentations() {
        assertEquals(color("users"), color("without SSS, users"));
        assertEquals(1, form("without SSS, users"));
        assertEquals(0, form("with SSS, users"));
        assertEquals(Hues.BEHAVIOR, color("behavior, users"));
        assertEquals(color("visual cosine"), Hues.ofModality("visual"));
        assertEquals("none", color("visual and textual"));
    }

    @Test
    void everybodyTellsApartWhatStandsInOneChart() {
        List<Collection<String>> charts = List.of(
                List.of(Hues.BEHAVIOR, Hues.MODAL, Hues.GENERAL),
                Hues.MODELS.values(),
                Hues.TERMS.values().stream().map(Hues.Hue::color).distinct().toList(),
                Stream.of("visual", "textual", "acoustic").map(Hues::ofModality).toList(),
                List.of(Hues.USERS, Hues.ITEMS),
                Hues.NEUTRAL,
                Hues.OWN_MODELS);
        for (Collection<String> chart : charts) {
            for (String a : chart) {
                assertTrue(ColorVision.contrast(a) >= 3, a + ": contrast " + ColorVision.contrast(a));
                for (String b : chart) {
                    double apart = ColorVision.distance(a, b);
                    assertTrue(a.equals(b) || apart >= 10, a + " and " + b + ": " + apart);
                }
            }
        }
    }
}
